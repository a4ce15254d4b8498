package dev.reposignal.cluster;

import static org.apache.spark.sql.functions.avg;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_set;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.date_sub;
import static org.apache.spark.sql.functions.datediff;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max_by;
import static org.apache.spark.sql.functions.median;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.round;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.try_divide;
import static org.apache.spark.sql.functions.udf;
import static org.apache.spark.sql.functions.when;

import dev.reposignal.stats.VectorMath;
import dev.reposignal.table.Flags;
import dev.reposignal.table.Relevance;
import dev.reposignal.table.Table;
import dev.reposignal.table.Tier;
import java.sql.Date;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.api.java.UDF2;
import org.apache.spark.sql.api.java.UDF4;
import org.apache.spark.sql.expressions.UserDefinedFunction;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import scala.collection.Seq;
import scala.jdk.javaapi.CollectionConverters;

/** The rows of cluster_members and clusters. */
public final class Clusters {
    private static final StructType PLACE = new StructType()
            .add("cluster", DataTypes.IntegerType)
            .add("distance", DataTypes.DoubleType)
            .add("x", DataTypes.DoubleType)
            .add("y", DataTypes.DoubleType)
            .add("is_outlier", DataTypes.BooleanType, false)
            .add("is_list", DataTypes.BooleanType, false);
    private static final StructType THEME = new StructType()
            .add("cluster_id", DataTypes.StringType, false)
            .add("x", DataTypes.DoubleType, false)
            .add("y", DataTypes.DoubleType, false)
            .add("model", DataTypes.StringType, false)
            .add("centre", DataTypes.createArrayType(DataTypes.FloatType, false))
            .add("field", DataTypes.StringType)
            .add("relevance", DataTypes.StringType);
    private static final int DECIMALS = 6;

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
     * Adds what the night before said of each repository: earlier_id, its cluster then, and was_outlier; null and false
     * for what it did not have.
     *
     * @param earlierMembers rows of cluster_members of the night before; may be empty
     */
    public static Dataset<Row> withEarlier(Dataset<Row> earlierMembers, Dataset<Row> vectors) {
        Dataset<Row> before = earlierMembers.select(
                col("repo_key"),
                col("cluster_id").as("earlier_id"),
                coalesce(col("is_outlier"), lit(false)).as("was_outlier"));
        return vectors.join(before, new String[] {"repo_key"}, "left")
                .withColumn("was_outlier", coalesce(col("was_outlier"), lit(false)));
    }

    /**
     * Every repository with the number of its theme, its distance to that theme's centre and its place on the map: adds
     * cluster, distance, x, y, is_outlier, is_list, and keeps text_hash and subject. An outlier has a distance, to the nearest
     * theme, and no cluster; a repository whose text says nothing has none of them.
     *
     * @param vectors repo_key, full_name, text_hash, vector, subject, subjects, earlier_id, was_outlier
     */
    public static Dataset<Row> placed(ClusterModel model, Dataset<Row> vectors) {
        UserDefinedFunction place = udf(
                (UDF4<@Nullable Seq<Float>, @Nullable Seq<Row>, @Nullable String, Boolean, @Nullable Row>)
                        (vector, fitting, earlierId, wasOutlier) -> place(
                                model,
                                vector,
                                fitting == null ? List.of() : CollectionConverters.asJava(fitting),
                                earlierId,
                                wasOutlier),
                PLACE);
        return vectors.withColumn(
                        "place", place.apply(col("vector"), col("subjects"), col("earlier_id"), col("was_outlier")))
                .select(
                        col("repo_key"),
                        col("full_name"),
                        col("earlier_id"),
                        col("place.cluster").as("cluster"),
                        round(col("place.distance"), DECIMALS).as("distance"),
                        round(col("place.x"), DECIMALS).as("x"),
                        round(col("place.y"), DECIMALS).as("y"),
                        coalesce(col("place.is_outlier"), lit(false)).as("is_outlier"),
                        coalesce(col("place.is_list"), lit(false)).as("is_list"),
                        col("subject"),
                        col("text_hash"));
    }

