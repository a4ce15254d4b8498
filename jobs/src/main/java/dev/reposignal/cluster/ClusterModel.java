package dev.reposignal.cluster;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.xxhash64;

import dev.reposignal.config.Settings;
import dev.reposignal.stats.VectorMath;
import dev.reposignal.stats.WardTree;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.mllib.clustering.KMeans;
import org.apache.spark.mllib.clustering.KMeansModel;
import org.apache.spark.mllib.linalg.Vector;
import org.apache.spark.mllib.linalg.Vectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;
import scala.collection.Seq;

/**
 * The themes of a day: the centres of a spherical k-means, and where they lie on the map.
 *
 * <p>A night that has one before it starts from that night's centres, so that themes stay; themes that have grown too large,
 * too small or too like each other are split, dropped or joined, and new ones are looked for among what has no theme. A
 * first night starts from {@link InitialCentroids}.
 *
 * <p>Fitting runs Spark jobs, as every MLlib estimator does; what reaches the driver is bounded by two fixed samples and by
 * the number of clusters. A fitted model is plain numbers.
 */
public final class ClusterModel implements Serializable {
    private static final long serialVersionUID = 1;

    /** Repositories the first centres are chosen from, and those without a theme that new ones are looked for among. */
    private static final int SAMPLE = 2_000;

    private static final int MOST_ITERATIONS = 20;
    /** From the centres of the night before a few steps arrive. */
    private static final int FEW_ITERATIONS = 2;
    /** A centre that moves less than this cosine distance stands still. */
    private static final double TOLERANCE = 1e-4;

    /** A repository leaves its theme only for one that is nearer by this cosine distance. */
    private static final double STAYING = 0.02;
    /** A theme of fewer repositories ends. */
    private static final long FEWEST_REPOS = 5;
    /** Two themes with a higher cosine are one. */
    private static final double SAME = 0.92;
    /** A theme of a larger share of the repositories is two; a little below the promised 5 %, as a sample tells it. */
    private static final double LARGEST_SHARE = 0.045;
    /** Where there are fewer themes than this, shares are naturally large. */
    private static final int FEWEST_TO_SPLIT = 40;
    /** Centres differ in the last digits from machine to machine; beyond this digit nothing hangs on them. */
    private static final double PRECISION = 1e6;

    private final double[][] centres;
    private final double[][] places;
    private final double outlierDistance;
    private final Map<String, Integer> earlier;

    private ClusterModel(double[][] centres, double[][] places, double outlierDistance, Map<String, Integer> earlier) {
        this.centres = centres;
        this.places = places;
        this.outlierDistance = outlierDistance;
        this.earlier = earlier;
    }

    /** Centres with the night before they come from: its identity, or null for a new one. */
    private record Start(List<double[]> centres, List<@Nullable PreviousCluster> origins) {}

    /**
     * Clusters the vectors.
     *
     * @param earlier the clusters of the night before; may be empty
     * @param vectors repo_key, vector (null where there is none) and earlier_id (null where the night before gave none);
     *     read some times, so best cached by the caller
     */
    public static ClusterModel fitted(Settings.Cluster settings, List<PreviousCluster> earlier, Dataset<Row> vectors) {
        Dataset<Row> present =
                vectors.where(col("vector").isNotNull()).select(col("repo_key"), col("vector"), col("earlier_id"));
        List<double[]> sample = sample(settings, lit(true), present);
        if (sample.isEmpty()) {
            return new ClusterModel(new double[0][], new double[0][], 0, Map.of());
        }
        JavaRDD<Vector> points = Partitions.fixed(present, "repo_key")
                .toJavaRDD()
                .map(row -> unit(row, 1))
                .filter(vector -> vector.length > 0)
                .map(Vectors::dense);
        List<PreviousCluster> known =
                earlier.stream().filter(PreviousCluster::hasCentre).toList();
        boolean isFree = settings.clusters() == 0;
        boolean isContinued = !known.isEmpty() && (isFree || settings.clusters() == known.size());
        Start start;
        if (isContinued) {
            start = isFree ? revised(settings, known, sample, present) : unchanged(known);
        } else {
            List<double[]> first = List.of(InitialCentroids.chosen(sample, settings.clusters(), settings.seed()));
            List<double[]> apart = isFree ? withoutTwins(first) : first;
            start = new Start(apart, Arrays.asList(new PreviousCluster[apart.size()]));
        }
        Start moved = moved(start, points, isContinued ? FEW_ITERATIONS : MOST_ITERATIONS);
        if (isFree) {
            Start split = withoutTooLarge(moved, sample);
            boolean isSplit = split.centres().size() > moved.centres().size();
            moved = isSplit ? moved(split, points, FEW_ITERATIONS) : moved;
        }
        return placed(moved, sample);
    }

