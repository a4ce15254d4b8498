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
        blocks.add(new Grid(
                "The surfacing repositories. Day and week are stars a day since the last count and over the week.",
                List.of(
                        new Column("rank", true),
                        new Column("repository", false),
                        new Column("language", false),
                        new Column("stars", true),
                        new Column("day", true),
                        new Column("week", true),
                        new Column("score", true)),
                surfacing.stream().map(signal -> row(signal, scribe)).toList()));
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
        if (first.signalScore() != null) {
            sentence.frame(
                    "leader",
                    s -> s.repository(first).say(" leads with a score of ").score(first, "signal_score"),
                    s -> s.say("the best score of the night is ")
                            .score(first, "signal_score")
                            .say(" and belongs to ")
                            .repository(first));
            inputs.components().stream()
                    .filter(component -> component.repoKey().equals(first.repoKey()))
                    .findFirst()
                    .ifPresent(component -> sentence.say(". the largest part of it is ")
                            .label(component, "component")
                            .say(", ")
                            .score(component, "points")
                            .say(" points of a possible ")
                            .score(component, "weight"));
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

    private static List<List<Part>> row(RepoSignal signal, Scribe scribe) {
        return List.of(
                signal.signalRank() == null
                        ? nothing()
                        : scribe.sentence().count(signal, "signal_rank").parts(),
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
                        : scribe.sentence().score(signal, "signal_score").parts());
    }

    private static List<Part> nothing() {
        return List.of(new Part.Literal("–"));
    }
}
