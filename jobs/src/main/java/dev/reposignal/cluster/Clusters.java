package dev.reposignal.cluster;

import static org.apache.spark.sql.functions.avg;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.count_distinct;
import static org.apache.spark.sql.functions.date_sub;
import static org.apache.spark.sql.functions.datediff;
import static org.apache.spark.sql.functions.first;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.round;
import static org.apache.spark.sql.functions.sha2;
import static org.apache.spark.sql.functions.substring;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.udf;
import static org.apache.spark.sql.functions.when;

import dev.reposignal.table.Table;
import java.sql.Date;
import java.time.LocalDate;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.expressions.UserDefinedFunction;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import scala.collection.Seq;

/** The rows of cluster_members and clusters. */
public final class Clusters {
    private static final StructType PLACE = new StructType()
            .add("cluster", DataTypes.IntegerType)
            .add("distance", DataTypes.DoubleType)
            .add("x", DataTypes.DoubleType)
            .add("y", DataTypes.DoubleType);
    private static final int DECIMALS = 6;
    private static final int IDENTITY_DIGITS = 10;

    private Clusters() {}

    /**
     * Texts with their vectors: the columns of {@link Texts#prepared} and vector, null where there is none.
     *
     * @param embeddings rows of the embeddings table of one model
     */
    public static Dataset<Row> withVectors(Dataset<Row> embeddings, Dataset<Row> texts) {
        return texts.join(embeddings.select("text_hash", "vector"), "text_hash", "left");
    }

    /**
     * Rows of cluster_members: every repository of the day, with its cluster, the distance to that cluster's centre and
     * its place in the projection; all null where its text says nothing.
     *
     * <p>A cluster is named after its medoid, the repository nearest its centre, so the name depends neither on earlier
     * nights nor on the order in which k-means numbers its clusters.
     *
     * @param vectors repo_key, full_name, vector
     */
    public static Dataset<Row> assigned(ThemeModel model, LocalDate day, Dataset<Row> vectors) {
        UserDefinedFunction place =
                udf((UDF1<@Nullable Seq<Float>, @Nullable Row>) vector -> place(model, vector), PLACE);
        WindowSpec nearestFirst = Window.partitionBy("cluster").orderBy("distance", "repo_key");
        Column identity = concat(
                lit("c-"),
                substring(sha2(first(col("repo_key")).over(nearestFirst).cast("binary"), 256), 1, IDENTITY_DIGITS));
        return vectors.withColumn("place", place.apply(col("vector")))
                .select(
                        lit(Date.valueOf(day)).as(Table.DAY),
                        col("repo_key"),
                        col("full_name"),
                        col("place.cluster").as("cluster"),
                        round(col("place.distance"), DECIMALS).as("distance"),
                        round(col("place.x"), DECIMALS).as("x"),
                        round(col("place.y"), DECIMALS).as("y"))
                .withColumn("cluster_id", when(col("cluster").isNotNull(), identity))
                .drop("cluster");
    }

    /**
     * Rows of clusters: what each cluster of the day is about, how it moves and whether it is forming.
     *
     * @param texts the day's rows of {@link Texts#prepared}
     * @param repoSignals the day's rows of repo_signals
     * @param earlierClusters rows of clusters of the night before, whose ages go on; may be empty
     * @param members the day's rows of cluster_members
     */
    public static Dataset<Row> described(
            LocalDate day,
            Dataset<Row> texts,
            Dataset<Row> repoSignals,
            Dataset<Row> earlierClusters,
            Dataset<Row> members) {
        Dataset<Row> placed = members.where(col("cluster_id").isNotNull())
                .select("repo_key", "cluster_id", "distance", "x", "y")
                .join(texts.select("repo_key", "owner", "text"), "repo_key");
        Dataset<Row> labels = Labels.labelled(placed);
        Dataset<Row> firstDays = earlierClusters
                .where(col(Table.DAY).lt(lit(Date.valueOf(day))))
                .groupBy("cluster_id")
                .agg(min(date_sub(col(Table.DAY), col("age_days"))).as("first_day"));
        return labels.join(placed.transform(rows -> summed(repoSignals, rows)), "cluster_id")
                .join(firstDays, new String[] {"cluster_id"}, "left")
                .withColumn(Table.DAY, lit(Date.valueOf(day)))
                .withColumn("age_days", coalesce(datediff(col(Table.DAY), col("first_day")), lit(0)))
                .drop("first_day")
                .transform(Forming::ranked);
    }

    /** One row per cluster: its size, movement, cohesion and place. */
    private static Dataset<Row> summed(Dataset<Row> repoSignals, Dataset<Row> placed) {
        Column isGrowth = coalesce(not(col("is_level_shift").or(col("is_alias"))), lit(false));
        Column isAccelerating =
                isGrowth.and(col("acceleration").gt(0)).and(col("velocity_7d").geq(1));
        Dataset<Row> signals = repoSignals.select(
                col("repo_key"),
                col("tier"),
                when(isGrowth, col("velocity_7d")).as("velocity_7d"),
                when(isGrowth, col("velocity_28d")).as("velocity_28d"),
                when(isGrowth, col("acceleration")).as("acceleration"),
                coalesce(isAccelerating, lit(false)).as("is_accelerating"));
        Column gathered = when(col("is_accelerating"), col("acceleration"));
        return placed.join(signals, new String[] {"repo_key"}, "left")
                .groupBy("cluster_id")
                .agg(
                        count(lit(1)).as("repos"),
                        count_distinct(col("owner")).as("owners"),
                        count(when(col("is_accelerating"), 1)).as("accelerating_repos"),
                        count_distinct(when(col("is_accelerating"), col("owner")))
                                .as("accelerating_owners"),
                        count(when(col("tier").isin("tracked", "surfacing"), 1)).as("tracked_repos"),
                        count(when(col("tier").equalTo("surfacing"), 1)).as("surfacing_repos"),
                        total(col("velocity_7d")).as("velocity_7d"),
                        total(col("velocity_28d")).as("velocity_28d"),
                        total(col("acceleration")).as("acceleration"),
                        total(gathered).as("gathered_acceleration"),
                        coalesce(org.apache.spark.sql.functions.max(gathered), lit(0.0))
                                .as("largest_acceleration"),
                        round(avg(lit(1.0).minus(col("distance"))), DECIMALS).as("cohesion"),
                        coalesce(round(avg("x"), DECIMALS), lit(0.0)).as("x"),
                        coalesce(round(avg("y"), DECIMALS), lit(0.0)).as("y"));
    }

    /** A sum that does not depend on the order of its parts: added up as exact decimals. */
    private static Column total(Column value) {
        return coalesce(sum(value.cast("decimal(20,6)")).cast("double"), lit(0.0));
    }

    private static @Nullable Row place(ThemeModel model, @Nullable Seq<Float> values) {
        if (values == null || model.clusters() == 0) {
            return null;
        }
        double[] vector = new double[values.size()];
        for (int i = 0; i < vector.length; i++) {
            vector[i] = values.apply(i);
        }
        if (!Numbers.normalised(vector)) {
            return null;
        }
        int cluster = model.nearest(vector);
        return RowFactory.create(
                cluster, model.distance(cluster, vector), model.coordinate(0, vector), model.coordinate(1, vector));
    }
}
