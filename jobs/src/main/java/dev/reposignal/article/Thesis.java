package dev.reposignal.article;

import dev.reposignal.row.Rows.Trend;
import dev.reposignal.table.Shortfall;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** What the sections of an article have in common: the rows they may speak of, and the words for a verdict of the editor. */
final class Thesis {
    /** As {@code insight.Trends} has it. */
    private static final double LEAST_BALANCE = 1.5;
    /** Part of what a subject moved more than all others that must be left without its largest repository. */
    private static final double LEFT_WITHOUT_LARGEST = 0.5;

    private Thesis() {}

    /** The rows that every phrase may speak of. */
    static PhraseContext night(ArticleInputs inputs) {
        return PhraseContext.of("night", inputs.summary())
                .with("health", inputs.health())
                .with("record", inputs.record())
                .with("pick", inputs.pick());
    }

    /** The field that leads the article, see {@link Lead}. */
    static Optional<Trend> leadField(ArticleInputs inputs) {
        return Lead.of(inputs).map(Lead::field);
    }

    /**
     * Whether a change is more than that of its largest repository: without it, at least half of what the subject moved beside all
     * others is left.
     */
    static boolean isBroad(Trend trend) {
        Double without = trend.growthWithoutLargest();
        Double rest = trend.restGrowth();
        if (without == null || trend.growth() == null) {
            return false;
        }
        double beside = rest == null ? 0 : rest;
        double ahead = trend.growth() - beside;
        return (without - beside) * Math.signum(ahead) >= Math.abs(ahead) * LEFT_WITHOUT_LARGEST;
    }

    /** The large subject that fades, where it is the news of the night. */
    static Optional<Trend> leadingFall(ArticleInputs inputs) {
        return hasNews(inputs) || inputs.nearest().isPresent() ? Optional.empty() : Contradiction.fading(inputs);
    }

    /** Whether a field leads or a trend is told: then the article needs no more to fill it. */
    static boolean hasNews(ArticleInputs inputs) {
        return leadField(inputs).isPresent() || !inputs.toldTrends().isEmpty();
    }

    /** The trends that the article tells: beside a lead the lead itself and the largest other, as one article has one story. */
    static List<Trend> shownTrends(ArticleInputs inputs) {
        Optional<Lead> lead = Lead.of(inputs);
        List<Trend> told = inputs.toldTrends();
        if (lead.isEmpty()) {
            return told;
        }
        List<Trend> shown = new ArrayList<>(
                told.stream().filter(trend -> trend.equals(lead.get().field())).toList());
        told.stream()
                .filter(trend -> !trend.equals(lead.get().field()))
                .limit(1)
                .forEach(shown::add);
        return shown;
    }

    /** Whether clearly more owners speed up than slow down. */
    static boolean isBroadlyUp(Trend trend) {
        return trend.risingOwners() >= trend.fallingOwners() * LEAST_BALANCE;
    }

    /** The slot for the owners of a subject, where none slows down another. */
    static String owners(String slot, Trend trend) {
        return trend.fallingOwners() == 0 ? slot + "-all" : slot;
    }

    /** The slot that says why a subject is no trend. */
    static String whyNot(Trend trend, Shortfall shortfall) {
        return switch (shortfall) {
            case PACE -> "not-pace";
            case GROWTH -> "not-growth";
            case REST -> trend.restGrowth() != null && trend.restGrowth() < 0 ? "not-rest-down" : "not-rest";
            case LARGEST ->
                Objects.requireNonNullElse(trend.growthWithoutLargest(), 0.0) < 0 ? "not-largest-down" : "not-largest";
            case OWNERS -> "not-owners";
            case BALANCE -> "not-balance";
            case HISTORY -> "not-history";
            case LABEL -> "not-label";
            case RELEVANCE -> "not-relevance";
            case CHANCE -> trend.risingOwners() > trend.fallingOwners() ? "not-chance" : "not-balance";
        };
    }
}
