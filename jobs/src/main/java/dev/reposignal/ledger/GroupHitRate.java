package dev.reposignal.ledger;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * How often claims about groups would have come true in the windows that are finished.
 *
 * <p>The base rate is the share over all candidates, by Laplace's rule of succession: (hits + 1) / (cases + 2), since a
 * few windows without a hit do not make one impossible. The probability of a group of similar cases is its own hit rate, drawn
 * towards the base rate as a beta-binomial posterior mean with a prior worth {@value #PRIOR_CASES} cases:
 * (hits + 4 x base rate) / (cases + 4).
 */
public final class GroupHitRate {
    /** How many cases the base rate is worth as a prior. */
    public static final int PRIOR_CASES = 4;

    /** Name of the method, as stored in {@code predictions.model}. */
    public static final String MODEL = "finished-windows-v1";

    private GroupHitRate() {}

    /**
     * One row per group: {@code group}, {@code base_repos} (cases of all groups), {@code base_rate} and {@code
     * probability}. No rows without a case.
     *
     * @param group what like cases share
     * @param graded candidates of finished windows with observed_value and required_value
     */
    public static Dataset<Row> counted(Column group, Dataset<Row> graded) {
        Column hit = when(col("observed_value").geq(col("required_value")), 1L).otherwise(0L);
        Dataset<Row> groups = graded.where(col("observed_value").isNotNull())
                .groupBy(group.as("group"))
                .agg(count(lit(1)).as("cases"), sum(hit).as("hits"));
        Dataset<Row> all = groups.agg(sum("cases").as("base_repos"), sum("hits").as("base_hits"))
                .where(col("base_repos").isNotNull());
        Column baseRate =
                col("base_hits").plus(lit(1.0)).divide(col("base_repos").plus(lit(2.0)));
        return groups.crossJoin(all)
                .withColumn("base_rate", baseRate)
                .withColumn(
                        "probability",
                        col("hits")
                                .plus(col("base_rate").multiply(lit(PRIOR_CASES)))
                                .divide(col("cases").plus(lit(PRIOR_CASES))))
                .select("group", "base_repos", "base_rate", "probability");
    }
}
