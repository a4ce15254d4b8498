package dev.reposignal.cluster;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.xxhash64;

import dev.reposignal.config.Settings;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.mllib.clustering.KMeans;
import org.apache.spark.mllib.clustering.KMeansModel;
import org.apache.spark.mllib.linalg.Matrix;
import org.apache.spark.mllib.linalg.Vector;
import org.apache.spark.mllib.linalg.Vectors;
import org.apache.spark.mllib.linalg.distributed.RowMatrix;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The themes of a day: the centres of a spherical k-means, and two axes to draw them by.
 *
 * <p>Fitting runs Spark jobs, as every MLlib estimator does; what reaches the driver is bounded by a fixed sample and by
 * the number of clusters. A fitted model is plain numbers.
 */
public final class ThemeModel implements Serializable {
    private static final long serialVersionUID = 1;

    /** Repositories the first centres are chosen from. */
    private static final int SAMPLE = 4_000;

    private static final int MOST_ITERATIONS = 20;
    private static final int MOST_CLUSTERS = 120;
    /** A centre that moves less than this cosine distance stands still. */
    private static final double TOLERANCE = 1e-3;

    private final double[][] centres;
    private final double[] origin;
    private final double[][] axes;

    private ThemeModel(double[][] centres, double[] origin, double[][] axes) {
        this.centres = centres;
        this.origin = origin;
        this.axes = axes;
    }

    /**
     * Clusters the vectors.
     *
     * @param vectors repo_key and vector (null where there is none); read three times, so best cached by the caller
     */
    public static ThemeModel fitted(Settings.Cluster settings, Dataset<Row> vectors) {
        Dataset<Row> present = vectors.where(col("vector").isNotNull()).select(col("repo_key"), col("vector"));
        List<double[]> sample = sample(settings, present);
        if (sample.isEmpty()) {
            return new ThemeModel(new double[0][], new double[0], new double[0][]);
        }
        JavaRDD<Vector> points = Partitions.fixed(present, "repo_key")
                .toJavaRDD()
                .map(row -> unit(row, 1))
                .filter(vector -> vector.length > 0)
                .map(Vectors::dense);
        int clusters = settings.clusters() > 0 ? settings.clusters() : clustersFor(points.count());
        double[][] first = FirstCentres.chosen(sample, clusters, settings.seed());
        double[][] centres = refined(points, first);
        return projected(
                JavaSparkContext.fromSparkContext(vectors.sparkSession().sparkContext()), centres);
    }

    /** The number of clusters for so many repositories: the root of half their number, 120 at most. */
    static int clustersFor(long repositories) {
        return (int) Math.max(1, Math.min(MOST_CLUSTERS, Math.round(Math.sqrt(repositories / 2.0))));
    }

    public int clusters() {
        return centres.length;
    }

    /** The nearest centre; of two equally near the one that comes first. */
    int nearest(double[] unitVector) {
        int nearest = 0;
        double highest = Double.NEGATIVE_INFINITY;
        for (int cluster = 0; cluster < centres.length; cluster++) {
            double cosine = Numbers.dot(centres[cluster], unitVector);
            if (cosine > highest) {
                highest = cosine;
                nearest = cluster;
            }
        }
        return nearest;
    }

    /** Cosine distance to a centre, 0 to 2. */
    double distance(int cluster, double[] unitVector) {
        return Math.max(0, 1 - Numbers.dot(centres[cluster], unitVector));
    }

    /** Coordinate along one of the two axes. */
    double coordinate(int axis, double[] unitVector) {
        if (axes.length <= axis) {
            return 0;
        }
        return Numbers.dot(axes[axis], unitVector) - Numbers.dot(axes[axis], origin);
    }

    /** A vector column as an array of length one; empty where it is zero, which has no direction to compare. */
    static double[] unit(Row row, int index) {
        List<Float> values = row.getList(index);
        double[] vector = new double[values.size()];
        for (int i = 0; i < vector.length; i++) {
            vector[i] = values.get(i);
        }
        return Numbers.normalised(vector) ? vector : new double[0];
    }

    /** The repositories with the smallest seeded hashes of their keys: the same ones in whatever order they come. */
    private static List<double[]> sample(Settings.Cluster settings, Dataset<Row> present) {
        List<Row> rows = present.orderBy(xxhash64(lit(settings.seed()), col("repo_key")), col("repo_key"))
                .limit(SAMPLE)
                .toJavaRDD()
                .collect();
        return rows.stream()
                .map(row -> unit(row, 1))
                .filter(vector -> vector.length > 0)
                .toList();
    }

    private static double[][] refined(JavaRDD<Vector> points, double[][] first) {
        KMeansModel start =
                new KMeansModel(Arrays.stream(first).map(Vectors::dense).toArray(Vector[]::new));
        KMeansModel model = new KMeans()
                .setK(first.length)
                .setInitialModel(start)
                .setDistanceMeasure("cosine")
                .setMaxIterations(MOST_ITERATIONS)
                .setEpsilon(TOLERANCE)
                .run(points.rdd());
        return Arrays.stream(model.clusterCenters())
                .map(Vector::toArray)
                .filter(Numbers::normalised)
                .toArray(double[][]::new);
    }

    /** The two principal axes of the centres: they spread the themes, not the repositories within one. */
    private static ThemeModel projected(JavaSparkContext spark, double[][] centres) {
        double[] origin = new double[centres[0].length];
        for (double[] centre : centres) {
            Numbers.add(origin, centre, 1.0 / centres.length);
        }
        if (centres.length < 3) {
            return new ThemeModel(centres, origin, new double[0][]);
        }
        List<Vector> rows = new ArrayList<>();
        for (double[] centre : centres) {
            rows.add(Vectors.dense(centre));
        }
        Matrix components = new RowMatrix(spark.parallelize(rows, 1).rdd()).computePrincipalComponents(2);
        double[][] axes = new double[2][centres[0].length];
        for (int axis = 0; axis < 2; axis++) {
            for (int i = 0; i < axes[axis].length; i++) {
                axes[axis][i] = components.apply(i, axis);
            }
            Numbers.fixSign(axes[axis]);
        }
        return new ThemeModel(centres, origin, axes);
    }
}