    /**
     * Rows of cluster_members. What belongs to no cluster has the field and the relevance of its own subject.
     *
     * @param model the clusters
     * @param ids the identity of each theme by its number
     * @param placed rows of {@link #placed}
     */
    public static Dataset<Row> members(
            LocalDate day, ClusterModel model, Map<Integer, String> ids, Dataset<Row> placed) {
        Map<Integer, String> byNumber = new HashMap<>(ids);
        UserDefinedFunction identity = udf(
                (UDF1<@Nullable Integer, @Nullable String>) cluster -> cluster == null ? null : byNumber.get(cluster),
                DataTypes.StringType);
        UserDefinedFunction field = udf(
                (UDF2<@Nullable Integer, @Nullable Integer, @Nullable String>)
                        (cluster, subject) -> kind(model, cluster, subject).field(),
                DataTypes.StringType);
        UserDefinedFunction relevance = udf(
                (UDF2<@Nullable Integer, @Nullable Integer, @Nullable String>)
                        (cluster, subject) -> kind(model, cluster, subject).relevance(),
                DataTypes.StringType);
        return placed.withColumn(Table.DAY, lit(Date.valueOf(day)))
                .withColumn("cluster_id", identity.apply(col("cluster")))
                .withColumn("field", field.apply(col("cluster"), col("subject")))
                .withColumn(
                        "relevance",
                        when(col("is_list"), Relevance.LIST.value())
                                .otherwise(relevance.apply(col("cluster"), col("subject"))));
    }

    private static ClusterModel.Kind kind(ClusterModel model, @Nullable Integer cluster, @Nullable Integer subject) {
        if (cluster != null) {
            return model.kind(cluster);
        }
        return subject == null ? ClusterModel.Kind.NONE : model.kindOfSubject(subject);
    }

    /** One row per theme: cluster_id, x, y, model, centre, field, relevance; as many as there are clusters. */
    public static List<Row> themes(ClusterModel model, Embedder embedder, Map<Integer, String> ids) {
        List<Row> themes = new ArrayList<>();
        new TreeMap<>(ids).forEach((cluster, id) -> {
            double[] place = model.place(cluster);
            themes.add(RowFactory.create(
                    id,
                    rounded(place[0]),
                    rounded(place[1]),
                    SubjectFit.model(embedder),
                    // Vectors that are learned from one day's texts mean nothing beside another day's.
                    embedder.isCacheable() ? floats(model.centre(cluster)) : null,
                    model.kind(cluster).field(),
                    model.kind(cluster).relevance()));
        });
        return themes;
    }

    /** The columns of {@link #themes}. */
    public static StructType themeSchema() {
        return THEME;
    }

    /**
     * The members of clusters with what they say: repo_key, cluster_id, distance, owner, language, text.
     *
     * @param members the day's rows of cluster_members
     * @param texts the day's rows of {@link Texts#prepared}
     */
    public static Dataset<Row> told(Dataset<Row> members, Dataset<Row> texts) {
        return members.where(col("cluster_id").isNotNull())
                .select("repo_key", "cluster_id", "distance")
                .join(texts.select("repo_key", "owner", "language", "text"), "repo_key");
    }

    /** The terms of every cluster with their counts; needs no signals, and to read all texts takes its time. */
    public static Dataset<Row> terms(Dataset<Row> told) {
        return Labels.counted(told);
    }

    /**
     * What every cluster is about: cluster_id, label, keywords; needs no signals.
     *
     * @param subjects the labels of the clusters that have a subject, by identity
     * @param earlierClusters rows of clusters of the night before, whose labels go on; may be empty
     * @param members rows of {@link #told}
     * @param terms rows of {@link #terms} of these members; read twice
     */
    public static Dataset<Row> labelled(
            LocalDate day,
            Map<String, String> subjects,
            Dataset<Row> earlierClusters,
            Dataset<Row> members,
            Dataset<Row> terms) {
        return Labels.labelled(
                subjects, before(day, earlierClusters).select("cluster_id", "earlier_label"), members, terms);
    }

    /** The columns of {@link #labelled}. */
    public static StructType labelSchema() {
        return Labels.LABEL;
    }

    /**
     * Rows of clusters: what each cluster of the day is about, how it moves and whether it is forming.
     *
     * @param themes rows of {@link #themes}
     * @param labels rows of {@link #labelled}
     * @param members rows of {@link #told}
     * @param repoSignals the day's rows of repo_signals
     * @param earlierClusters rows of clusters of the night before, whose ages go on; may be empty
     */
    public static Dataset<Row> described(
            LocalDate day,
            Dataset<Row> themes,
            Dataset<Row> labels,
            Dataset<Row> members,
            Dataset<Row> repoSignals,
            Dataset<Row> earlierClusters) {
        return labels.join(members.transform(rows -> summed(repoSignals, rows)), "cluster_id")
                .join(themes, "cluster_id")
                .join(
                        before(day, earlierClusters).select("cluster_id", "first_day"),
                        new String[] {"cluster_id"},
                        "left")
                .withColumn(Table.DAY, lit(Date.valueOf(day)))
                .withColumn("age_days", coalesce(datediff(col(Table.DAY), col("first_day")), lit(0)))
                .drop("first_day")
                .withColumn(
                        "surfacing_share",
                        try_divide(
                                col("surfacing_repos"), sum("surfacing_repos").over(Window.partitionBy(lit(1)))))
                .transform(Forming::ranked);
    }

