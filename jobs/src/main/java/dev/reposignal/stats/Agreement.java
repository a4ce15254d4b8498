package dev.reposignal.stats;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How far clusters agree with classes that people gave.
 *
 * <p>V-measure is the harmonic mean of homogeneity (a cluster holds one class) and completeness (a class lies in one
 * cluster), both 0 to 1 (Rosenberg and Hirschberg 2007). The adjusted Rand index counts pairs that both put together or
 * apart; 1 is full agreement, 0 what chance gives (Hubert and Arabie 1985). Adjusted mutual information is what both share beyond
 * chance, as a share of the mean of their entropies (Vinh, Epps and Bailey 2010). Unlike the V-measure neither of the two rises with
 * the number of clusters alone.
 *
 * @param repositories labelled repositories that were compared
 * @param clusters clusters they lie in
 * @param classes every class, the worst found first
 */
public record Agreement(
        long repositories,
        int clusters,
        double homogeneity,
        double completeness,
        double vMeasure,
        double adjustedMutualInformation,
        double adjustedRandIndex,
        List<ClassAgreement> classes) {

    /** So many repositories of one class lie in one cluster. */
    public record Count(String category, int cluster, long repositories) {}

    /**
     * How well one class was found.
     *
     * @param repositories its size
     * @param inBestCluster how many of them lie in the cluster that fits the class best
     * @param bestClusterSize repositories of all classes in that cluster
     * @param clusters clusters the class is spread over
     * @param f1 harmonic mean of inBestCluster / repositories and inBestCluster / bestClusterSize, 0 to 1
     */
    public record ClassAgreement(
            String category, long repositories, long inBestCluster, long bestClusterSize, int clusters, double f1) {}

    public Agreement {
        classes = List.copyOf(classes);
    }

    /** Measures the agreement; each pair of class and cluster is given at most once. */
    public static Agreement of(List<Count> counts) {
        Map<String, Long> classSizes = new TreeMap<>();
        Map<Integer, Long> clusterSizes = new TreeMap<>();
        long all = 0;
        for (Count count : counts) {
            classSizes.merge(count.category(), count.repositories(), Long::sum);
            clusterSizes.merge(count.cluster(), count.repositories(), Long::sum);
            all += count.repositories();
        }
        double ofClasses = entropy(classSizes.values(), all);
        double ofClusters = entropy(clusterSizes.values(), all);
        double ofBoth = entropy(counts.stream().map(Count::repositories).toList(), all);
        double shared = ofClasses + ofClusters - ofBoth;
        double homogeneity = ofClasses > 0 ? shared / ofClasses : 1;
        double completeness = ofClusters > 0 ? shared / ofClusters : 1;
        double sum = homogeneity + completeness;
        return new Agreement(
                all,
                clusterSizes.size(),
                homogeneity,
                completeness,
                sum > 0 ? 2 * homogeneity * completeness / sum : 0,
                adjustedMutualInformation(shared, (ofClasses + ofClusters) / 2, classSizes, clusterSizes, all),
                adjustedRandIndex(counts, classSizes, clusterSizes, all),
                classes(counts, classSizes, clusterSizes));
    }

    private static double entropy(Iterable<Long> sizes, long all) {
        double entropy = 0;
        for (long size : sizes) {
            if (size > 0) {
                double share = (double) size / all;
                entropy -= share * Math.log(share);
            }
        }
        return entropy;
    }

    private static double adjustedRandIndex(
            List<Count> counts, Map<String, Long> classSizes, Map<Integer, Long> clusterSizes, long all) {
        double together = pairs(counts.stream().map(Count::repositories).toList());
        double inClasses = pairs(classSizes.values());
        double inClusters = pairs(clusterSizes.values());
        double expected = all > 1 ? inClasses * inClusters / (all * (all - 1.0) / 2) : 0;
        double most = (inClasses + inClusters) / 2;
        // All in one, or each alone, on both sides: the same partition.
        return most == expected ? 1 : (together - expected) / (most - expected);
    }

    private static double adjustedMutualInformation(
            double shared, double mean, Map<String, Long> classSizes, Map<Integer, Long> clusterSizes, long all) {
        double[] logs = logFactorials((int) all);
        double expected = 0;
        for (long size : classSizes.values()) {
            for (long clusterSize : clusterSizes.values()) {
                expected += expectedInformation((int) size, (int) clusterSize, (int) all, logs);
            }
        }
        // All in one, or each alone, on both sides: the same partition.
        return Math.abs(mean - expected) < 1e-12 ? 1 : (shared - expected) / (mean - expected);
    }

    /** The mutual information of a class and a cluster of these sizes, on average over all ways to draw both. */
    private static double expectedInformation(int size, int clusterSize, int all, double[] logs) {
        double sum = 0;
        for (int both = Math.max(1, size + clusterSize - all); both <= Math.min(size, clusterSize); both++) {
            double probability = Math.exp(logs[size]
                    + logs[clusterSize]
                    + logs[all - size]
                    + logs[all - clusterSize]
                    - logs[all]
                    - logs[both]
                    - logs[size - both]
                    - logs[clusterSize - both]
                    - logs[all - size - clusterSize + both]);
            sum += probability * both / all * Math.log((double) all * both / ((double) size * clusterSize));
        }
        return sum;
    }

    /** The logarithms of the factorials of 0 to most. */
    private static double[] logFactorials(int most) {
        double[] logs = new double[most + 1];
        for (int number = 1; number <= most; number++) {
            logs[number] = logs[number - 1] + Math.log(number);
        }
        return logs;
    }

    private static double pairs(Iterable<Long> sizes) {
        double pairs = 0;
        for (long size : sizes) {
            pairs += size * (size - 1.0) / 2;
        }
        return pairs;
    }

    private static List<ClassAgreement> classes(
            List<Count> counts, Map<String, Long> classSizes, Map<Integer, Long> clusterSizes) {
        Map<String, Map<Integer, Long>> clustersByClass = new TreeMap<>();
        counts.forEach(count -> clustersByClass
                .computeIfAbsent(count.category(), category -> new TreeMap<>())
                .put(count.cluster(), count.repositories()));
        List<ClassAgreement> classes = new ArrayList<>();
        clustersByClass.forEach((category, inClusters) -> {
            long size = classSizes.getOrDefault(category, 0L);
            List<ClassAgreement> candidates = new ArrayList<>();
            inClusters.forEach((cluster, shared) -> {
                long clusterSize = clusterSizes.getOrDefault(cluster, 0L);
                candidates.add(new ClassAgreement(
                        category, size, shared, clusterSize, inClusters.size(), 2.0 * shared / (size + clusterSize)));
            });
            candidates.stream()
                    .max(Comparator.comparingDouble(ClassAgreement::f1))
                    .ifPresent(classes::add);
        });
        classes.sort(Comparator.comparingDouble(ClassAgreement::f1)
                .thenComparing(
                        Comparator.comparingLong(ClassAgreement::repositories).reversed())
                .thenComparing(ClassAgreement::category));
        return classes;
    }
}
