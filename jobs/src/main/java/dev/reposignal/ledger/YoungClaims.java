package dev.reposignal.ledger;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.format_string;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.to_json;

import dev.reposignal.table.ClaimKind;
import dev.reposignal.table.Columns;
import dev.reposignal.table.Table;
import dev.reposignal.table.Tier;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;

/** Claims that a repository created in the last 28 days gains as many stars in the next 28 as a break-out has at least. */
public final class YoungClaims {
    private YoungClaims() {}

    /**
     * Rows of {@code predictions} for the young on the board with the highest probabilities.
     *
     * @param most how many at most
     * @param requiredGain stars in 28 days
     * @param baseRate share of the examples that gained so many
     * @param examples how many those were
     * @param model what gave the probabilities
     * @param signals {@code repo_signals} of the night
     */
    public static Dataset<Row> made(
            int most, long requiredGain, double baseRate, long examples, String model, Dataset<Row> signals) {
        return signals.where(Tier.onBoard())
                .where(col(Columns.YOUNG_PROBABILITY).isNotNull().and(not(col("is_suspect_burst"))))
                .withColumn(
                        "position",
                        row_number()
                                .over(Window.orderBy(
                                        col(Columns.YOUNG_PROBABILITY).desc(), col("repo_key"))))
                .where(col("position").leq(most))
                .select(
                        col(Table.DAY).as("made_on"),
                        col("repo_key").as("subject_key"),
                        col("full_name").as("subject_name"),
                        col("position"),
                        format_string(
                                        "%s, created %d days before, gains at least %,d stars in the %d days after %s",
                                        col("full_name"),
                                        col(Columns.AGE_DAYS),
                                        lit(requiredGain),
                                        lit(Breakouts.HORIZON_DAYS),
                                        col(Table.DAY).cast("string"))
                                .as("claim"),
                        to_json(struct(
                                        lit("stars_gained").as("metric"),
                                        col("repo_key"),
                                        col(Table.DAY).cast("string").as("from"),
                                        lit(Breakouts.HORIZON_DAYS).as("days"),
                                        lit(Breakouts.LAST_OBSERVATION_DAYS).as("observed_within_days"),
                                        lit(requiredGain).as("at_least")))
                                .as("criterion"),
                        lit("stars").as("unit"),
                        lit((double) requiredGain).as("required_value"),
                        col("stars").as("stars_at_claim"),
                        // It has gained all its stars in its life, which is shorter than the 28 days before.
                        col("stars").as("gain_before"),
                        lit(requiredGain).as("required_gain"),
                        lit(null).cast(Claims.MEMBERS).as("members"),
                        col(Columns.YOUNG_PROBABILITY).as("probability"),
                        lit(baseRate).as("base_rate"),
                        lit(examples).as("base_repos"),
                        lit(model).as("model"))
                .transform(claims -> Claims.toPredictions(ClaimKind.YOUNG_GAIN, claims));
    }
}
