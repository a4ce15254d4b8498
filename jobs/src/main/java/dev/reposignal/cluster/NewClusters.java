package dev.reposignal.cluster;

import dev.reposignal.stats.Quantiles;
import dev.reposignal.stats.VectorMath;
import dev.reposignal.stats.WardTree;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What lies too far from every theme, and the new themes within it. */
final class NewClusters {
    /** Robust standard deviations beyond the median distance from which a repository is an outlier. */
    private static final double DEVIATIONS = 2;
    /** Quartiles of a normal distribution lie so many standard deviations apart. */
    private static final double QUARTILES_APART = 1.349;
    /** Nearer than this nothing is an outlier, however near the others lie. */
    private static final double NEAREST_OUTLIER = 0.5;
    /** Repositories a new theme begins with. */
    private static final int FEWEST = 8;

    private NewClusters() {}

    /** The cosine distance from which a repository is an outlier: the median and two robust standard deviations. */
    static double outlierDistance(double[] distances) {
        double[] sorted = distances.clone();
        Arrays.sort(sorted);
        double spread = (Quantiles.ofSorted(sorted, 0.75) - Quantiles.ofSorted(sorted, 0.25)) / QUARTILES_APART;
        return Math.max(NEAREST_OUTLIER, Quantiles.ofSorted(sorted, 0.5) + DEVIATIONS * spread);
    }

    /**
     * The centres of groups as tight as half of the themes are, of at least eight repositories each, among those that are
     * outliers of every theme.
     *
     * @param withoutTheme repositories that had no theme the night before: outliers and newcomers
     * @param sample of all repositories
     */
    static List<double[]> among(List<double[]> withoutTheme, double[][] centres, List<double[]> sample) {
        double[] distances =
                sample.stream().mapToDouble(point -> distance(centres, point)).toArray();
        double outlierDistance = outlierDistance(distances);
        List<double[]> outliers = withoutTheme.stream()
                .filter(point -> distance(centres, point) > outlierDistance)
                .toList();
        if (outliers.size() < FEWEST) {
            return List.of();
        }
        Arrays.sort(distances);
        double tight = Quantiles.ofSorted(distances, 0.5);
        WardTree tree = WardTree.of(outliers);
        List<double[]> births = new ArrayList<>();
        boolean[] isTaken = new boolean[outliers.size()];
        // From few large groups to many small ones: the largest tight group of each branch is the theme.
        for (int count = 1; count <= outliers.size() / FEWEST; count++) {
            int[] groups = tree.groups(count);
            double[][] means = InitialCentroids.centres(outliers, groups);
            for (int group = 0; group < means.length; group++) {
                List<Integer> members = members(groups, group);
                double[] mean = means[group];
                double spread = members.stream()
                        .mapToDouble(member -> 1 - VectorMath.dot(mean, outliers.get(member)))
                        .average()
                        .orElse(1);
                if (members.size() >= FEWEST
                        && spread <= tight
                        && members.stream().noneMatch(i -> isTaken[i])) {
                    births.add(mean);
                    members.forEach(i -> isTaken[i] = true);
                }
            }
        }
        return births;
    }

    private static List<Integer> members(int[] groups, int group) {
        List<Integer> members = new ArrayList<>();
        for (int i = 0; i < groups.length; i++) {
            if (groups[i] == group) {
                members.add(i);
            }
        }
        return members;
    }

    private static double distance(double[][] centres, double[] point) {
        double highest = -1;
        for (double[] centre : centres) {
            highest = Math.max(highest, VectorMath.dot(centre, point));
        }
        return 1 - highest;
    }
}
