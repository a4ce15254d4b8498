package dev.reposignal.ledger;

import static org.apache.spark.sql.functions.abs;
import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.filter;
import static org.apache.spark.sql.functions.format_string;
import static org.apache.spark.sql.functions.get;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.sequence;
import static org.apache.spark.sql.functions.when;

import dev.reposignal.table.ClaimKind;
import dev.reposignal.table.Columns;
import dev.reposignal.table.Table;
import dev.reposignal.table.Tier;
import java.util.stream.LongStream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;

/**
 * Claims that a repository on the board reaches a round number of stars in the next 28 days.
 *
 * <p>The probability is how often repositories that were as near did: nearness is the stars it needs by those it gained in the 28
 * days before, in bins. Claims are made where the past gives a fair answer to neither side, since what is nearly certain tells
 * nobody anything.
 */
public final class MilestoneClaims {
    /** Name of the method, as stored in {@code predictions.model}. */
    public static final String MODEL = "near-round-numbers-v1";

    /** The round numbers of stars. */
    private static final long[] MILESTONES = {1_000, 2_000, 5_000, 10_000, 20_000, 50_000, 100_000, 200_000, 500_000};

    /** Upper bounds of the bins of nearness: stars needed by stars gained in the 28 days before. */
    private static final double[] BOUNDS = {1.0 / 3, 0.5, 2.0 / 3, 0.8, 1, 1.25, 1.5, 2, 3};

    /** A repository that gains fewer stars in 28 days has no pace to judge by. */
    private static final long LEAST_GAIN = 28;

    /** With fewer cases nothing is claimed. */
    private static final int LEAST_CASES = 100;

    /** Windows looked back at, a week apart. */
    private static final int WINDOWS = 4;

    private static final int CLAIMS = 3;
    private static final double LEAST_PROBABILITY = 0.2;
    private static final double MOST_PROBABILITY = 0.8;

    private MilestoneClaims() {}

    /**
     * How often repositories reached their next round number, by nearness: the rows of {@link GroupHitRate#counted}. A repository
     * that was not counted at the end of a window did not reach it where anybody could see.
     *
     * @param counts as {@link WeeklyCounts#of} gives them
     */
    public static Dataset<Row> experience(Dataset<Row> counts) {
        int first = WeeklyCounts.HORIZON_WEEKS;
        Column week = col("week");
        Column end = week.minus(WeeklyCounts.HORIZON_WEEKS);
        Column before = week.plus(WeeklyCounts.HORIZON_WEEKS);
        Dataset<Row> cases = counts.withColumn("week", explode(sequence(lit(first), lit(first + WINDOWS - 1))))
                .where(WeeklyCounts.isCounted(end))
                .select(
                        WeeklyCounts.stars(week).as("stars"),
                        WeeklyCounts.scaledGain(before, week).as("gain_before"),
                        coalesce(WeeklyCounts.scaledGain(week, end), lit(0.0)).as("observed_value"))
                .transform(MilestoneClaims::withNearness)
                .withColumn("required_value", col("required_gain").cast("double"));
        return GroupHitRate.counted(col("nearness"), cases)
                .where(col("base_repos").geq(LEAST_CASES));
    }

    /** Keeps what is near a round number; adds {@code reaches}, {@code required_gain} and {@code nearness}. */
    private static Dataset<Row> withNearness(Dataset<Row> rows) {
        Column milestones =
                array(LongStream.of(MILESTONES).mapToObj(stars -> lit(stars)).toArray(Column[]::new));
        Column ratio = col("required_gain").divide(col("gain_before"));
        Column nearness = lit(null).cast("int");
        for (int bin = BOUNDS.length - 1; bin >= 0; bin--) {
            nearness = when(ratio.leq(BOUNDS[bin]), lit(bin)).otherwise(nearness);
        }
        return rows.where(col("gain_before").geq(LEAST_GAIN))
                .withColumn("reaches", get(filter(milestones, stars -> stars.gt(col("stars"))), lit(0)))
                .withColumn("required_gain", col("reaches").minus(col("stars")))
                .withColumn("nearness", nearness)
                .where(col("nearness").isNotNull());
    }

    /**
     * Rows of {@code predictions}: of the repositories on the board that are near a round number those that could most go either
     * way. One that has a claim of this kind running gets no second.
     *
     * @param signals {@code repo_signals} of the night
     * @param experience what {@link #experience} gave
     * @param predictions the ledger
     */
    public static Dataset<Row> made(Dataset<Row> signals, Dataset<Row> experience, Dataset<Row> predictions) {
        Dataset<Row> candidates = signals.where(Tier.onBoard())
                .where(col(Columns.STARS_GAINED_28D).isNotNull().and(not(col("is_suspect_burst"))))
                .withColumn("gain_before", col(Columns.STARS_GAINED_28D))
                .transform(MilestoneClaims::withNearness)
                .join(experience, col("nearness").equalTo(col("group")))
                .where(col("probability").between(LEAST_PROBABILITY, MOST_PROBABILITY));
        return Claims.withoutRunning(ClaimKind.STARS_REACHED, predictions, candidates)
                .withColumn(
                        "position",
                        row_number()
                                .over(Window.orderBy(
                                        abs(col("probability").minus(0.5)), col(Columns.SIGNAL_RANK), col("repo_key"))))
                .where(col("position").leq(CLAIMS))
                .withColumn("model", lit(MODEL))
                .transform(chosen -> GainClaims.predicted(
                        ClaimKind.STARS_REACHED,
                        format_string(
                                "%s reaches %,d stars in the %d days after %s: %,d more than it has",
                                col("full_name"),
                                col("reaches"),
                                lit(Breakouts.HORIZON_DAYS),
                                col(Table.DAY).cast("string"),
                                col("required_gain")),
                        col("gain_before").cast("long"),
                        chosen,
                        col("reaches")));
    }
}
