package dev.reposignal.report;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.percent_rank;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.try_divide;

import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;

/** What is notable about clusters. */
final class ClusterInsights {
    private static final WindowSpec ALL = Window.partitionBy(lit(1));
    private static final int LEAST_BORN = 8;
    private static final double LEAST_VELOCITY = 10;

    private ClusterInsights() {}

    /**
     * @param clusters the day's rows of {@code clusters}
     * @param lineage the day's rows of {@code cluster_lineage}
     */
    static Dataset<Row> found(Dataset<Row> clusters, Dataset<Row> lineage) {
        return accelerating(clusters).unionByName(fading(clusters)).unionByName(born(clusters, lineage));
    }

    /** Far more independent owners gain speed at once than among all clusters. */
    private static Dataset<Row> accelerating(Dataset<Row> clusters) {
        Column accelerating = sum("accelerating_owners").over(ALL);
        Column owners = sum("owners").over(ALL);
        return new Finding(
                        "cluster_owners",
                        "cluster",
                        "owners",
                        "owners",
                        5,
                        "The owners that gain speed against the share of owners that do in all clusters")
                .of(
                        col("cluster_id"),
                        col("label"),
                        col("accelerating_owners"),
                        col("expected_owners"),
                        clusters.withColumn("chance", Surprise.chance(accelerating, owners))
                                .withColumn(
                                        "dispersion",
                                        Surprise.dispersion(
                                                col("accelerating_owners"), col("owners"), col("chance"), ALL))
                                .withColumn(
                                        "surprise",
                                        Surprise.ofTheBest(
                                                count(lit(1)).over(ALL),
                                                Surprise.ofAtLeast(
                                                                col("accelerating_owners"),
                                                                col("owners"),
                                                                col("chance"))
                                                        .divide(col("dispersion"))))
                                .withColumn("expected_owners", col("owners").multiply(col("chance")))
                                .withColumn("cases", col("accelerating_owners"))
                                .where(col("is_forming")));
    }

    /** A crowd whose week falls short of its month by more than nearly every other. */
    private static Dataset<Row> fading(Dataset<Row> clusters) {
        Dataset<Row> moving = clusters.where(col("velocity_28d").geq(LEAST_VELOCITY))
                .withColumn("ratio", try_divide(col("velocity_7d"), col("velocity_28d")));
        Column others = count(lit(1)).over(ALL).minus(1);
        Column slower = percent_rank()
                .over(Window.partitionBy(lit(1)).orderBy(col("ratio")))
                .multiply(others);
        return new Finding(
                        "cluster_fading",
                        "cluster",
                        "ratio",
                        "repositories",
                        20,
                        "The week's stars a day against those of four weeks, among the clusters of the night")
                .of(
                        col("cluster_id"),
                        col("label"),
                        col("ratio"),
                        lit(1.0),
                        moving.withColumn("surprise", Surprise.amongOthers(slower, others))
                                .withColumn("cases", col("repos"))
                                .where(col("ratio").lt(0.8)));
    }

    private static Dataset<Row> born(Dataset<Row> clusters, Dataset<Row> lineage) {
        Dataset<Row> births = lineage.where(col("event")
                        .isin("born", "split")
                        .and(col("previous_day").isNotNull()))
                .select("cluster_id");
        Dataset<Row> counted = clusters.withColumn("clusters", count(lit(1)).over(ALL))
                .join(births, new String[] {"cluster_id"}, "left_semi")
                .withColumn("births", count(lit(1)).over(ALL));
        return new Finding(
                        "cluster_born",
                        "cluster",
                        "repositories",
                        "repositories",
                        20,
                        "A cluster that the night before did not have, among the clusters of the night")
                .of(
                        col("cluster_id"),
                        col("label"),
                        col("repos"),
                        lit(0.0),
                        counted.withColumn(
                                        "surprise",
                                        Surprise.amongOthers(
                                                col("births").minus(1),
                                                col("clusters").minus(1)))
                                .withColumn("cases", col("repos"))
                                .where(col("repos").geq(LEAST_BORN)));
    }
}