    public int clusters() {
        return centres.length;
    }

    /** The direction of a theme, of unit length. */
    double[] centre(int cluster) {
        return centres[cluster].clone();
    }

    /** The place of a theme on the map. */
    double[] place(int cluster) {
        return places[cluster].clone();
    }

    /** The cosine of a vector of unit length with every theme. */
    double[] cosines(double[] unitVector) {
        double[] cosines = new double[centres.length];
        Arrays.setAll(cosines, cluster -> VectorMath.dot(centres[cluster], unitVector));
        return cosines;
    }

    /**
     * The theme of a repository: the nearest, or the one it had where that is hardly farther.
     *
     * @param cosines with every theme
     * @param earlierId its cluster of the night before
     */
    int theme(double[] cosines, @Nullable String earlierId) {
        int nearest = 0;
        for (int cluster = 1; cluster < cosines.length; cluster++) {
            nearest = cosines[cluster] > cosines[nearest] ? cluster : nearest;
        }
        Integer before = earlierId == null ? null : earlier.get(earlierId);
        return before != null && cosines[nearest] - cosines[before] < STAYING ? before : nearest;
    }

    /**
     * Whether a repository is too far from its theme to be called a part of it; the bound yields a little to what the
     * night before said.
     */
    boolean isOutlier(double distance, @Nullable String earlierId, boolean wasOutlier) {
        double yielding = wasOutlier ? -STAYING : earlierId != null ? STAYING : 0;
        return distance > outlierDistance + yielding;
    }

    /** The number of the nearest theme, whatever the distance; of two equally near the one that comes first. */
    public int nearest(Seq<Float> vector) {
        return nearest(centres, Clusters.unit(vector));
    }

    /** A repository's place on the map: amid its nearest themes, the nearer the more. */
    double[] placeOf(double[] cosines) {
        return ClusterMap.amid(places, cosines);
    }

    /** A vector column as an array of length one; empty where it is zero, which has no direction to compare. */
    static double[] unit(Row row, int index) {
        List<Float> values = row.getList(index);
        double[] vector = new double[values.size()];
        for (int i = 0; i < vector.length; i++) {
            vector[i] = values.get(i);
        }
        return VectorMath.normalised(vector) ? vector : new double[0];
    }

    /** The nearest centre; of two equally near the one that comes first. */
    private static int nearest(double[][] centres, double[] unitVector) {
        int nearest = 0;
        double highest = Double.NEGATIVE_INFINITY;
        for (int cluster = 0; cluster < centres.length; cluster++) {
            double cosine = VectorMath.dot(centres[cluster], unitVector);
            if (cosine > highest) {
                highest = cosine;
                nearest = cluster;
            }
        }
        return nearest;
    }

    /** The repositories with the smallest seeded hashes of their keys: the same ones in whatever order they come. */
    private static List<double[]> sample(Settings.Cluster settings, Column condition, Dataset<Row> present) {
        return present.where(condition)
                .orderBy(xxhash64(lit(settings.seed()), col("repo_key")), col("repo_key"))
                .limit(SAMPLE)
                .toJavaRDD()
                // Numbers travel to the driver faster than rows, which Java would write object by object.
                .map(row -> unit(row, 1))
                .filter(vector -> vector.length > 0)
                .collect();
    }

    private static Start unchanged(List<PreviousCluster> known) {
        return new Start(known.stream().map(PreviousCluster::direction).toList(), List.copyOf(known));
    }

