package dev.reposignal.article;

import dev.reposignal.article.Article.Column;
import dev.reposignal.article.Article.Grid;
import dev.reposignal.article.Article.Paragraph;
import dev.reposignal.article.Article.Section;
import dev.reposignal.row.Rows.Bin;
import dev.reposignal.row.Rows.Prediction;
import dev.reposignal.row.Rows.PredictionOutcome;
import dev.reposignal.row.Rows.TrackRecord;
import dev.reposignal.table.ClaimKind;
import dev.reposignal.table.Outcome;
import dev.reposignal.text.ValueFormat;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** What came of earlier predictions, the misses first, and how good the probabilities were so far. */
final class LedgerSection {
    private static final int LISTED = 6;
    /** Fewer calls say nothing about probabilities. */
    private static final int LEAST_CALIBRATED = 5;
    /** Shares this close are called the same. */
    private static final double SAME = 0.05;

    private LedgerSection() {}

    /** The section; empty where nothing was graded tonight. */
    static Optional<Section> written(ArticleInputs inputs, ArticleComposer composer) {
        List<PredictionOutcome> resolved = inputs.outcomes().stream()
                .filter(outcome -> inputs.prediction(outcome.predictionId()).isPresent())
                .sorted(Comparator.comparingInt(outcome -> order(outcome.outcomeOf())))
                .toList();
        composer.enter("ledger");
        if (resolved.isEmpty()) {
            return Optional.empty();
        }
        PhraseContext record = PhraseContext.of("record", inputs.record());
        List<Part> heading = composer.sentence().frame("heading-ledger", record).parts();
        List<Article.Block> blocks = new ArrayList<>();
        Sentence sum = sum(inputs.record(), record, composer);
        List<PredictionOutcome> misses = resolved.stream()
                .filter(outcome -> outcome.outcomeOf() == Outcome.MISS)
                .toList();
        if (!misses.isEmpty()) {
            sum.frame("own-up", record.with("misses", misses));
        }
        if (!sum.isEmpty()) {
            blocks.add(new Paragraph(sum.parts()));
        }
        Sentence calibration = calibration(inputs, record, composer);
        if (!calibration.isEmpty()) {
            blocks.add(new Paragraph(calibration.parts()));
        }
        blocks.add(graded(inputs, resolved.stream().limit(LISTED).toList(), composer));
        return Optional.of(new Section(heading, blocks));
    }

    private static int order(Outcome outcome) {
        return switch (outcome) {
            case MISS -> 0;
            case HIT -> 1;
            case UNOBSERVABLE -> 2;
        };
    }

    /** A table: as sentences they would be one sentence said again in each line. */
    private static Grid graded(ArticleInputs inputs, List<PredictionOutcome> outcomes, ArticleComposer composer) {
        return new Grid(
                "Calls graded tonight, the misses first; the site lists all: the probability given, when, and what was observed.",
                List.of(
                        new Column("outcome", false),
                        new Column("claim", false),
                        new Column("probability", true),
                        new Column("made on", true),
                        new Column("came in at", true)),
                outcomes.stream()
                        .flatMap(outcome -> inputs.prediction(outcome.predictionId()).stream()
                                .map(prediction -> row(outcome, prediction, composer)))
                        .toList());
    }

    private static List<List<Part>> row(PredictionOutcome outcome, Prediction prediction, ArticleComposer composer) {
        return List.of(
                List.of(new Part.Literal(
                        switch (outcome.outcomeOf()) {
                            case HIT -> "right";
                            case MISS -> "wrong";
                            case UNOBSERVABLE -> "can't be graded";
                        })),
                composer.cell(prediction, "claim", ValueFormat.CLAIM),
                composer.cell(prediction, "probability", ValueFormat.PERCENT),
                composer.cell(prediction, "made_on", ValueFormat.DAY),
                composer.cell(outcome, "observed_value", ValueFormat.MEASURE));
    }

    private static Sentence sum(TrackRecord record, PhraseContext context, ArticleComposer composer) {
        Sentence sentence = composer.sentence();
        if (record.resolvedToday() > 0) {
            sentence.frame("graded", context);
        }
        if (record.hits() + record.misses() > 0) {
            sentence.frame("sum", context);
            if (record.unobservable() > 0) {
                sentence.frame("unobservable", context);
            }
            if (record.hitRate() != null && record.meanBaseRate() != null) {
                sentence.frame("hit-rate", context);
            }
        }
        return sentence;
    }

    /** Brier's score, skill and calibration in plain words. */
    private static Sentence calibration(ArticleInputs inputs, PhraseContext context, ArticleComposer composer) {
        Sentence sentence = composer.sentence();
        Double skill = inputs.record().brierSkill();
        if (skill != null && inputs.record().brierScore() != null) {
            sentence.frame(skill > 0 ? "skill-up" : "skill-down", context);
        }
        inputs.bins().stream()
                .filter(bin -> bin.kind().equals(ClaimKind.ALL) && bin.predictions() >= LEAST_CALIBRATED)
                .max(Comparator.comparingLong(Bin::predictions).thenComparing(Bin::bin))
                .ifPresent(bin -> sentence.frame(calibration(bin), context.with("bin", bin)));
        return sentence;
    }

    private static String calibration(Bin bin) {
        double difference = bin.hitRate() - bin.meanProbability();
        return difference < -SAME ? "calibration-over" : difference > SAME ? "calibration-under" : "calibration-even";
    }
}
