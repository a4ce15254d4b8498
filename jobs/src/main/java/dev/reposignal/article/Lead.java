package dev.reposignal.article;

import dev.reposignal.row.Rows.Movement;
import dev.reposignal.row.Rows.Trend;
import java.util.Optional;

/**
 * What leads an article: the largest field, and what its stars did.
 *
 * @param kind what happened
 * @param field the field
 * @param leader the repository that slowed down while the field kept its share; empty for other kinds
 */
record Lead(Kind kind, Trend field, Optional<Movement> leader) {
    /** What happened to the field. */
    enum Kind {
        /** Its share of all new stars rose, also without its largest repository. */
        BROAD_UP,
        /** Its share rose, and most of what it grew more than all others is one repository. */
        ONE_UP,
        /** Its share fell. */
        DOWN,
        /** Its largest repository slowed down clearly, and its share did not fall. */
        HELD
    }

    /** The lead of a night; empty where no field moved clearly or a larger trend is told. */
    static Optional<Lead> of(ArticleInputs inputs) {
        return moved(inputs).or(() -> held(inputs));
    }

    private static Optional<Lead> moved(ArticleInputs inputs) {
        return inputs.movedField()
                .filter(field -> isLargerThanTrends(inputs, field, Math.abs(field.shareChange())))
                .map(field -> new Lead(
                        field.shareChange() < 0 ? Kind.DOWN : Thesis.isBroad(field) ? Kind.BROAD_UP : Kind.ONE_UP,
                        field,
                        Optional.empty()));
    }

    private static Optional<Lead> held(ArticleInputs inputs) {
        return inputs.fields().stream().findFirst().flatMap(field -> inputs.fallenLeader(field)
                .filter(leader -> isLargerThanTrends(inputs, field, ArticleInputs.lostVelocity(leader) * share(field)))
                .map(leader -> new Lead(Kind.HELD, field, Optional.of(leader))));
    }

    /** The part of all new stars that one star a day of the field's is. */
    private static double share(Trend field) {
        return field.weekShare() == null ? 0 : field.weekShare() / field.weekVelocity();
    }

    private static boolean isLargerThanTrends(ArticleInputs inputs, Trend field, double movedShare) {
        return inputs.toldTrends().stream()
                .noneMatch(
                        trend -> !trend.equals(field) && trend.weekShare() != null && trend.weekShare() > movedShare);
    }

    boolean is(Kind other) {
        return kind == other;
    }

    boolean isUp() {
        return kind == Kind.BROAD_UP || kind == Kind.ONE_UP;
    }

    /** The rows that a sentence about it may speak of. */
    PhraseContext context(PhraseContext night) {
        return night.with("field", field).with("trend", field).with("leader", leader);
    }
}
