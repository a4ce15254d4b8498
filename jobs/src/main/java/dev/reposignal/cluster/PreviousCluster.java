package dev.reposignal.cluster;

import dev.reposignal.stats.VectorMath;
import java.util.List;
import org.apache.spark.sql.Row;

/**
 * A cluster of the night before.
 *
 * @param repos its members then
 * @param centre its direction, of unit length; empty where another model made it
 * @param x its place on the map
 * @param y its place on the map
 * @param label its label then
 */
public record PreviousCluster(String clusterId, long repos, List<Float> centre, double x, double y, String label) {
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
                cluster.getAs("label"));
    }

    /** The subject its label names, -1 for a label made of its own terms. A subject that was renamed keeps its cluster. */
    int subject() {
        return Subjects.everNamed(label).orElse(SubjectClusters.NONE);
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
