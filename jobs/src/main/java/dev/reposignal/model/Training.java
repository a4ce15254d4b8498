package dev.reposignal.model;

import static org.apache.spark.ml.functions.array_to_vector;
import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.exp;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.log;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.pow;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import dev.reposignal.concurrent.BackgroundTask;
import dev.reposignal.ledger.Breakouts;
import dev.reposignal.stats.BrierScore;
import dev.reposignal.table.Table;
import dev.reposignal.text.Sha256;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.spark.ml.classification.LogisticRegression;
import org.apache.spark.ml.classification.LogisticRegressionModel;
import org.apache.spark.ml.evaluation.BinaryClassificationEvaluator;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Gradient-boosted trees (Friedman 2001; Chen and Guestrin 2016) on every break-out and a sample of the rest.
 *
 * <p>Nothing after the day it is trained on is seen: only days whose 28 to 34 days ahead are over by then are learned from. The
 * calibration is fitted on the last eight weeks of them with trees that ended as long before; then the trees
 * grow again on all.
 */
public final class Training {
    /** Days between two days learned from; not a divisor of a week, so that all weekdays are seen. */
    public static final int STEP_DAYS = 2;

    /** With fewer break-outs no model is trained. */
    public static final int FEWEST_BREAKOUTS = 200;

    /** Name of the method and its features, a part of the model's id. */
    static final String METHOD = "breakout-trees-v2";

    private static final int HOLD_OUT_DAYS = 56;
    /** With a flatter slope the trial trees separate nothing, and the calibration is left out. */
    private static final double LEAST_SLOPE = 0.25;

    private Training() {}

    /** The days of {@link #days} that have snapshots. */
    public static List<LocalDate> observedDays(LocalDate trainedOn, NavigableSet<LocalDate> observed) {
        return days(trainedOn, observed.first()).stream()
                .filter(observed::contains)
                .toList();
    }

    /** The days learned from for a model of a day: every second, the latest so long ago that its future is known. */
    public static List<LocalDate> days(LocalDate trainedOn, LocalDate first) {
        LocalDate latest = trainedOn.minusDays(Breakouts.LAST_OBSERVATION_DAYS);
        // Counted from a fixed day, so that a later model learns from the same days and more.
        long offset = Math.floorMod(latest.toEpochDay(), (long) STEP_DAYS);
        List<LocalDate> days = new ArrayList<>();
        for (LocalDate day = latest.minusDays(offset); !day.isBefore(first); day = day.minusDays(STEP_DAYS)) {
            days.add(day);
        }
        return List.copyOf(days);
    }

    /**
     * A model of what the sample shows.
     *
     * @param sample rows of {@link Features#sample}; those too late for the day are left out
     * @return empty where fewer than {@value #FEWEST_BREAKOUTS} break-outs are known by then
     */
    public static Optional<BreakoutModel> fitted(LocalDate trainedOn, Dataset<Row> sample) {
        LocalDate latest = trainedOn.minusDays(Breakouts.LAST_OBSERVATION_DAYS);
        Dataset<Row> known = until(latest, sample);
        Row counts = known.agg(
                        count(lit(1)),
                        sum(when(col("label"), 1L).otherwise(0L)),
                        sum("weight"),
                        sum(when(col("label"), col("weight")).otherwise(0.0)),
                        min(Table.DAY).cast("string"),
                        max(Table.DAY).cast("string"))
                .head();
        if (counts.getLong(0) == 0 || counts.getLong(1) < FEWEST_BREAKOUTS) {
            return Optional.empty();
        }
        Map<String, Double> figures = new TreeMap<>();
        figures.put("rows", (double) counts.getLong(0));
        figures.put("breakouts", (double) counts.getLong(1));
        figures.put("examples", counts.getDouble(2));
        figures.put("base_rate", counts.getDouble(3) / counts.getDouble(2));
        LocalDate lastDay = LocalDate.parse(counts.getString(5));

        // Trees grow in one task each: those of the trial and those on all rows side by side.
        try (BackgroundTask<byte[]> growing = BackgroundTask.begun(() -> Trees.grown(known))) {
            PlattScaling calibration = calibrated(lastDay, known, figures);
            byte[] trees = growing.answer();
            String id = "%s-%s-%s".formatted(METHOD, trainedOn, hash(trees));
            return Optional.of(new BreakoutModel(id, trainedOn, Features.names(), calibration, figures, trees));
        }
    }

