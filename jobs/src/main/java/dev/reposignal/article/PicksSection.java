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

    private PicksSection() {}

    static Optional<Section> written(ArticleInputs inputs, ArticleComposer scribe) {
        List<Movement> rows = inputs.listed(ROWS);
        if (rows.isEmpty()) {
            return Optional.empty();
        }
        scribe.enter("picks");
        PhraseContext night = Thesis.night(inputs);
        List<Part> heading = scribe.sentence().frame("heading-picks", night).parts();
        boolean hasProbability = rows.stream().allMatch(row -> row.probability() != null);
        List<Article.Block> blocks = new ArrayList<>();
        inputs.pick()
                .ifPresent(pick -> blocks.add(new Paragraph(
                        first(pick, night.with("repo", pick), scribe).parts())));
        blocks.add(new Paragraph(scribe.sentence()
                .frame(hasProbability ? "order-probability" : "order-share", night)
                .parts()));
        blocks.add(table(rows, hasProbability, scribe));
        BoardPicture.drawn(inputs, scribe).ifPresent(blocks::add);
        inputs.quietMover().ifPresent(quiet -> {
            PhraseContext scene = night.with("repo", quiet);
            Sentence sentence = scribe.sentence().frame("quiet", scene).frame("what-it-is-here", scene);
            blocks.add(new Paragraph(sentence.frame("quiet-pace", scene).parts()));
        });
        return Optional.of(new Section(heading, blocks));
    }

    private static Sentence first(Movement pick, PhraseContext scene, ArticleComposer scribe) {
        Sentence sentence = scribe.sentence().frame("pick", scene);
        if (pick.summary() != null) {
            sentence.frame("what-it-is-here", scene);
        } else if (pick.subject() != null) {
            sentence.frame("what-kind-here", scene);
        }
        sentence.frame("pick-week", scene);
        if (pick.dayShare() != null) {
            sentence.frame(pick.dayShare() >= ArticleInputs.ONE_DAY ? "pick-one-day" : "pick-many-days", scene);
        }
        return sentence;
    }

    private static Grid table(List<Movement> rows, boolean hasProbability, ArticleComposer scribe) {
        boolean hasNeed = rows.stream().anyMatch(row -> row.neededGain() != null);
        List<Column> columns = new ArrayList<>(List.of(
                new Column("repository", false),
                new Column("what it is", false),
                new Column("stars", true),
                new Column("gained in four weeks", true),
                new Column("gained this week", true),
                new Column("this week's part", true)));
        if (hasNeed) {
            columns.add(new Column("must gain", true));
        }
        if (hasProbability) {
            columns.add(new Column("probability", true));
        }
        return new Grid(
                "This week's part is the share of the four weeks' stars that came this week. What a repository must gain, in the"
                        + " next four weeks, is what makes the call come true.",
                columns,
                rows.stream()
                        .map(row -> cells(row, hasProbability, hasNeed, scribe))
                        .toList());
    }

    /** What it says of itself; else the kind of thing it is, else its language. */
    private static List<Part> whatItIs(Movement row, ArticleComposer scribe) {
        return row.summary() == null && row.subject() == null && row.language() != null
                ? scribe.sentence()
                        .frame("a-project", PhraseContext.of("repo", row))
                        .parts()
                : scribe.cell(row, row.summary() != null ? "summary" : "subject", ValueFormat.NAME);
    }

    private static List<List<Part>> cells(
            Movement row, boolean hasProbability, boolean hasNeed, ArticleComposer scribe) {
        List<List<Part>> cells = new ArrayList<>();
        cells.add(scribe.cell(row, "full_name", ValueFormat.NAME));
        cells.add(whatItIs(row, scribe));
        cells.add(scribe.cell(row, "stars", ValueFormat.COUNT));
        cells.add(scribe.cell(row, "month_gain", ValueFormat.SIGNED_COUNT));
        cells.add(scribe.cell(row, "week_gain", ValueFormat.SIGNED_COUNT));
        cells.add(scribe.cell(row, "week_share", ValueFormat.PERCENT));
        if (hasNeed) {
            cells.add(scribe.cell(row, "needed_gain", ValueFormat.SIGNED_COUNT));
        }
        if (hasProbability) {
            cells.add(scribe.cell(row, "probability", ValueFormat.PERCENT));
        }
        return cells;
    }
}
