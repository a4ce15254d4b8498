package dev.reposignal.article;

import dev.reposignal.article.Article.Column;
import dev.reposignal.article.Article.Grid;
import dev.reposignal.article.Article.Paragraph;
import dev.reposignal.article.Article.Section;
import dev.reposignal.row.Rows.Movement;
import dev.reposignal.text.ValueFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The repositories at the top of the board as one table, the one to open first, and the steady one. */
final class PicksSection {
    static final int ROWS = 6;
    /** Times by which a probability is clearly higher than another. */
    private static final double CLEARLY_LIKELIER = 1.5;
    /** Fewer weeks that rise are no run. */
    private static final int STEADY_WEEKS = 3;

    private PicksSection() {}

    static Optional<Section> written(ArticleInputs inputs, ArticleComposer composer) {
        List<Movement> rows = inputs.listed(ROWS);
        if (rows.isEmpty()) {
            return Optional.empty();
        }
        composer.enter("picks");
        PhraseContext night = Thesis.night(inputs);
        List<Part> heading = composer.sentence().frame("heading-picks", night).parts();
        boolean hasProbability = rows.stream().allMatch(row -> row.probability() != null);
        List<Article.Block> blocks = new ArrayList<>();
        inputs.pick()
                .ifPresent(pick -> blocks.add(new Paragraph(
                        first(inputs, pick, night.with("repo", pick), composer).parts())));
        Sentence order = composer.sentence()
                .frame(hasProbability ? areEqual(rows) ? "order-same" : "order-probability" : "order-share", night);
        if (hasProbability) {
            inputs.breakout().stream()
                    .findFirst()
                    .ifPresent(call -> order.frame("order-usual", night.with("prediction", call)));
        }
        blocks.add(new Paragraph(order.parts()));
        blocks.add(table(rows, hasProbability, composer));
        BoardPicture.drawn(inputs, composer).ifPresent(blocks::add);
        inputs.quietMover()
                .filter(quiet -> !Thesis.hasNews(inputs))
                .ifPresent(quiet -> blocks.add(new Paragraph(composer.sentence()
                        .frame("quiet", night.with("repo", quiet))
                        .parts())));
        return Optional.of(new Section(heading, blocks));
    }

    private static Sentence first(
            ArticleInputs inputs, Movement pick, PhraseContext context, ArticleComposer composer) {
        String slot = pick.summary() != null ? "pick" : pick.subject() != null ? "pick-kind" : "pick-bare";
        Sentence sentence = composer.sentence().frame(slot, context);
        boolean isOfManyDays = pick.bestDayShare() != null && pick.bestDayShare() < ArticleInputs.ONE_DAY;
        if (isOfManyDays && pick.summary() != null && !ArticleInputs.isRead(pick)) {
            Double own = pick.probability();
            boolean isBelow = own != null
                    && inputs.listed(ROWS).stream()
                            .anyMatch(row -> row.probability() != null && row.probability() >= own * CLEARLY_LIKELIER);
            sentence.frame(
                    isBelow ? "pick-why-below" : inputs.isCalled(pick) ? "pick-why-called" : "pick-why", context);
        }
        sentence.frame("pick-week", context);
        if (isRising(pick)) {
            sentence.frame("pick-rising", context);
        }
        if (pick.releasedOn() != null) {
            sentence.frame("cause-release", context);
        }
        if (pick.bestDayShare() != null) {
            return isOfManyDays ? sentence : sentence.frame("pick-one-day", context);
        }
        // Older tables know the last day of a week alone.
        return pick.dayShare() != null && pick.dayShare() >= ArticleInputs.ONE_DAY
                ? sentence.frame("pick-last-day", context)
                : sentence;
    }

    private static boolean areEqual(List<Movement> rows) {
        return rows.size() > 1
                && rows.stream().map(Movement::probability).distinct().count() == 1;
    }

    /** Whether enough weeks in a row each brought more than the week before to call that steady. */
    static boolean isRising(Movement repo) {
        return repo.risingWeeks() != null && repo.risingWeeks() >= STEADY_WEEKS;
    }

    private static Grid table(List<Movement> rows, boolean hasProbability, ArticleComposer composer) {
        return new Grid(
                "Stars in all, stars gained this week, and the stars it needs in four weeks to count as a break-out.",
                List.of(
                        // What orders the table comes first.
                        new Column(hasProbability ? "break-out" : "share from this week", true),
                        new Column("repository", false),
                        new Column("what it is", false),
                        new Column("stars", true),
                        new Column("this week", true),
                        new Column("stars needed", true)),
                rows.stream()
                        .map(row -> List.of(
                                composer.cell(row, hasProbability ? "probability" : "week_share", ValueFormat.PERCENT),
                                composer.cell(row, "full_name", ValueFormat.NAME),
                                whatItIs(row, composer),
                                composer.cell(row, "stars", ValueFormat.COUNT),
                                composer.cell(row, "week_gain", ValueFormat.SIGNED_COUNT),
                                composer.cell(row, "needed_gain", ValueFormat.COUNT)))
                        .toList());
    }

    /** What it says of itself; else the kind of thing it is, else its language. */
    private static List<Part> whatItIs(Movement row, ArticleComposer composer) {
        if (row.summary() != null) {
            return composer.cell(row, "summary", ValueFormat.STARTING);
        }
        return row.language() == null
                ? composer.cell(row, "subject", ValueFormat.STARTING)
                : composer.sentence()
                        .frame(row.subject() == null ? "a-project" : "a-project-about", PhraseContext.of("repo", row))
                        .parts();
    }
}
