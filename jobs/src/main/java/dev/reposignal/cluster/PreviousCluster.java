package dev.reposignal.cluster;

import dev.reposignal.stats.VectorMath;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/**
 * A cluster of the night before.
 *
 * @param repos its members then
 * @param centre its direction, of unit length; empty where another model made it
 * @param x its place on the map
 * @param y its place on the map
 * @param label its label then
 * @param field its field then; null where it had none, and on nights of older versions
 */
public record PreviousCluster(
        String clusterId,
        long repos,
        List<Float> centre,
        double x,
        double y,
        String label,
        @Nullable String field) {
    public PreviousCluster {
        centre = List.copyOf(centre);
    }

    /**
     * The row of clusters as a theme.
     *
     * @param model the embedder of today
     */
    public static PreviousCluster of(Row cluster, String model) {
        boolean isComparable = model.equals(cluster.getAs("model")) && !cluster.isNullAt(cluster.fieldIndex("centre"));
        return new PreviousCluster(
                cluster.getAs("cluster_id"),
                cluster.<Long>getAs("repos"),
                isComparable ? cluster.getList(cluster.fieldIndex("centre")) : List.of(),
                cluster.<Double>getAs("x"),
                cluster.<Double>getAs("y"),
                cluster.getAs("label"),
                Arrays.asList(cluster.schema().fieldNames()).contains("field") ? cluster.getAs("field") : null);
    }

    /** The subject its label names, -1 for a label made of its own terms. A subject that was renamed keeps its cluster. */
    int subject(Subjects list) {
        return list.everNamed(label).orElse(SubjectClusters.NONE);
    }

    boolean hasCentre() {
        return !centre.isEmpty();
    }

    double[] direction() {
        double[] direction = centre.stream().mapToDouble(Float::doubleValue).toArray();
        VectorMath.normalised(direction);
        return direction;
    }
}
