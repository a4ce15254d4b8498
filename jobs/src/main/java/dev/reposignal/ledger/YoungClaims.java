package dev.reposignal.ledger;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.format_string;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.row_number;

import dev.reposignal.table.ClaimKind;
import dev.reposignal.table.Columns;
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
                .withColumn("required_gain", lit(requiredGain))
                .withColumn("probability", col(Columns.YOUNG_PROBABILITY))
                .withColumn("base_rate", lit(baseRate))
                .withColumn("base_repos", lit(examples))
                .withColumn("model", lit(model))
                // It has gained all its stars in its life, which is shorter than the 28 days before.
                .transform(chosen -> GainClaims.worded(
                        ClaimKind.YOUNG_GAIN,
                        format_string("%s, created %d days before,", col("full_name"), col(Columns.AGE_DAYS)),
                        col("stars"),
                        chosen));
    }
}
