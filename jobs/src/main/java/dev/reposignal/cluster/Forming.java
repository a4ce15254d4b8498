package dev.reposignal.cluster;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.least;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.log2;
import static org.apache.spark.sql.functions.median;
import static org.apache.spark.sql.functions.round;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.try_divide;
import static org.apache.spark.sql.functions.when;

import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;

/**
 * Tells the clusters in which several independent owners accelerate together; jobs/docs/clusters.md explains the score.
 */
final class Forming {
    private static final int FEWEST_OWNERS = 3;
    private static final int SHOWN = 3;

    private static final double BREADTH_POINTS = 35;
    private static final double REACH_POINTS = 20;
    private static final double PACE_POINTS = 30;
    private static final double NOTICE_POINTS = 15;

    private Forming() {}

    /** Adds forming_score, forming_rank and is_forming to the day's clusters. */
    static Dataset<Row> ranked(Dataset<Row> clusters) {
        // A day has at most some hundred clusters: one window over all of them.
        WindowSpec day = Window.partitionBy(lit(1));
        Column dayShare =
                try_divide(sum("accelerating_owners").over(day), sum("owners").over(day));
        Column share = try_divide(col("accelerating_owners"), col("owners"));
        Column breadth = within(try_divide(share, dayShare.multiply(2)));
        Column reach = within(log2(lit(1).plus(col("accelerating_owners"))).divide(5));
        Column faster =
                within(try_divide(col("velocity_7d"), col("velocity_28d")).minus(1));
        Column spread =
                lit(1).minus(coalesce(try_divide(col("largest_acceleration"), col("gathered_acceleration")), lit(1)));
        Column notice = within(col("tracked_repos").plus(col("surfacing_repos")).divide(10));
        Column score = breadth.multiply(BREADTH_POINTS)
                .plus(reach.multiply(REACH_POINTS))
                .plus(faster.multiply(spread).multiply(PACE_POINTS))
                .plus(notice.multiply(NOTICE_POINTS));
        Column isCoherent = col("cohesion").geq(median(col("cohesion")).over(day));
        Column qualifies = coalesce(
                col("accelerating_owners")
                        .geq(FEWEST_OWNERS)
                        .and(col("acceleration").gt(0))
                        .and(isCoherent),
                lit(false));
        WindowSpec bestFirst = Window.partitionBy("qualifies")
                .orderBy(col("forming_score").desc(), col("accelerating_owners").desc(), col("cluster_id"));
        return clusters.withColumn("forming_score", coalesce(round(score, 2), lit(0.0)))
                .withColumn("qualifies", qualifies)
                .withColumn("forming_rank", when(col("qualifies"), row_number().over(bestFirst)))
                .withColumn("is_forming", coalesce(col("forming_rank").leq(SHOWN), lit(false)))
                .drop("qualifies", "largest_acceleration", "gathered_acceleration");
    }

    private static Column within(Column share) {
        return least(lit(1.0), greatest(lit(0.0), coalesce(share.cast("double"), lit(0.0))));
    }
}