    /** What was said of each cluster before the day: cluster_id, first_day, earlier_label. */
    private static Dataset<Row> before(LocalDate day, Dataset<Row> earlierClusters) {
        return earlierClusters
                .where(col(Table.DAY).lt(lit(Date.valueOf(day))))
                .groupBy("cluster_id")
                .agg(
                        min(date_sub(col(Table.DAY), col("age_days"))).as("first_day"),
                        max_by(col("label"), col(Table.DAY)).as("earlier_label"));
    }

    /** One row per cluster: its size, movement, cohesion and place. */
    private static Dataset<Row> summed(Dataset<Row> repoSignals, Dataset<Row> placed) {
        Column isGrowth = coalesce(Flags.isGrowth(), lit(false));
        Column isAccelerating =
                isGrowth.and(col("acceleration").gt(0)).and(col("velocity_7d").geq(1));
        Dataset<Row> signals = repoSignals.select(
                col("repo_key"),
                col("tier"),
                col("is_new_arrival"),
                when(isGrowth, col("velocity_7d")).as("velocity_7d"),
                when(isGrowth, try_divide(col("velocity_7d"), col("stars"))).as("growth"),
                when(isGrowth, col("velocity_28d")).as("velocity_28d"),
                when(isGrowth, col("acceleration")).as("acceleration"),
                coalesce(isAccelerating, lit(false)).as("is_accelerating"));
        Column gathered = when(col("is_accelerating"), col("acceleration"));
        return placed.join(signals, new String[] {"repo_key"}, "left")
                .groupBy("cluster_id")
                .agg(
                        count(lit(1)).as("repos"),
                        distinct(col("owner")).as("owners"),
                        count(when(col("is_new_arrival"), 1)).as("new_repos"),
                        count(when(col("is_accelerating"), 1)).as("accelerating_repos"),
                        distinct(when(col("is_accelerating"), col("owner"))).as("accelerating_owners"),
                        count(when(Tier.onBoard(), 1)).as("tracked_repos"),
                        count(when(Tier.SURFACING.isTier(), 1)).as("surfacing_repos"),
                        round(median(col("growth")), 2 * DECIMALS).as("median_growth"),
                        total(col("velocity_7d")).as("velocity_7d"),
                        total(col("velocity_28d")).as("velocity_28d"),
                        total(col("acceleration")).as("acceleration"),
                        total(gathered).as("gathered_acceleration"),
                        coalesce(org.apache.spark.sql.functions.max(gathered), lit(0.0))
                                .as("largest_acceleration"),
                        round(avg(lit(1.0).minus(col("distance"))), DECIMALS).as("cohesion"));
    }

    /** How many there are of it, without null; for what is few per group: count(DISTINCT) would shuffle twice more. */
    static Column distinct(Column value) {
        return size(collect_set(value)).cast("long");
    }

    /** A sum that does not depend on the order of its parts: added up as exact decimals. */
    private static Column total(Column value) {
        return coalesce(sum(value.cast("decimal(20,6)")).cast("double"), lit(0.0));
    }

    private static @Nullable Row place(
            ClusterModel model,
            @Nullable Seq<Float> values,
            List<Row> fitting,
            @Nullable String earlierId,
            boolean wasOutlier) {
        if (values == null || model.clusters() == 0) {
            return null;
        }
        double[] vector = unit(values);
        if (vector.length == 0) {
            return null;
        }
        double[] cosines = model.cosines(vector);
        ClusterModel.Membership membership = model.membership(cosines, fitting, earlierId, wasOutlier);
        double distance = Math.max(0, 1 - cosines[membership.cluster()]);
        double[] place = model.placeOf(cosines);
        boolean isList =
                fitting.stream().anyMatch(fit -> fit.getBoolean(1) && fit.getBoolean(2) && model.isList(fit.getInt(0)));
        return RowFactory.create(
                membership.isOutlier() ? null : membership.cluster(),
                distance,
                place[0],
                place[1],
                membership.isOutlier(),
                isList);
    }

    /** A vector of length one; empty where it is zero. */
    static double[] unit(Seq<Float> values) {
        double[] vector = new double[values.size()];
        for (int i = 0; i < vector.length; i++) {
            vector[i] = values.apply(i);
        }
        return VectorMath.normalised(vector) ? vector : new double[0];
    }

    private static double rounded(double value) {
        return Math.round(value * 1e6) / 1e6;
    }

    private static float[] floats(double[] values) {
        float[] floats = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            floats[i] = (float) values[i];
        }
        return floats;
    }
}