    /** The themes of the night before without those that ended or became one, and with those that are new. */
    private static Start revised(
            Settings.Cluster settings, List<PreviousCluster> known, List<double[]> sample, Dataset<Row> present) {
        List<double[]> centres = new ArrayList<>();
        List<@Nullable PreviousCluster> origins = new ArrayList<>();
        List<PreviousCluster> largestFirst = known.stream()
                .sorted(Comparator.comparingLong(PreviousCluster::repos)
                        .reversed()
                        .thenComparing(PreviousCluster::clusterId))
                .toList();
        for (PreviousCluster theme : largestFirst) {
            double[] centre = theme.direction();
            boolean isLarge = theme.repos() >= FEWEST_REPOS || centres.isEmpty();
            if (isLarge && !hasTwin(centres, centre)) {
                centres.add(centre);
                origins.add(theme);
            }
        }
        List<double[]> withoutTheme = sample(settings, col("earlier_id").isNull(), present);
        for (double[] birth : NewClusters.among(withoutTheme, centres.toArray(double[][]::new), sample)) {
            centres.add(birth);
            origins.add(null);
        }
        return new Start(centres, origins);
    }

    private static List<double[]> withoutTwins(List<double[]> centres) {
        List<double[]> apart = new ArrayList<>();
        for (double[] centre : centres) {
            if (!hasTwin(apart, centre)) {
                apart.add(centre);
            }
        }
        return apart;
    }

    private static boolean hasTwin(List<double[]> centres, double[] centre) {
        return centres.stream().anyMatch(other -> VectorMath.dot(other, centre) > SAME);
    }

    /** One theme more for every one that holds too large a share of the sample; the same where none does. */
    private static Start withoutTooLarge(Start start, List<double[]> sample) {
        double[][] centres = start.centres().toArray(double[][]::new);
        if (centres.length < FEWEST_TO_SPLIT) {
            return start;
        }
        Map<Integer, List<double[]>> members = new HashMap<>();
        for (double[] point : sample) {
            members.computeIfAbsent(nearest(centres, point), cluster -> new ArrayList<>())
                    .add(point);
        }
        List<double[]> split = new ArrayList<>(start.centres());
        List<@Nullable PreviousCluster> origins = new ArrayList<>(start.origins());
        for (int cluster = 0; cluster < centres.length; cluster++) {
            List<double[]> points = members.getOrDefault(cluster, List.of());
            if (points.size() > LARGEST_SHARE * sample.size()) {
                double[][] halves =
                        InitialCentroids.centres(points, WardTree.of(points).groups(2));
                if (halves.length == 2) {
                    split.set(cluster, halves[0]);
                    split.add(halves[1]);
                    origins.add(null);
                }
            }
        }
        return split.size() == centres.length ? start : new Start(split, origins);
    }

    private static Start moved(Start start, JavaRDD<Vector> points, int iterations) {
        KMeansModel initial =
                new KMeansModel(start.centres().stream().map(Vectors::dense).toArray(Vector[]::new));
        KMeansModel model = new KMeans()
                .setK(start.centres().size())
                .setInitialModel(initial)
                .setDistanceMeasure("cosine")
                .setMaxIterations(iterations)
                .setEpsilon(TOLERANCE)
                .run(points.rdd());
        List<double[]> centres = new ArrayList<>();
        for (int cluster = 0; cluster < start.centres().size(); cluster++) {
            double[] centre = model.clusterCenters()[cluster].toArray();
            // Members that point away from each other have no common direction; their theme stays where it was.
            boolean hasDirection = VectorMath.normalised(centre);
            centres.add(rounded(hasDirection ? centre : start.centres().get(cluster)));
        }
        return new Start(centres, start.origins());
    }

    private static double[] rounded(double[] centre) {
        double[] rounded = new double[centre.length];
        Arrays.setAll(rounded, i -> Math.round(centre[i] * PRECISION) / PRECISION);
        VectorMath.normalised(rounded);
        return rounded;
    }

    private static ClusterModel placed(Start start, List<double[]> sample) {
        double[][] centres = start.centres().toArray(double[][]::new);
        double[] @Nullable [] known = new double[centres.length][];
        Map<String, Integer> earlier = new HashMap<>();
        for (int cluster = 0; cluster < centres.length; cluster++) {
            PreviousCluster origin = start.origins().get(cluster);
            if (origin != null) {
                known[cluster] = new double[] {origin.x(), origin.y()};
                earlier.put(origin.clusterId(), cluster);
            }
        }
        double[] distances = sample.stream()
                .mapToDouble(point -> 1 - VectorMath.dot(centres[nearest(centres, point)], point))
                .toArray();
        return new ClusterModel(
                centres,
                ClusterMap.places(centres, known),
                NewClusters.outlierDistance(distances),
                Map.copyOf(earlier));
    }
}
