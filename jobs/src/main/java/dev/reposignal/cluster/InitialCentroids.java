package dev.reposignal.cluster;

import dev.reposignal.stats.VectorMath;
import dev.reposignal.stats.WardTree;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * Chooses the centres k-means starts from and, where nobody names it, their number: the groups of Ward's method on a sample.
 *
 * <p>MLlib's own initialisation draws per partition, so its choice depends on how the rows lie; this one does not. It also
 * starts nearer to the groups people make than k-means++ does (jobs/docs/clusters.md has the figures).
 */
final class InitialCentroids {
    /** A join of groups is a loss where it costs so many times what it costs among points without themes. */
    private static final double LOSS = 1.25;
    /** Joins that are averaged, so that one dear join among cheap ones does not decide. */
    private static final int WINDOW = 10;
    /** Fewer points than this cannot tell structure from chance. */
    private static final int FEWEST_POINTS = 400;

    private static final int MOST_CLUSTERS = 200;
    /** Points whose random mixtures give the cloud without themes the spread of the sample. */
    private static final int MIXED = 400;

    /** Neighbours a point is smoothed by; fewer in a small sample, where the nearest are of other groups. */
    private static final int NEIGHBOURS = 5;

    private static final int POINTS_PER_NEIGHBOUR = 100;

    private InitialCentroids() {}

    /**
     * The centres of so many groups; fewer where the sample has fewer distinct points.
     *
     * @param clusters how many; 0 chooses
     */
    static double[][] chosen(List<double[]> sample, int clusters, long seed) {
        int number = clusters > 0 ? clusters : number(sample, WardTree.of(sample), seed);
        return centres(sample, WardTree.of(smoothed(sample)).groups(number));
    }

    /**
     * Every point moved half of the way to the mean of its nearest neighbours: groups stand out more, since what is odd in
     * one text is not in its neighbours'.
     */
    private static List<double[]> smoothed(List<double[]> sample) {
        int neighbours = Math.min(NEIGHBOURS, sample.size() / POINTS_PER_NEIGHBOUR);
        List<double[]> smoothed = new ArrayList<>();
        for (double[] point : sample) {
            double[] cosines = sample.stream()
                    .mapToDouble(other -> other == point ? -1 : VectorMath.dot(other, point))
                    .toArray();
            double[] moved = point.clone();
            for (int nearest = 0; nearest < neighbours; nearest++) {
                int best = 0;
                for (int i = 1; i < cosines.length; i++) {
                    best = cosines[i] > cosines[best] ? i : best;
                }
                VectorMath.add(moved, sample.get(best), 1.0 / neighbours);
                cosines[best] = Double.NEGATIVE_INFINITY;
            }
            smoothed.add(VectorMath.normalised(moved) ? moved : point);
        }
        return smoothed;
    }

    /** The mean directions of groups of points. */
    static double[][] centres(List<double[]> points, int[] groups) {
        double[][] centres = new double[Arrays.stream(groups).max().orElse(-1) + 1][points.get(0).length];
        for (int i = 0; i < groups.length; i++) {
            VectorMath.add(centres[groups[i]], points.get(i), 1);
        }
        for (int i = 0; i < groups.length; i++) {
            // Points that cancel each other have no mean direction: the first of them stands for all.
            if (!VectorMath.normalised(centres[groups[i]])) {
                centres[groups[i]] = points.get(i).clone();
            }
        }
        return centres;
    }

    /**
     * The number of themes: down to it, a join costs less than {@link #LOSS} times what it costs in a cloud of as many
     * points with the same mean and covariance but no themes; the idea of the gap statistic (Tibshirani, Walther and
     * Hastie 2001) on the joins of one tree. The root of half the points where there are few of them.
     */
    static int number(List<double[]> sample, WardTree tree, long seed) {
        if (sample.size() < FEWEST_POINTS) {
            return (int) Math.max(1, Math.round(Math.sqrt(sample.size() / 2.0)));
        }
        double[] costs = tree.costs();
        double[] withoutThemes = WardTree.of(cloud(sample, seed)).costs();
        for (int clusters = 1; clusters < Math.min(MOST_CLUSTERS, costs.length - WINDOW / 2); clusters++) {
            if (around(costs, clusters) < LOSS * around(withoutThemes, clusters)) {
                return clusters;
            }
        }
        return MOST_CLUSTERS;
    }

    /** The sum of the joins around the one from clusters + 1 to clusters groups. */
    private static double around(double[] costs, int clusters) {
        int from = Math.max(0, clusters - WINDOW / 2);
        return Arrays.stream(costs, from, Math.min(costs.length, clusters + WINDOW / 2))
                .sum();
    }

    /** Random mixtures of the sample: normally distributed about its mean, with its covariance. */
    private static List<double[]> cloud(List<double[]> sample, long seed) {
        int dimensions = sample.get(0).length;
        double[] mean = new double[dimensions];
        sample.forEach(point -> VectorMath.add(mean, point, 1.0 / sample.size()));
        int mixed = Math.min(MIXED, sample.size());
        double[][] deviations = new double[mixed][];
        for (int i = 0; i < mixed; i++) {
            deviations[i] = sample.get(i).clone();
            VectorMath.add(deviations[i], mean, -1);
        }
        Random random = new Random(seed);
        List<double[]> cloud = new ArrayList<>();
        for (int i = 0; i < sample.size(); i++) {
            double[] point = mean.clone();
            for (double[] deviation : deviations) {
                VectorMath.add(point, deviation, random.nextGaussian() / Math.sqrt(mixed));
            }
            if (VectorMath.normalised(point)) {
                cloud.add(point);
            }
        }
        return cloud;
    }
}
