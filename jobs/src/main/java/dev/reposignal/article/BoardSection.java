package dev.reposignal.article;

import dev.reposignal.article.Article.Column;
import dev.reposignal.article.Article.Grid;
import dev.reposignal.article.Article.Paragraph;
import dev.reposignal.article.Article.Section;
import dev.reposignal.row.Rows.RepoSignal;
import dev.reposignal.table.InsightKind;
import dev.reposignal.text.ValueFormat;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The surfacing repositories as a table. */
final class BoardSection {
    private BoardSection() {}

    static Optional<Section> written(ArticleInputs inputs, ArticleComposer scribe) {
        List<RepoSignal> surfacing = inputs.surfacing();
        if (surfacing.isEmpty()) {
            return Optional.empty();
        }
        scribe.enter("board");
        List<Part> heading = scribe.sentence()
                .frame("heading-board", PhraseContext.of("night", inputs.summary()))
                .parts();
        List<Article.Block> blocks = new ArrayList<>();
        Sentence leader = leader(inputs, surfacing, scribe);
        if (!leader.isEmpty()) {
            blocks.add(new Paragraph(leader.parts()));
        }
        boolean hasOdds = surfacing.stream().anyMatch(signal -> signal.breakoutProbability() != null);
        List<Column> columns = new ArrayList<>(List.of(
                new Column("place", true),
                new Column("repository", false),
                new Column("language", false),
                new Column("stars", true),
                new Column("day", true),
                new Column("week", true),
                new Column("score", true)));
        if (hasOdds) {
            columns.add(new Column("odds", true));
        }
        blocks.add(new Grid(
                "The surfacing repositories. Day and week are stars a day since the last count and over the week."
                        + (hasOdds ? " Odds are those of a break-out, as the model sees them." : ""),
                columns,
                surfacing.stream().map(signal -> row(signal, hasOdds, scribe)).toList()));
        BoardPicture.drawn(inputs, scribe).ifPresent(blocks::add);
        PacePicture.drawn(inputs, scribe).ifPresent(blocks::add);
        Sentence notable = notable(inputs, scribe);
        if (!notable.isEmpty()) {
            blocks.add(new Paragraph(notable.parts()));
        }
        return Optional.of(new Section(heading, blocks));
    }

    /** The surfacing repository with most stars a day this week. */
    static Optional<RepoSignal> fastest(ArticleInputs inputs) {
        return inputs.surfacing().stream()
                .filter(signal -> signal.velocity7d() != null && signal.velocity7d() > 0)
                .max(Comparator.comparing(RepoSignal::velocity7d)
                        .thenComparing(RepoSignal::repoKey, Comparator.reverseOrder()));
    }

    private static Sentence leader(ArticleInputs inputs, List<RepoSignal> surfacing, ArticleComposer scribe) {
        RepoSignal first = surfacing.get(0);
        PhraseContext scene = PhraseContext.of("repo", first);
        Sentence sentence = scribe.sentence();
        if (first.breakoutProbability() != null) {
            sentence.frame("leader-odds", scene);
        } else if (first.signalScore() != null) {
            sentence.frame("leader-score", scene);
        }
        inputs.components().stream()
                .filter(component -> component.repoKey().equals(first.repoKey()))
                .findFirst()
                .filter(component -> !sentence.isEmpty() && component.points().signum() > 0)
                .ifPresent(component -> sentence.frame("component", scene.with("component", component)));
        fastest(inputs)
                .ifPresent(fastest -> sentence.frame(
                        fastest.equals(first) && !sentence.isEmpty() ? "fastest-too" : "fastest",
                        PhraseContext.of("repo", fastest)));
        return sentence;
    }

    /** What is notable about single places, and about the board as a whole; empty where nothing is. */
    private static Sentence notable(ArticleInputs inputs, ArticleComposer scribe) {
        Sentence sentence = scribe.sentence();
        for (InsightKind kind : List.of(
                InsightKind.BOARD_RECORD,
                InsightKind.REPOSITORY_BURST,
                InsightKind.BOARD_TURNOVER,
                InsightKind.BOARD_STAY)) {
            InsightStory.ofKind(inputs, kind).findFirst().ifPresent(told -> told.tell(sentence, scribe));
        }
        return sentence;
    }

    private static List<List<Part>> row(RepoSignal signal, boolean hasOdds, ArticleComposer scribe) {
        List<List<Part>> cells = new ArrayList<>(List.of(
                scribe.cell(signal, "board_place", ValueFormat.COUNT),
                scribe.cell(signal, "full_name", ValueFormat.NAME),
                scribe.cell(signal, "language", ValueFormat.NAME),
                scribe.cell(signal, "stars", ValueFormat.COUNT),
                scribe.cell(signal, "velocity_24h", ValueFormat.SIGNED_RATE),
                scribe.cell(signal, "velocity_7d", ValueFormat.SIGNED_RATE),
                scribe.cell(signal, "signal_score", ValueFormat.SCORE)));
        if (hasOdds) {
            cells.add(scribe.cell(signal, "breakout_probability", ValueFormat.PERCENT));
        }
        return cells;
    }
}
