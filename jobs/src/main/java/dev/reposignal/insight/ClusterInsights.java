package dev.reposignal.insight;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.count_distinct;
import static org.apache.spark.sql.functions.desc;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.percent_rank;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.try_divide;

import dev.reposignal.table.InsightKind;
import dev.reposignal.table.LineageEvent;
import dev.reposignal.table.Table;
import java.time.LocalDate;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;

/** What is notable about clusters. */
final class ClusterInsights {
    private static final WindowSpec ALL = Window.partitionBy(lit(1));
    private static final int LEAST_BORN = 8;
    private static final double LOUD = 0.25;
    private static final double FADED = 0.8;

    private ClusterInsights() {}

    /**
     * @param day the day of the article
     * @param clusters the day's rows of {@code clusters}
     * @param lineage rows of {@code cluster_lineage} of the day and of the nights of the four weeks before
     */
    static Dataset<Row> found(LocalDate day, Dataset<Row> clusters, Dataset<Row> lineage) {
        return accelerating(clusters).unionByName(fading(clusters)).unionByName(born(day, clusters, lineage));
    }

    /** Far more independent owners gain speed at once than among all clusters. */
    private static Dataset<Row> accelerating(Dataset<Row> clusters) {
        Column accelerating = sum("accelerating_owners").over(ALL);
        Column owners = sum("owners").over(ALL);
        return new InsightCandidate(
                        InsightKind.CLUSTER_OWNERS,
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
                                        Surprise.within(
                                                col("dispersion"),
                                                Surprise.ofAtLeast(
                                                        col("accelerating_owners"), col("owners"), col("chance"))))
                                .withColumn("expected_owners", col("owners").multiply(col("chance")))
                                .withColumn("cases", col("accelerating_owners"))
                                .where(col("is_forming")));
    }

    /** Of the quarter of the clusters that took most stars in four weeks, one whose week falls short of them. */
    private static Dataset<Row> fading(Dataset<Row> clusters) {
        Dataset<Row> loud = clusters.where(col("velocity_28d").gt(0))
                .withColumn("place", percent_rank().over(ALL.orderBy(desc("velocity_28d"))))
                .where(col("place").leq(LOUD))
                .withColumn("ratio", try_divide(col("velocity_7d"), col("velocity_28d")));
        Column others = count(lit(1)).over(ALL).minus(1);
        Column slower = percent_rank().over(ALL.orderBy(col("ratio"))).multiply(others);
        return new InsightCandidate(
                        InsightKind.CLUSTER_FADING,
                        "ratio",
                        "repositories",
                        20,
                        "The week's stars a day against those of four weeks, among the clusters that took most of them")
                .of(
                        col("cluster_id"),
                        col("label"),
                        col("ratio"),
                        lit(1.0),
                        loud.withColumn("surprise", Surprise.amongOthers(slower, others))
                                .withColumn("cases", col("repos"))
                                .where(col("ratio").lt(FADED)));
    }

    /** A new theme, larger than the new ones of most nights. */
    private static Dataset<Row> born(LocalDate day, Dataset<Row> clusters, Dataset<Row> lineage) {
        Column isToday = col(Table.DAY).equalTo(lit(day));
        Dataset<Row> compared = lineage.where(col("previous_day").isNotNull());
        Dataset<Row> births = compared.where(col("event").isin(LineageEvent.BORN.value(), LineageEvent.SPLIT.value()));
        Dataset<Row> nights =
                compared.where(not(isToday)).agg(count_distinct(col(Table.DAY)).as("nights"));
        Dataset<Row> largest = births.where(not(isToday))
                .groupBy(Table.DAY)
                .agg(max("repos").as("largest"))
                .select("largest");
        Dataset<Row> counted = clusters.join(
                        births.where(isToday).select("cluster_id"), new String[] {"cluster_id"}, "left_semi")
                .join(largest, col("largest").geq(col("repos")), "left")
                .groupBy("cluster_id", "label", "repos")
                .agg(count(col("largest")).as("as_large"))
                .crossJoin(nights);
        return new InsightCandidate(
                        InsightKind.CLUSTER_BORN,
                        "repositories",
                        "repositories",
                        20,
                        "A cluster that the night before did not have, against the largest new one of each earlier night")
                .of(
                        col("cluster_id"),
                        col("label"),
                        col("repos"),
                        lit(0.0),
                        counted.withColumn("surprise", Surprise.amongOthers(col("as_large"), col("nights")))
                                .withColumn("cases", col("repos"))
                                .where(col("repos").geq(LEAST_BORN)));
    }
}