    /** Fits the calibration on days that the trees it judges have not seen, and measures both there. */
    private static PlattScaling calibrated(LocalDate lastDay, Dataset<Row> known, Map<String, Double> figures) {
        LocalDate heldOutFrom = lastDay.minusDays(HOLD_OUT_DAYS);
        Dataset<Row> earlier = until(heldOutFrom.minusDays(Breakouts.LAST_OBSERVATION_DAYS), known);
        Dataset<Row> heldOut = known.where(col(Table.DAY).gt(java.sql.Date.valueOf(heldOutFrom)));
        if (breakouts(earlier) < FEWEST_BREAKOUTS || breakouts(heldOut) < FEWEST_BREAKOUTS / 4) {
            return PlattScaling.NONE;
        }
        BreakoutModel trial = new BreakoutModel(
                "trial", heldOutFrom, Features.names(), PlattScaling.NONE, Map.of(), Trees.grown(earlier));
        Column probability = col("probability");
        Dataset<Row> judged = heldOut.join(trial.probabilities(heldOut), new String[] {"repo_key", Table.DAY})
                .select(
                        col("weight"),
                        col("label").cast("double").as("label"),
                        array_to_vector(array(log(probability.divide(lit(1.0).minus(probability)))))
                                .as("score"),
                        probability.as("forecast"),
                        col(Table.DAY),
                        col("repo_key"))
                .orderBy(Table.DAY, "repo_key")
                .coalesce(1);
        LogisticRegressionModel fitted = new LogisticRegression()
                .setFeaturesCol("score")
                .setLabelCol("label")
                .setWeightCol("weight")
                .setStandardization(false)
                .fit(judged);
        if (fitted.coefficients().apply(0) < LEAST_SLOPE) {
            return PlattScaling.NONE;
        }
        PlattScaling scaling = new PlattScaling(fitted.coefficients().apply(0), fitted.intercept());
        measure(scaling, judged, figures);
        return scaling;
    }

    private static void measure(PlattScaling scaling, Dataset<Row> judged, Map<String, Double> figures) {
        BinaryClassificationEvaluator evaluator = new BinaryClassificationEvaluator()
                .setRawPredictionCol("forecast")
                .setLabelCol("label")
                .setWeightCol("weight");
        figures.put("held_out_auc", evaluator.setMetricName("areaUnderROC").evaluate(judged));
        figures.put(
                "held_out_average_precision",
                evaluator.setMetricName("areaUnderPR").evaluate(judged));
        Column logOdds = log(col("forecast").divide(lit(1.0).minus(col("forecast"))));
        Column scaled =
                lit(1.0).divide(lit(1.0).plus(exp(lit(-scaling.intercept()).minus(logOdds.multiply(scaling.slope())))));
        Row means = judged.agg(
                        sum(col("weight").multiply(pow(scaled.minus(col("label")), 2)))
                                .divide(sum("weight")),
                        sum(col("weight").multiply(col("label"))).divide(sum("weight")))
                .head();
        double base = means.getDouble(1);
        figures.put("held_out_brier_skill", BrierScore.skill(means.getDouble(0), BrierScore.ofConstant(base)));
        figures.put("held_out_base_rate", base);
    }

    private static Dataset<Row> until(LocalDate day, Dataset<Row> rows) {
        return rows.where(col(Table.DAY).leq(java.sql.Date.valueOf(day)));
    }

    private static long breakouts(Dataset<Row> rows) {
        return rows.where(col("label")).count();
    }

    private static String hash(byte[] trees) {
        return new Sha256().add(String.join(",", Features.names())).add(trees).hex(8);
    }
}
