package dev.reposignal.cluster;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.filter;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.transform;
import static org.apache.spark.sql.functions.udf;
import static org.apache.spark.sql.functions.xxhash64;

import dev.reposignal.stats.VectorMath;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.expressions.UserDefinedFunction;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.types.DataTypes;
import scala.collection.Seq;

/** Where the subjects of the committed list lie among the vectors of a day, and which of them the members of clusters share. */
final class SubjectClusters {
    /** Repositories whose mean is where the cluster of a subject starts. */
    private static final int STARTING = 30;
    /** Stands for no subject. */
    static final int NONE = -1;

    private SubjectClusters() {}

    /** How many repositories are certainly about each subject; those where it is open under {@link #NONE}. */
    static Map<Integer, Long> certain(Dataset<Row> present) {
        Map<Integer, Long> counts = new TreeMap<>();
        present.groupBy(coalesce(col("subject"), lit(NONE)).as("subject"))
                .agg(count(lit(1)).as("repos"))
                .collectAsList()
                .forEach(row -> counts.put(row.getInt(0), row.getLong(1)));
        return counts;
    }

    /** The mean direction of some repositories that are certainly about each of the subjects. */
    static Map<Integer, double[]> centroids(long seed, Collection<Integer> subjects, Dataset<Row> present) {
        Map<Integer, double[]> centroids = new TreeMap<>();
        if (subjects.isEmpty()) {
            return centroids;
        }
        present.where(col("subject").isInCollection(subjects))
                .withColumn(
                        "position",
                        row_number()
                                .over(Window.partitionBy("subject")
                                        .orderBy(xxhash64(lit(seed), col("repo_key")), col("repo_key"))))
                .where(col("position").leq(STARTING))
                // Sums depend on the order of their parts.
                .orderBy("subject", "position")
                .select("subject", "vector")
                .collectAsList()
                .forEach(row -> {
                    double[] vector = ClusterModel.unit(row, 1);
                    if (vector.length > 0) {
                        VectorMath.add(
                                centroids.computeIfAbsent(row.getInt(0), subject -> new double[vector.length]),
                                vector,
                                1);
                    }
                });
        centroids.values().removeIf(sum -> !VectorMath.normalised(sum));
        return centroids;
    }

    /**
     * For each cluster how many of the repositories nearest to it fit each subject and name it; all of them under
     * {@link #NONE}.
     */
    static Map<Integer, Map<Integer, Long>> supports(double[][] centres, Dataset<Row> present) {
        UserDefinedFunction nearest = udf(
                (UDF1<Seq<Float>, Integer>) values -> {
                    double[] vector = Clusters.unit(values);
                    return vector.length == 0 ? NONE : ClusterModel.nearest(centres, vector);
                },
                DataTypes.IntegerType);
        Map<Integer, Map<Integer, Long>> supports = new HashMap<>();
        present.select(
                        nearest.apply(col("vector")).as("cluster"),
                        explode(concat(
                                        array(lit(NONE)),
                                        transform(
                                                filter(col("subjects"), fitting -> fitting.getField("has_word")
                                                        .and(fitting.getField("is_close"))),
                                                fitting -> fitting.getField("subject"))))
                                .as("subject"))
                .groupBy("cluster", "subject")
                .agg(count(lit(1)).as("repos"))
                .collectAsList()
                .forEach(row -> supports.computeIfAbsent(row.getInt(0), cluster -> new TreeMap<>())
                        .put(row.getInt(1), row.getLong(2)));
        // Vectors without a direction; to filter them before would find the nearest twice.
        supports.remove(NONE);
        return supports;
    }
}
