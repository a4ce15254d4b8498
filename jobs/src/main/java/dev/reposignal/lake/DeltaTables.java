package dev.reposignal.lake;

import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.delta.DeltaLog;

/** What Delta knows of a table and its public Java interface does not tell without a Spark job. */
final class DeltaTables {
    private DeltaTables() {}

    /** The latest committed version, from the log alone. */
    static long version(SparkSession spark, String path) {
        return DeltaLog.forTableWithSnapshot(spark, path)._2().version();
    }
}
