package dev.reposignal.article;

import dev.reposignal.article.Article.Column;
import dev.reposignal.article.Article.Grid;
import dev.reposignal.article.Article.Paragraph;
import dev.reposignal.article.Article.Section;
import dev.reposignal.row.Rows.Prediction;
import dev.reposignal.row.Rows.RepoSignal;
import dev.reposignal.table.HighlightKind;
import dev.reposignal.table.InsightKind;
import dev.reposignal.text.ValueFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What is claimed about the next month, with the odds and the way to check it. */
final class PredictionSection {
    private static final double EVEN = 0.5;

    private PredictionSection() {}

    /** The section; empty where nothing is claimed and nothing is to be watched. */
    static Optional<Section> written(ArticleInputs inputs, ArticleComposer scribe) {
        List<Prediction> predictions = inputs.madeToday();
        // Once is enough for a burst, here or on the board.
        Optional<RepoSignal> watched =
                watched(inputs).filter(signal -> !scribe.hasTold(InsightKind.REPOSITORY_BURST, signal.repoKey()));
        if (predictions.isEmpty() && watched.isEmpty()) {
            return Optional.empty();
        }
        scribe.enter("prediction");
        PhraseContext night = PhraseContext.of("night", inputs.summary());
        List<Part> heading =
                scribe.sentence().frame("heading-prediction", night).parts();
        List<Article.Block> blocks = new ArrayList<>();
        if (!predictions.isEmpty()) {
            Prediction first = predictions.get(0);
            PhraseContext scene = night.with("prediction", first);
            boolean isLow = first.probability() < EVEN && first.baseRate() < first.probability();
            blocks.add(new Paragraph(scribe.sentence()
                    .frame("claim", scene)
                    .frame(isLow ? "base-rate-low" : "base-rate", scene)
                    .frame("due", scene)
                    .parts()));
            evidence(inputs, first, scribe).ifPresent(sentence -> blocks.add(new Paragraph(sentence.parts())));
            blocks.add(new Paragraph(scribe.sentence().frame("criterion", scene).parts()));
            if (predictions.size() > 1) {
                blocks.add(new Paragraph(
                        scribe.sentence().frame("also-claimed", night).parts()));
                blocks.add(others(predictions.subList(1, predictions.size()), scribe));
            }
        }
        watched.ifPresent(signal -> blocks.add(new Paragraph(scribe.sentence()
                .frame("watch", night.with("repo", signal))
                .quote(inputs, signal)
                .parts())));
        return Optional.of(new Section(heading, blocks));
    }

    private static Optional<Sentence> evidence(ArticleInputs inputs, Prediction prediction, ArticleComposer scribe) {
        return inputs.repository(prediction.subjectKey())
                .filter(signal -> signal.velocity7d() != null && signal.velocity28d() != null)
                .map(signal -> scribe.sentence()
                        .frame("why", PhraseContext.of("repo", signal))
                        .quote(inputs, signal));
    }

    /** A table: as sentences they would be one sentence said again in each line. */
    private static Grid others(List<Prediction> predictions, ArticleComposer scribe) {
        return new Grid(
                "The other claims of the night: the odds given, the base rate and the day each is due.",
                List.of(
                        new Column("claim", false),
                        new Column("odds", true),
                        new Column("base rate", true),
                        new Column("due", true)),
                predictions.stream()
                        .map(prediction -> List.of(
                                scribe.cell(prediction, "claim", ValueFormat.CLAIM),
                                scribe.cell(prediction, "probability", ValueFormat.PERCENT),
                                scribe.cell(prediction, "base_rate", ValueFormat.PERCENT),
                                scribe.cell(prediction, "due_on", ValueFormat.DAY)))
                        .toList());
    }

    private static Optional<RepoSignal> watched(ArticleInputs inputs) {
        return inputs.highlights(HighlightKind.BREAKOUT_WATCH).stream()
                .findFirst()
                .flatMap(highlight -> inputs.repository(highlight.subjectKey()))
                .filter(signal -> signal.burst() != null && signal.velocity7d() != null);
    }
}
