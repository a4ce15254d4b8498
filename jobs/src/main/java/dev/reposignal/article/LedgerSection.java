package dev.reposignal.article;

import dev.reposignal.article.Article.Items;
import dev.reposignal.article.Article.Paragraph;
import dev.reposignal.article.Article.Section;
import dev.reposignal.article.Rows.Bin;
import dev.reposignal.article.Rows.PredictionOutcome;
import dev.reposignal.article.Rows.TrackRecord;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** What came of earlier predictions, the misses first, and how good the odds were so far. */
final class LedgerSection {
    private static final int LISTED = 12;
    /** Fewer calls say nothing about odds. */
    private static final int LEAST_CALIBRATED = 5;
    /** Shares this close are called the same. */
    private static final double SAME = 0.05;

    private LedgerSection() {}

    /** The section; empty where nothing was graded. */
    static Optional<Section> written(ArticleInputs inputs, Scribe scribe) {
        List<PredictionOutcome> resolved = inputs.outcomes().stream()
                .filter(outcome -> inputs.prediction(outcome.predictionId()).isPresent())
                .sorted(Comparator.comparingInt(outcome -> order(outcome.outcome())))
                .toList();
        if (resolved.isEmpty()) {
            return Optional.empty();
        }
        scribe.enter("ledger");
        Scene record = Scene.of("record", inputs.record());
        List<Part> heading = scribe.sentence().frame("heading-ledger", record).parts();
        List<Article.Block> blocks = new ArrayList<>();
        Sentence sum = sum(inputs.record(), record, scribe);
        List<PredictionOutcome> misses = resolved.stream()
                .filter(outcome -> outcome.outcome().equals("miss"))
                .toList();
        if (!misses.isEmpty()) {
            sum.frame("own-up", record.with("misses", misses));
        }
        if (!sum.isEmpty()) {
            blocks.add(new Paragraph(sum.parts()));
        }
        Sentence odds = odds(inputs, record, scribe);
        if (!odds.isEmpty()) {
            blocks.add(new Paragraph(odds.parts()));
        }
        CalibrationPicture.drawn(inputs, scribe).ifPresent(blocks::add);
        blocks.add(new Items(resolved.stream()
                .limit(LISTED)
                .map(outcome -> scribe.sentence()
                        .frame(
                                slot(outcome.outcome()),
                                Scene.of("outcome", outcome)
                                        .with("prediction", inputs.prediction(outcome.predictionId())))
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

    private static String slot(String outcome) {
        return switch (outcome) {
            case "hit", "miss" -> outcome;
            default -> "unknown";
        };
    }

    private static Sentence sum(TrackRecord record, Scene scene, Scribe scribe) {
        Sentence sentence = scribe.sentence();
        if (record.resolvedToday() > 0) {
            sentence.frame("graded", scene);
        }
        if (record.hits() + record.misses() > 0) {
            sentence.frame("sum", scene);
            if (record.unobservable() > 0) {
                sentence.frame("unobservable", scene);
            }
            if (record.hitRate() != null && record.meanBaseRate() != null) {
                sentence.frame("hit-rate", scene);
            }
        }
        return sentence;
    }

    /** Brier's score, skill and calibration in plain words. */
    private static Sentence odds(ArticleInputs inputs, Scene scene, Scribe scribe) {
        Sentence sentence = scribe.sentence();
        Double skill = inputs.record().brierSkill();
        if (skill != null && inputs.record().brierScore() != null) {
            sentence.frame(skill > 0 ? "skill-up" : "skill-down", scene);
        }
        inputs.bins().stream()
                .filter(bin -> bin.kind().equals("all") && bin.predictions() >= LEAST_CALIBRATED)
                .max(Comparator.comparingLong(Bin::predictions).thenComparing(Bin::bin))
                .ifPresent(bin -> sentence.frame(calibration(bin), scene.with("bin", bin)));
        inputs.kinds().stream()
                .filter(kind -> kind.hits() + kind.misses() > 0)
                .filter(kind -> kind.hits() + kind.misses()
                        < inputs.record().hits() + inputs.record().misses())
                .forEach(kind -> sentence.frame("by-kind", scene.with("kind", kind)));
        return sentence;
    }

    private static String calibration(Bin bin) {
        double difference = bin.hitRate() - bin.meanProbability();
        return difference < -SAME ? "calibration-over" : difference > SAME ? "calibration-under" : "calibration-even";
    }
}
