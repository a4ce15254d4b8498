package dev.reposignal.cluster;

import dev.reposignal.stats.PrincipalDirections;
import dev.reposignal.stats.VectorMath;
import java.util.Arrays;
import org.apache.spark.mllib.linalg.DenseMatrix;
import org.jspecify.annotations.Nullable;

/**
 * Lays themes out in a plane, near themes near each other: t-SNE, exact (van der Maaten and Hinton 2008).
 *
 * <p>It begins from where the themes were the night before, so that they stay there, and else from the two principal
 * directions of the centres; nothing is drawn at random.
 */
final class ClusterMap {
    private static final double PERPLEXITY = 10;
    private static final double RATE = 10;
    private static final int STEPS = 400;
    /** From known places a short way is enough: themes move as far as their texts did. */
    private static final int FEW_STEPS = 20;

    private static final int EARLY_STEPS = 100;
    private static final double EARLY_EXAGGERATION = 4;
    private static final double START_SPREAD = 0.1;
    private static final int SEARCHES = 60;
    /** A theme farther by this cosine weighs e times less in a repository's place. */
    private static final double SOFTNESS = 0.05;

    private ClusterMap() {}

    /**
     * A place for each centre.
     *
     * @param known places of the night before, null for a theme it did not have; all null on a first night
     */
    static double[][] places(double[][] centres, double @Nullable [][] known) {
        int size = centres.length;
        if (size < 3) {
            double[][] few = new double[size][2];
            for (int i = 0; i < size; i++) {
                few[i][0] = i;
            }
            return few;
        }
        double[][] affinities = affinities(centres);
        boolean isContinued = known != null
                && Arrays.stream(known).filter(place -> place != null).count() >= 3;
        if (known != null && isContinued) {
            double[][] places = besideTheNearest(known, affinities);
            moved(places, affinities, FEW_STEPS, 0);
            return places;
        }
        double[][] places = principal(centres);
        moved(places, affinities, STEPS, EARLY_STEPS);
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

    /** How likely each theme names each other as its neighbour, both ways; all add up to 1. */
    private static double[][] affinities(double[][] centres) {
        int size = centres.length;
        double[][] distances = new double[size][size];
        double total = 0;
        for (int i = 0; i < size; i++) {
            for (int j = 0; j < size; j++) {
                distances[i][j] = i == j ? 0 : Math.max(0, 1 - VectorMath.dot(centres[i], centres[j]));
                total += distances[i][j];
            }
        }
        double mean = Math.max(total / (size * (size - 1.0)), Double.MIN_NORMAL);
        double[][] affinities = new double[size][size];
        for (int i = 0; i < size; i++) {
            double[] neighbours = neighbours(distances[i], i, mean);
            for (int j = 0; j < size; j++) {
                affinities[i][j] += neighbours[j] / (2 * size);
                affinities[j][i] += neighbours[j] / (2 * size);
            }
        }
        return affinities;
    }

    /** Weights that fall with the distance, as fast as gives the wanted perplexity. */
    private static double[] neighbours(double[] distances, int self, double mean) {
        double perplexity = Math.min(PERPLEXITY, (distances.length - 1) / 2.0);
        double low = 1e-3;
        double high = 1e4;
        double[] weights = new double[distances.length];
        for (int search = 0; search < SEARCHES; search++) {
            double steepness = Math.sqrt(low * high);
            double nearest = Double.POSITIVE_INFINITY;
            for (int j = 0; j < distances.length; j++) {
                nearest = j == self ? nearest : Math.min(nearest, distances[j]);
            }
            double sum = 0;
            for (int j = 0; j < distances.length; j++) {
                weights[j] = j == self ? 0 : Math.exp(-steepness * (distances[j] - nearest) / mean);
                sum += weights[j];
            }
            double entropy = 0;
            for (int j = 0; j < weights.length; j++) {
                weights[j] /= sum;
                entropy -= weights[j] > 0 ? weights[j] * Math.log(weights[j]) : 0;
            }
            if (entropy > Math.log(perplexity)) {
                low = steepness;
            } else {
                high = steepness;
            }
        }
        return weights;
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

    /** Moves the places down the gradient of the divergence between the affinities and those of the plane. */
    private static void moved(double[][] places, double[][] affinities, int steps, int earlySteps) {
        int size = places.length;
        double[][] speed = new double[size][2];
        double[][] kernel = new double[size][size];
        for (int step = 0; step < steps; step++) {
            double exaggeration = step < earlySteps ? EARLY_EXAGGERATION : 1;
            double momentum = step < earlySteps ? 0.5 : 0.8;
            double total = 0;
            for (int i = 0; i < size; i++) {
                for (int j = 0; j < i; j++) {
                    double dx = places[i][0] - places[j][0];
                    double dy = places[i][1] - places[j][1];
                    kernel[i][j] = 1 / (1 + dx * dx + dy * dy);
                    kernel[j][i] = kernel[i][j];
                    total += 2 * kernel[i][j];
                }
            }
            double[][] gradient = new double[size][2];
            for (int i = 0; i < size; i++) {
                for (int j = 0; j < size; j++) {
                    double pull = 4 * (exaggeration * affinities[i][j] - kernel[i][j] / total) * kernel[i][j];
                    gradient[i][0] += pull * (places[i][0] - places[j][0]);
                    gradient[i][1] += pull * (places[i][1] - places[j][1]);
                }
            }
            for (int i = 0; i < size; i++) {
                for (int axis = 0; axis < 2; axis++) {
                    speed[i][axis] = momentum * speed[i][axis] - RATE * gradient[i][axis];
                    places[i][axis] += speed[i][axis];
                }
            }
        }
    }
}
