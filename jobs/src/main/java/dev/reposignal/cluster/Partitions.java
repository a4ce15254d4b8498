package dev.reposignal.cluster;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The same rows in the same partitions and order, however they came.
 *
 * <p>MLlib adds up floating-point numbers partition by partition, so its models differ between partitionings. A number
 * of partitions fixed here, and not by the machine, makes the sums the same on a laptop and on a cluster; 8 of them
 * still spread a million vectors.
 */
final class Partitions {
    private static final int FIXED = 8;

    private Partitions() {}

    /** Spreads rows that lie in one file, and would be one task, over the cores. */
    static Dataset<Row> spread(Dataset<Row> rows, String key) {
        return rows.repartition(FIXED, rows.col(key));
    }

    static Dataset<Row> fixed(Dataset<Row> rows, String key) {
        // An explicit number of partitions is kept by the adaptive planner.
        return spread(rows, key).sortWithinPartitions(key);
    }
}
