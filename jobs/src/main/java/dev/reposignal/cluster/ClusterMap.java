package dev.reposignal.cluster;

import dev.reposignal.stats.PrincipalDirections;
import dev.reposignal.stats.Tsne;
import dev.reposignal.stats.VectorMath;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.mllib.linalg.DenseMatrix;
import org.jspecify.annotations.Nullable;

/**
 * A map of the clusters in which similar clusters and clusters of one field are near each other, by {@link Tsne}.
 *
 * <p>It starts from the positions of the night before, so that clusters keep them, and otherwise from the two principal
 * directions of the centres; nothing is drawn at random.
 */
final class ClusterMap {
    private static final double PERPLEXITY = 10;
    private static final int STEPS = 400;
    /** From known places a short way is enough: themes move as far as their texts did. */
    private static final int FEW_STEPS = 20;

    private static final int EARLY_STEPS = 100;
    private static final double START_SPREAD = 0.1;
    /** Clusters of one field count as so much nearer to each other than their centres are. */
    private static final double SAME_FIELD = 0.85;
    /** A theme farther by this cosine weighs e times less in a repository's place. */
    private static final double SOFTNESS = 0.05;

    private ClusterMap() {}

    /**
     * A place for each centre.
     *
     * @param fields the field of each, null where it is unknown
     * @param known places of the night before, null for a theme it did not have; all null on a first night
     */
    static double[][] places(double[][] centres, List<@Nullable String> fields, double @Nullable [][] known) {
        int size = centres.length;
        if (size < 3) {
            double[][] few = new double[size][2];
            for (int i = 0; i < size; i++) {
                few[i][0] = i;
            }
            return few;
        }
        double[][] affinities = Tsne.affinities(distances(centres, fields), PERPLEXITY);
        boolean isContinued = known != null
                && Arrays.stream(known).filter(place -> place != null).count() >= 3;
        if (known != null && isContinued) {
            double[][] places = besideTheNearest(known, affinities);
            Tsne.descend(places, affinities, FEW_STEPS, 0);
            return places;
        }
        double[][] places = principal(centres);
        Tsne.descend(places, affinities, STEPS, EARLY_STEPS);
        return places;
    }

    /** A point's place: the mean of the places of its nearest themes, weighted by how near they are. */
    static double[] amid(double[][] places, double[] cosines) {
        double highest = Arrays.stream(cosines).max().orElse(0);
        double[] place = new double[2];
        double total = 0;
        for (int i = 0; i < cosines.length; i++) {
            double weight = Math.exp((cosines[i] - highest) / SOFTNESS);
            VectorMath.add(place, places[i], weight);
            total += weight;
        }
        place[0] /= total;
        place[1] /= total;
        return place;
    }

    /** Cosine distances between the centres, which have unit length, less within a field. */
    private static double[][] distances(double[][] centres, List<@Nullable String> fields) {
        int size = centres.length;
        double[][] distances = new double[size][size];
        for (int i = 0; i < size; i++) {
            for (int j = 0; j < size; j++) {
                String field = fields.get(i);
                double factor = field != null && field.equals(fields.get(j)) ? SAME_FIELD : 1;
                distances[i][j] = i == j ? 0 : factor * Math.max(0, 1 - VectorMath.dot(centres[i], centres[j]));
            }
        }
        return distances;
    }

    /** Two principal coordinates of the centres (Gower 1966), small, as t-SNE wants its start. */
    private static double[][] principal(double[][] centres) {
        int size = centres.length;
        double[] mean = new double[centres[0].length];
        for (double[] centre : centres) {
            VectorMath.add(mean, centre, 1.0 / size);
        }
        double[] products = new double[size * size];
        double[][] deviations = new double[size][];
        for (int i = 0; i < size; i++) {
            deviations[i] = centres[i].clone();
            VectorMath.add(deviations[i], mean, -1);
        }
        for (int i = 0; i < size; i++) {
            for (int j = 0; j < size; j++) {
                products[i * size + j] = VectorMath.dot(deviations[i], deviations[j]);
            }
        }
        double[][] directions = PrincipalDirections.of(new DenseMatrix(size, size, products), 2);
        double[][] places = new double[size][2];
        for (int i = 0; i < size; i++) {
            for (int axis = 0; axis < directions.length; axis++) {
                places[i][axis] = directions[axis][i] * START_SPREAD * Math.sqrt(size);
            }
        }
        return places;
    }

    /** Known places as they are; a new theme begins amid those it is near to. */
    private static double[][] besideTheNearest(double[][] known, double[][] affinities) {
        double[][] places = new double[known.length][2];
        for (int i = 0; i < known.length; i++) {
            if (known[i] != null) {
                places[i] = known[i].clone();
                continue;
            }
            double weight = 0;
            for (int j = 0; j < known.length; j++) {
                if (known[j] != null) {
                    VectorMath.add(places[i], known[j], affinities[i][j]);
                    weight += affinities[i][j];
                }
            }
            places[i][0] /= Math.max(weight, Double.MIN_NORMAL);
            places[i][1] /= Math.max(weight, Double.MIN_NORMAL);
        }
        return places;
    }
}
