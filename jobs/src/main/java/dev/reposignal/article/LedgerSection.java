package dev.reposignal.article;

import dev.reposignal.article.Article.Items;
import dev.reposignal.article.Article.Paragraph;
import dev.reposignal.article.Article.Section;
import dev.reposignal.article.Rows.Prediction;
import dev.reposignal.article.Rows.PredictionOutcome;
import dev.reposignal.article.Rows.TrackRecord;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** What came of earlier predictions, the misses first. */
final class LedgerSection {
    private LedgerSection() {}

    static Optional<Section> written(ArticleInputs inputs, Scribe scribe) {
        List<PredictionOutcome> resolved = inputs.outcomes().stream()
                .filter(outcome -> inputs.prediction(outcome.predictionId()).isPresent())
                .sorted(Comparator.comparingInt(outcome -> order(outcome.outcome())))
                .toList();
        if (resolved.isEmpty()) {
            return Optional.empty();
        }
        scribe.enter("ledger");
        List<Part> heading =
                scribe.sentence().say("the ledger — what came of my calls").parts();
        List<Article.Block> blocks = new ArrayList<>();
        TrackRecord record = inputs.record();
        if (record.hits() + record.misses() > 0) {
            blocks.add(new Paragraph(sum(record, scribe).parts()));
        }
        CalibrationPicture.drawn(inputs, scribe).ifPresent(blocks::add);
        blocks.add(new Items(resolved.stream()
                .map(outcome -> item(inputs.prediction(outcome.predictionId()).orElseThrow(), outcome, scribe)
                        .parts())
                .toList()));
        return Optional.of(new Section(heading, blocks));
    }

    private static int order(String outcome) {
        return switch (outcome) {
            case "miss" -> 0;
            case "hit" -> 1;
            default -> 2;
        };
    }

    private static Sentence sum(TrackRecord record, Scribe scribe) {
        Sentence sentence = scribe.sentence();
        if (record.resolvedToday() > 0) {
            sentence.count(record, "resolved_today", "call of mine was", "calls of mine were")
                    .say(" graded tonight. ");
        }
        sentence.say("since i started keeping score: ")
                .count(record, "hits")
                .say(" right, ")
                .count(record, "misses")
                .say(" wrong");
        if (record.unobservable() > 0) {
            sentence.say(", ").count(record, "unobservable").say(" that nobody can tell any more");
        }
        sentence.say(".");
        if (record.hitRate() != null && record.meanBaseRate() != null) {
            sentence.say(" that is ")
                    .percent(record, "hit_rate")
                    .say(" where the base rates behind those calls average ")
                    .percent(record, "mean_base_rate")
                    .say(".");
        }
        return sentence;
    }

    private static Sentence item(Prediction prediction, PredictionOutcome outcome, Scribe scribe) {
        Sentence sentence = scribe.sentence()
                .say(
                        switch (outcome.outcome()) {
                            case "hit" -> "right: ";
                            case "miss" -> "wrong: ";
                            default -> "can't be graded: ";
                        })
                .claim(prediction)
                .say(". i had it at ")
                .percent(prediction, "probability")
                .say(" on ")
                .day(prediction, "made_on");
        if (outcome.observedValue() != null) {
            sentence.say(", it came in at ").measure(outcome, "observed_value");
        }
        return sentence.say(outcome.outcome().equals("miss") ? ". i was wrong." : ".");
    }
}
