package dev.reposignal.cluster;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The same rows in the same partitions and order, however they came.
 *
 * <p>MLlib adds up floating-point numbers partition by partition, so its models differ between partitionings. A number
 * of partitions fixed here, and not by the machine, makes the sums the same on a laptop and on a cluster; 16 of them
 * still spread a million vectors.
 */
final class Partitions {
    private static final int FIXED = 16;

    private Partitions() {}

    static Dataset<Row> fixed(Dataset<Row> rows, String key) {
        // An explicit number of partitions is kept by the adaptive planner.
        return rows.repartition(FIXED, rows.col(key)).sortWithinPartitions(key);
    }
}
