package dev.reposignal.ledger;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.avg;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.date_add;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.floor;
import static org.apache.spark.sql.functions.least;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.pow;
import static org.apache.spark.sql.functions.try_divide;
import static org.apache.spark.sql.functions.when;

import dev.reposignal.table.ClaimKind;
import dev.reposignal.table.Outcome;
import dev.reposignal.table.Table;
import java.time.LocalDate;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Grades what is due, once, and keeps the score. */
public final class Grading {
    private static final Column IS_HIT = col("outcome").equalTo(Outcome.HIT.value());
    private static final Column IS_GRADED = col("outcome").isin(Outcome.HIT.value(), Outcome.MISS.value());
    private static final int BINS = 10;

    private Grading() {}

    /** The first day whose observation grades a claim. */
    public static LocalDate firstDay(LocalDate madeOn) {
        return madeOn.plusDays(Breakouts.HORIZON_DAYS);
    }

    /** The last day whose observation grades a claim. */
    public static LocalDate lastDay(LocalDate madeOn) {
        return madeOn.plusDays(Breakouts.LAST_OBSERVATION_DAYS);
    }

    /** The predictions that may be graded on a day and were not graded before. */
    public static Dataset<Row> due(LocalDate day, Dataset<Row> predictions, Dataset<Row> outcomes) {
        return predictions
                .where(col("due_on").leq(Breakouts.day(day)))
                .join(outcomes.select("prediction_id"), new String[] {"prediction_id"}, "left_anti");
    }

    /**
     * Rows of {@code prediction_outcomes} for those due predictions that can be graded.
     *
     * <p>A prediction is graded at an observation 28 to 34 days after it was made; where 34 days have passed without
     * one, it is {@code unobservable}, which is an outcome too and never dropped.
     *
     * @param observed due predictions with required_value, observed_on and observed_value (null where not observed) and the
     *     sentences seen and unseen, as the kinds of claims give them
     */
    public static Dataset<Row> resolved(LocalDate day, Dataset<Row> observed) {
        Column today = Breakouts.day(day);
        Column isObserved = col("observed_value").isNotNull();
        Column isGivenUp = today.geq(date_add(col("made_on"), Breakouts.LAST_OBSERVATION_DAYS));
        Column outcome = when(isObserved.and(col("observed_value").geq(col("required_value"))), Outcome.HIT.value())
                .when(isObserved, Outcome.MISS.value())
                .otherwise(Outcome.UNOBSERVABLE.value());
        return observed.where(isObserved.or(isGivenUp))
                .select(
                        col("prediction_id"),
                        today.as("resolved_on"),
                        outcome.as("outcome"),
                        col("observed_on"),
                        col("observed_value"),
                        when(isObserved, col("seen")).otherwise(col("unseen")).as("evidence"));
    }

    /**
     * The one row of {@code track_record} of a day, over every prediction made and every outcome known by then.
     *
     * @param predictions the whole ledger
     * @param outcomes all outcomes
     */
    public static Dataset<Row> trackRecord(LocalDate day, Dataset<Row> predictions, Dataset<Row> outcomes) {
        Column isToday = col("resolved_on").equalTo(Breakouts.day(day));
        return withRates(
                ledger(day, predictions, outcomes)
                        .agg(count(when(IS_GRADED.and(isToday), 1)).as("resolved_today"), sums()),
                day);
    }

    /** The rows of {@code track_record_kinds} of a day: the same for each kind of claim. */
    public static Dataset<Row> byKind(LocalDate day, Dataset<Row> predictions, Dataset<Row> outcomes) {
        return withRates(
                ledger(day, predictions, outcomes)
                        .groupBy("kind")
                        .agg(avg(when(IS_GRADED, col("probability"))).as("mean_probability"), sums()),
                day);
    }

    /** The rows of {@code track_record_bins} of a day: calibration of all graded predictions and of each kind. */
    public static Dataset<Row> bins(LocalDate day, Dataset<Row> predictions, Dataset<Row> outcomes) {
        Column bin =
                least(floor(col("probability").multiply(lit(BINS))).cast("int").plus(1), lit(BINS));
        return ledger(day, predictions, outcomes)
                .where(IS_GRADED)
                .withColumn("kind", explode(array(lit(ClaimKind.ALL), col("kind"))))
                .groupBy(col("kind"), bin.as("bin"))
                .agg(
                        count(lit(1)).as("predictions"),
                        count(when(IS_HIT, 1)).as("hits"),
                        // The zero never shows: a group has rows.
                        coalesce(avg("probability"), lit(0.0)).as("mean_probability"))
                .withColumn(Table.DAY, Breakouts.day(day))
                .withColumn("hit_rate", col("hits").divide(col("predictions")));
    }

    /** What was claimed by a day, with what was known of it by then. */
    private static Dataset<Row> ledger(LocalDate day, Dataset<Row> predictions, Dataset<Row> outcomes) {
        Column today = Breakouts.day(day);
        return predictions
                .where(col("made_on").leq(today))
                .join(
                        outcomes.where(col("resolved_on").leq(today)).select("prediction_id", "outcome", "resolved_on"),
                        new String[] {"prediction_id"},
                        "left")
                .withColumn("kind", BreakoutClaims.recordedKind());
    }

    private static Column[] sums() {
        Column truth = when(IS_HIT, 1.0).otherwise(0.0);
        return new Column[] {
            count(lit(1)).as("predictions_made"),
            count(when(col("outcome").isNull(), 1)).as("predictions_open"),
            count(when(IS_HIT, 1)).as("hits"),
            count(when(col("outcome").equalTo(Outcome.MISS.value()), 1)).as("misses"),
            count(when(col("outcome").equalTo(Outcome.UNOBSERVABLE.value()), 1)).as("unobservable"),
            avg(when(IS_GRADED, col("base_rate"))).as("mean_base_rate"),
            avg(when(IS_GRADED, pow(col("probability").minus(truth), 2))).as("brier_score"),
            avg(when(IS_GRADED, pow(col("base_rate").minus(truth), 2))).as("base_brier_score")
        };
    }

    private static Dataset<Row> withRates(Dataset<Row> summed, LocalDate day) {
        return summed.withColumn(Table.DAY, Breakouts.day(day))
                .withColumn("hit_rate", try_divide(col("hits"), col("hits").plus(col("misses"))))
                .withColumn("brier_skill", lit(1.0).minus(try_divide(col("brier_score"), col("base_brier_score"))));
    }
}
