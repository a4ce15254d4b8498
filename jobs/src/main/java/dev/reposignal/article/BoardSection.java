package dev.reposignal.article;

import dev.reposignal.article.Article.Column;
import dev.reposignal.article.Article.Grid;
import dev.reposignal.article.Article.Paragraph;
import dev.reposignal.article.Article.Section;
import dev.reposignal.article.Rows.RepoSignal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The surfacing repositories as a table. */
final class BoardSection {
    private BoardSection() {}

    static Optional<Section> written(ArticleInputs inputs, Scribe scribe) {
        List<RepoSignal> surfacing = inputs.surfacing();
        if (surfacing.isEmpty()) {
            return Optional.empty();
        }
        scribe.enter("board");
        List<Part> heading =
                scribe.sentence().say("the board — what surfaces tonight").parts();
        List<Article.Block> blocks = new ArrayList<>();
        blocks.add(new Paragraph(leader(inputs, surfacing, scribe).parts()));
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
        return Optional.of(new Section(heading, blocks));
    }

    /** The surfacing repository with most stars a day this week. */
    static Optional<RepoSignal> fastest(ArticleInputs inputs) {
        return inputs.surfacing().stream()
                .filter(signal -> signal.velocity7d() != null && signal.velocity7d() > 0)
                .max(Comparator.comparing(RepoSignal::velocity7d)
                        .thenComparing(RepoSignal::repoKey, Comparator.reverseOrder()));
    }

    private static Sentence leader(ArticleInputs inputs, List<RepoSignal> surfacing, Scribe scribe) {
        RepoSignal first = surfacing.get(0);
        Sentence sentence = scribe.sentence();
        if (first.breakoutProbability() != null) {
            sentence.frame(
                    "leader",
                    s -> s.repository(first)
                            .say(" stands first: the model gives it ")
                            .percent(first, "breakout_probability")
                            .say(" for a break-out"),
                    s -> s.say("the best odds up here are ")
                            .percent(first, "breakout_probability")
                            .say(" and belong to ")
                            .repository(first));
            if (first.signalScore() != null) {
                sentence.say(". its score is ").score(first, "signal_score");
            }
            component(inputs, first, sentence);
            sentence.say(".");
        } else if (first.signalScore() != null) {
            sentence.frame(
                    "leader",
                    s -> s.repository(first).say(" leads with a score of ").score(first, "signal_score"),
                    s -> s.say("the best score up here is ")
                            .score(first, "signal_score")
                            .say(" and belongs to ")
                            .repository(first));
            component(inputs, first, sentence);
            sentence.say(".");
        }
        fastest(inputs).ifPresent(fastest -> {
            sentence.say(sentence.parts().isEmpty() ? "the fastest of them" : " the fastest of them");
            if (fastest.equals(first)) {
                sentence.say(" is the same repo: ");
            } else {
                sentence.say(" is ").repository(fastest).say(" at ");
            }
            sentence.rate(fastest, "velocity_7d").say(" stars a day this week.");
        });
        return sentence;
    }

    private static void component(ArticleInputs inputs, RepoSignal signal, Sentence sentence) {
        inputs.components().stream()
                .filter(component -> component.repoKey().equals(signal.repoKey()))
                .findFirst()
                .ifPresent(component -> sentence.say(". the largest part of it is ")
                        .label(component, "component")
                        .say(", ")
                        .score(component, "points")
                        .say(" points of a possible ")
                        .score(component, "weight"));
    }

    private static List<List<Part>> row(RepoSignal signal, boolean hasOdds, Scribe scribe) {
        List<List<Part>> cells = new ArrayList<>(List.of(
                signal.boardPlace() == null
                        ? nothing()
                        : scribe.sentence().count(signal, "board_place").parts(),
                scribe.sentence().repository(signal).parts(),
                signal.language() == null
                        ? nothing()
                        : scribe.sentence().name(signal, "language").parts(),
                scribe.sentence().count(signal, "stars").parts(),
                signal.velocity24h() == null
                        ? nothing()
                        : scribe.sentence().signedRate(signal, "velocity_24h").parts(),
                signal.velocity7d() == null
                        ? nothing()
                        : scribe.sentence().signedRate(signal, "velocity_7d").parts(),
                signal.signalScore() == null
                        ? nothing()
                        : scribe.sentence().score(signal, "signal_score").parts()));
        if (hasOdds) {
            cells.add(
                    signal.breakoutProbability() == null
                            ? nothing()
                            : scribe.sentence()
                                    .percent(signal, "breakout_probability")
                                    .parts());
        }
        return cells;
    }

    private static List<Part> nothing() {
        return List.of(new Part.Literal("–"));
    }
}
