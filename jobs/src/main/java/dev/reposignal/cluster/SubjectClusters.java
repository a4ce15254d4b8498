package dev.reposignal.cluster;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.udf;
import static org.apache.spark.sql.functions.xxhash64;

import dev.reposignal.stats.VectorMath;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.api.java.UDF3;
import org.apache.spark.sql.expressions.UserDefinedFunction;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import scala.collection.Seq;
import scala.jdk.javaapi.CollectionConverters;

/** Where the subjects of the committed list lie among the vectors of a day, and which of them the members of clusters share. */
final class SubjectClusters {
    /** Repositories whose mean is where the cluster of a subject starts. */
    private static final int STARTING = 30;
    /** Stands for no subject. */
    static final int NONE = -1;
    /** Under these {@link #supports} counts who is near a cluster with a label of its own terms, and who has one of them. */
    private static final int NEAR = -2;

    private static final int LABELLED = -3;
    /** And under this minus its number who has no subject and names the field. */
    private static final int FIRST_FIELD = -10;
    /** A label of its own terms stays while so many of those near the cluster have one of them. */
    private static final double LABEL_SHARE = 0.5;

    private static final StructType COUNTED =
            new StructType().add("cluster", DataTypes.IntegerType, false).add("subject", DataTypes.IntegerType, false);

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
     * For each cluster with a subject how many repositories would be its members by their words. For each without one, how
     * many of the repositories nearest to it fit each subject and name it. All that are nearest to it under {@link #NONE}.
     *
     * <p>Nearest is not asked of a cluster with a subject: a large cluster beside it, about a wider subject, may be nearer to
     * most of its members.
     *
     * @param fields whose anchor phrases count for repositories that name no subject
     * @param subjects the subject of each cluster
     * @param ownLabels the earlier labels of the clusters that have no subject
     */
    static Map<Integer, Map<Integer, Long>> supports(
            Fields fields,
            double[][] centres,
            List<Integer> subjects,
            Map<Integer, String> ownLabels,
            Dataset<Row> present) {
        Counter counter = new Counter(
                fields, centres, subjects.stream().mapToInt(Integer::intValue).toArray(), Map.copyOf(ownLabels));
        // The generator of the rows, so that the nearest is found once for each repository and not once for each of its
        // rows.
        UserDefinedFunction counted = udf(
                (UDF3<Seq<Float>, Seq<Row>, @Nullable String, Row[]>) (values, fitting, text) ->
                        counter.counted(Clusters.unit(values), CollectionConverters.asJava(fitting), text),
                DataTypes.createArrayType(COUNTED, false));
        Map<Integer, Map<Integer, Long>> supports = new HashMap<>();
        present.select(explode(counted.apply(col("vector"), col("subjects"), col("text")))
                        .as("counted"))
                .groupBy("counted.cluster", "counted.subject")
                .agg(count(lit(1)).as("repos"))
                .collectAsList()
                .forEach(row -> supports.computeIfAbsent(row.getInt(0), cluster -> new TreeMap<>())
                        .put(row.getInt(1), row.getLong(2)));
        return supports;
    }

    /** How many repositories without a subject name each field. */
    static Map<String, Long> namedFields(Fields fields, Map<Integer, Long> support) {
        Map<String, Long> named = new TreeMap<>();
        support.forEach((number, repos) -> {
            if (number <= FIRST_FIELD) {
                named.put(fields.name(FIRST_FIELD - number), repos);
            }
        });
        return named;
    }

    /** Whether enough of those near the cluster have a term of its earlier label; true where it had none. */
    static boolean isLabelShared(Map<Integer, Long> support) {
        return support.getOrDefault(LABELLED, 0L) >= LABEL_SHARE * support.getOrDefault(NEAR, 0L);
    }

    /** What one repository counts for; two are never compared. */
    @SuppressWarnings("ArrayRecordComponent")
    private record Counter(Fields fields, double[][] centres, int[] subjects, Map<Integer, String> ownLabels)
            implements Serializable {
        Row[] counted(double[] vector, List<Row> fitting, @Nullable String text) {
            if (vector.length == 0) {
                return new Row[0];
            }
            double[] cosines = ClusterModel.cosines(centres, vector);
            int nearest = ClusterModel.nearest(cosines);
            int[] named = fitting.stream()
                    .filter(fit -> fit.getBoolean(1) && fit.getBoolean(2))
                    .mapToInt(fit -> fit.getInt(0))
                    .toArray();
            List<Row> rows = new ArrayList<>();
            rows.add(RowFactory.create(nearest, NONE));
            int member = memberOf(cosines, cosines[nearest], named);
            if (member != NONE) {
                rows.add(RowFactory.create(member, subjects[member]));
            }
            if (subjects[nearest] == NONE) {
                withoutSubject(nearest, cosines[nearest], named, text)
                        .forEach(subject -> rows.add(RowFactory.create(nearest, subject)));
            }
            return rows.toArray(Row[]::new);
        }

        /** The nearest cluster about a subject that the repository names, with the bounds of its members. */
        private int memberOf(double[] cosines, double highest, int[] named) {
            double enough = Math.max(ClusterModel.LEAST_COSINE, highest - ClusterModel.MARGIN);
            int best = NONE;
            for (int cluster = 0; cluster < cosines.length; cluster++) {
                int subject = subjects[cluster];
                if (cosines[cluster] >= enough
                        && (best == NONE || cosines[cluster] > cosines[best])
                        && Arrays.stream(named).anyMatch(one -> one == subject)) {
                    best = cluster;
                }
            }
            return best;
        }

        private IntStream withoutSubject(int cluster, double cosine, int[] named, @Nullable String text) {
            String ownLabel = ownLabels.get(cluster);
            IntStream ofLabel = IntStream.empty();
            if (ownLabel != null && cosine >= ClusterModel.LEAST_COSINE_WITHOUT_WORD) {
                ofLabel = OwnTerms.hasTermOf(ownLabel, text) ? IntStream.of(NEAR, LABELLED) : IntStream.of(NEAR);
            }
            IntStream about = named.length > 0
                    ? Arrays.stream(named)
                    : fields.namedIn(text).stream().mapToInt(field -> FIRST_FIELD - field);
            return IntStream.concat(ofLabel, about);
        }
    }
}
