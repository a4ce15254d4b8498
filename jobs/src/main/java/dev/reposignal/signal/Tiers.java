package dev.reposignal.signal;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import dev.reposignal.config.Settings;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;

/** Ranks all scored repositories and gives the best trustworthy ones a tier. */
final class Tiers {
    private Tiers() {}

    /**
     * Adds {@code signal_rank} and {@code tier}. Every scored repository has a rank; places in the tiers go down the
     * ranks to those that are trustworthy, not archived and gaining stars.
     */
    static Dataset<Row> withRanks(Settings.Signal settings, Dataset<Row> rows) {
        // One partition: a rank is global, and one day has one row per repository.
        WindowSpec best = Window.orderBy(
                col("signal_score").desc_nulls_last(),
                col(Velocities.WEEK.velocity()).desc_nulls_last(),
                col("stars").desc(),
                col("repo_key").asc());
        Column isScored = col("signal_score").isNotNull();
        Column isEligible = isScored.and(Guards.isTrustworthy())
                .and(not(coalesce(col("archived"), lit(false))))
                .and(col(Velocities.WEEK.velocity()).gt(0));
        Column place = col("place");
        return rows.withColumn("is_eligible", isEligible)
                .withColumn("signal_rank", when(isScored, row_number().over(best)))
                .withColumn(
                        "place",
                        sum(when(col("is_eligible"), 1).otherwise(0))
                                .over(best.rowsBetween(Window.unboundedPreceding(), Window.currentRow())))
                .withColumn(
                        "tier",
                        when(not(col("is_eligible")), "watched")
                                .when(place.leq(settings.surfacing()), "surfacing")
                                .when(place.leq(settings.tracked()), "tracked")
                                .otherwise("watched"))
                .drop("is_eligible", "place");
    }
}
