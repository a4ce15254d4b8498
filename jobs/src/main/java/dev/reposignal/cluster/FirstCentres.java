package dev.reposignal.cluster;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * Chooses the centres k-means starts from, by k-means++ on a sample (Arthur and Vassilvitskii 2007).
 *
 * <p>MLlib's own initialisation draws per partition, so its choice depends on how the rows lie; this one does not.
 */
final class FirstCentres {
    /** Two points nearer than this are one: equal texts must not make two clusters. */
    private static final double SAME = 1e-9;

    private FirstCentres() {}

    /** At most {@code clusters} points of the sample, spread out; fewer where it has fewer distinct ones. */
    static double[][] chosen(List<double[]> sample, int clusters, long seed) {
        Random random = new Random(seed);
        double[] distances = new double[sample.size()];
        Arrays.fill(distances, Double.MAX_VALUE);
        List<double[]> centres = new ArrayList<>();
        int next = random.nextInt(sample.size());
        while (true) {
            double[] centre = sample.get(next);
            centres.add(centre.clone());
            double total = 0;
            for (int i = 0; i < distances.length; i++) {
                double distance = 1 - Numbers.dot(centre, sample.get(i));
                distances[i] = Math.min(distances[i], distance < SAME ? 0 : distance);
                total += distances[i];
            }
            if (centres.size() == clusters || total == 0) {
                return centres.toArray(double[][]::new);
            }
            next = drawn(distances, random.nextDouble() * total);
        }
    }

    /** The point at which the running sum of the distances passes the mark. */
    private static int drawn(double[] distances, double mark) {
        double sum = 0;
        int last = 0;
        for (int i = 0; i < distances.length; i++) {
            if (distances[i] > 0) {
                sum += distances[i];
                last = i;
                if (sum > mark) {
                    return i;
                }
            }
        }
        return last;
    }
}
