package dev.reposignal.predict;

import static org.apache.spark.sql.functions.avg;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.date_add;
import static org.apache.spark.sql.functions.format_string;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.pow;
import static org.apache.spark.sql.functions.round;
import static org.apache.spark.sql.functions.try_divide;
import static org.apache.spark.sql.functions.when;

import dev.reposignal.table.Table;
import java.time.LocalDate;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Grades what is due, once, and keeps the score. */
public final class Grading {
    private Grading() {}

    /** The predictions that may be graded on a day and were not graded before. */
    public static Dataset<Row> due(LocalDate day, Dataset<Row> predictions, Dataset<Row> outcomes) {
        return predictions
                .where(col("due_on").leq(Breakouts.day(day)))
                .join(outcomes.select("prediction_id"), new String[] {"prediction_id"}, "left_anti");
    }

    /**
     * Rows of {@code prediction_outcomes} for those due predictions that can be graded.
     *
     * <p>A prediction is graded at the first observation 28 to 34 days after it was made; where 34 days have passed
     * without one, it is {@code unobservable}, which is an outcome too and never dropped.
     *
     * @param snapshots observations up to the day, and none after it
     */
    public static Dataset<Row> resolved(LocalDate day, Dataset<Row> due, Dataset<Row> snapshots) {
        Column today = Breakouts.day(day);
        Column isObserved = col("observed_gain").isNotNull();
        Column isGivenUp = today.geq(date_add(col("made_on"), Breakouts.LAST_OBSERVATION_DAYS));
        Column outcome = when(isObserved.and(col("observed_gain").geq(col("required_gain"))), "hit")
                .when(isObserved, "miss")
                .otherwise("unobservable");
        return Breakouts.withObservedGain("made_on", "stars_at_claim", snapshots, due)
                .where(isObserved.or(isGivenUp))
                .select(
                        col("prediction_id"),
                        today.as("resolved_on"),
                        outcome.as("outcome"),
                        col("observed_on"),
                        col("observed_gain").as("observed_value"),
                        when(
                                        isObserved,
                                        format_string(
                                                "snapshots: %s gained %s stars in 28 days by %s, %d were needed",
                                                col("subject_key"),
                                                round(col("observed_gain"), 1).cast("string"),
                                                col("observed_on").cast("string"),
                                                col("required_gain")))
                                .otherwise(format_string(
                                        "snapshots: no row of %s %d to %d days after %s",
                                        col("subject_key"),
                                        lit(Breakouts.HORIZON_DAYS),
                                        lit(Breakouts.LAST_OBSERVATION_DAYS),
                                        col("made_on").cast("string")))
                                .as("evidence"));
    }

    /**
     * The one row of {@code track_record} of a day, over every prediction made and every outcome known by then.
     *
     * @param predictions the whole ledger
     * @param outcomes all outcomes
     */
    public static Dataset<Row> trackRecord(LocalDate day, Dataset<Row> predictions, Dataset<Row> outcomes) {
        Column today = Breakouts.day(day);
        Dataset<Row> ledger = predictions
                .where(col("made_on").leq(today))
                .join(
                        outcomes.where(col("resolved_on").leq(today)).select("prediction_id", "outcome", "resolved_on"),
                        new String[] {"prediction_id"},
                        "left");
        Column isGraded = col("outcome").isin("hit", "miss");
        Column truth = when(col("outcome").equalTo("hit"), 1.0).otherwise(0.0);
        Column ownError = when(isGraded, pow(col("probability").minus(truth), 2));
        Column baseError = when(isGraded, pow(col("base_rate").minus(truth), 2));
        return ledger.agg(
                        count(lit(1)).as("predictions_made"),
                        count(when(isGraded.and(col("resolved_on").equalTo(today)), 1))
                                .as("resolved_today"),
                        count(when(col("outcome").isNull(), 1)).as("predictions_open"),
                        count(when(col("outcome").equalTo("hit"), 1)).as("hits"),
                        count(when(col("outcome").equalTo("miss"), 1)).as("misses"),
                        count(when(col("outcome").equalTo("unobservable"), 1)).as("unobservable"),
                        avg(when(isGraded, col("base_rate"))).as("mean_base_rate"),
                        avg(ownError).as("brier_score"),
                        avg(baseError).as("base_brier_score"))
                .withColumn(Table.DAY, today)
                .withColumn("hit_rate", try_divide(col("hits"), col("hits").plus(col("misses"))))
                .withColumn("brier_skill", lit(1.0).minus(try_divide(col("brier_score"), col("base_brier_score"))));
    }
}
