package dev.reposignal.cluster;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.udf;

import com.sun.management.OperatingSystemMXBean;
import dev.reposignal.config.Settings;
import dev.reposignal.lake.SparkSessions;
import dev.reposignal.stats.VectorMath;
import java.lang.management.ManagementFactory;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.expressions.UserDefinedFunction;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.storage.StorageLevel;

/** Clusters so many synthetic vectors and says how long it took; {@code jobs/bench/clusters.sh} calls it. */
public final class ClusterScale {
    private static final int THEMES = 150;
    private static final double NOISE = 0.8;

    private ClusterScale() {}

    /** DIMENSIONS VECTORS... */
    public static void main(String[] arguments) {
        int dimensions = Integer.parseInt(arguments[0]);
        SparkSession spark = SparkSessions.open("cluster scale");
        System.out.println("vectors dimensions clusters outliers seconds cpu_seconds cpu_microseconds_per_vector");
        for (String count : Arrays.copyOfRange(arguments, 1, arguments.length)) {
            long vectors = Long.parseLong(count);
            Dataset<Row> rows = ClustersTest.withoutSubjects(synthetic(spark, vectors, dimensions))
                    .persist(StorageLevel.MEMORY_AND_DISK());
            rows.count();
            long from = System.nanoTime();
            long cpuFrom = cpuNanos();
            ClusterModel model = ClusterModel.fitted(
                    new Settings.Cluster("minilm", "", "mean", 0, 7, "", ""), Subjects.committed(), List.of(), rows);
            Dataset<Row> placed = Clusters.placed(model, rows).persist(StorageLevel.MEMORY_AND_DISK());
            Lineage lineage = Lineage.traced(
                    LocalDate.EPOCH,
                    null,
                    List.of(),
                    placed.transform(Lineage::shared).collectAsList());
            long outliers = Clusters.members(LocalDate.EPOCH, model, lineage.ids(), placed)
                    .where(col("is_outlier"))
                    .count();
            double seconds = (System.nanoTime() - from) / 1e9;
            double cpuSeconds = (cpuNanos() - cpuFrom) / 1e9;
            System.out.printf(
                    "%d %d %d %d %.1f %.1f %.1f%n",
                    vectors,
                    dimensions,
                    lineage.ids().size(),
                    outliers,
                    seconds,
                    cpuSeconds,
                    cpuSeconds * 1e6 / vectors);
            placed.unpersist();
            rows.unpersist();
        }
    }

    /** Processor time of all threads: the same whatever else the machine does. */
    private static long cpuNanos() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
    }

    private static Dataset<Row> synthetic(SparkSession spark, long vectors, int dimensions) {
        UserDefinedFunction vector = udf(
                (UDF1<Long, float[]>) number -> vector(number, dimensions),
                DataTypes.createArrayType(DataTypes.FloatType, false));
        return spark.range(vectors)
                .select(
                        concat(lit("id:"), col("id")).as("repo_key"),
                        concat(lit("a/"), col("id")).as("full_name"),
                        col("id").cast("string").as("text_hash"),
                        vector.apply(col("id")).as("vector"),
                        lit(null).cast("string").as("earlier_id"),
                        lit(false).as("was_outlier"));
    }

    private static float[] vector(long number, int dimensions) {
        Random theme = new Random(number % THEMES);
        Random own = new Random(1_000_003 * number);
        double[] values = new double[dimensions];
        Arrays.setAll(values, i -> theme.nextGaussian() + NOISE * own.nextGaussian());
        VectorMath.normalised(values);
        float[] vector = new float[dimensions];
        for (int i = 0; i < dimensions; i++) {
            vector[i] = (float) values[i];
        }
        return vector;
    }
}
