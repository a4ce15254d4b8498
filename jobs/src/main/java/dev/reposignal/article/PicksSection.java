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
    /** A best day with no more of a week is one of several like it; with an even week each has a seventh. */
    private static final double STEADY = 0.3;

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
                        first(pick, night.with("repo", pick), composer).parts())));
        blocks.add(new Paragraph(composer.sentence()
                .frame(hasProbability ? "order-probability" : "order-share", night)
                .parts()));
        blocks.add(table(rows, hasProbability, composer));
        BoardPicture.drawn(inputs, composer).ifPresent(blocks::add);
        inputs.quietMover()
                .filter(quiet -> !Thesis.hasNews(inputs))
                .ifPresent(quiet -> blocks.add(new Paragraph(composer.sentence()
                        .frame("quiet", night.with("repo", quiet))
                        .parts())));
        return Optional.of(new Section(heading, blocks));
    }

    private static Sentence first(Movement pick, PhraseContext context, ArticleComposer composer) {
        String slot = pick.summary() != null ? "pick" : pick.subject() != null ? "pick-kind" : "pick-bare";
        Sentence sentence = composer.sentence().frame(slot, context).frame("pick-week", context);
        // Older tables know the last day of a week alone.
        if (pick.bestDayShare() != null) {
            double best = pick.bestDayShare();
            return sentence.frame(
                    best >= ArticleInputs.ONE_DAY
                            ? "pick-one-day"
                            : best <= STEADY ? "pick-many-days" : "pick-best-day",
                    context);
        }
        return pick.dayShare() != null && pick.dayShare() >= ArticleInputs.ONE_DAY
                ? sentence.frame("pick-last-day", context)
                : sentence;
    }

    private static Grid table(List<Movement> rows, boolean hasProbability, ArticleComposer composer) {
        return new Grid(
                "Stars in all, and stars gained this week.",
                List.of(
                        new Column("repository", false),
                        new Column("what it is", false),
                        new Column("stars", true),
                        new Column("this week", true),
                        new Column(hasProbability ? "break-out" : "share from this week", true)),
                rows.stream()
                        .map(row -> List.of(
                                composer.cell(row, "full_name", ValueFormat.NAME),
                                whatItIs(row, composer),
                                composer.cell(row, "stars", ValueFormat.COUNT),
                                composer.cell(row, "week_gain", ValueFormat.SIGNED_COUNT),
                                composer.cell(row, hasProbability ? "probability" : "week_share", ValueFormat.PERCENT)))
                        .toList());
    }

    /** What it says of itself; else the kind of thing it is, else its language. */
    private static List<Part> whatItIs(Movement row, ArticleComposer composer) {
        return row.summary() == null && row.subject() == null && row.language() != null
                ? composer.sentence()
                        .frame("a-project", PhraseContext.of("repo", row))
                        .parts()
                : composer.cell(row, row.summary() != null ? "summary" : "subject", ValueFormat.NAME);
    }
}
