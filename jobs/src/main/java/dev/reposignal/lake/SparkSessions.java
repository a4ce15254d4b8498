package dev.reposignal.lake;

import org.apache.spark.SparkConf;
import org.apache.spark.sql.SparkSession;

/** Builds the one Spark session of a run. */
public final class SparkSessions {
    private SparkSessions() {}

    /**
     * A session for this process: on whatever master {@code spark-submit} named, else on this machine alone.
     *
     * <p>What {@code spark-submit --conf} sets wins over the local settings; UTC and the Delta classes are set always,
     * because nothing is right without them.
     *
     * @throws dev.reposignal.error.UserException on another version of Spark or Delta than the program was built with
     */
    public static SparkSession open(String applicationName) {
        EngineVersions.present().require(EngineVersions.built());
        SparkConf conf = new SparkConf();
        if (!conf.contains("spark.master")) {
            setLocalDefaults(conf);
        }
        conf.set("spark.sql.extensions", "io.delta.sql.DeltaSparkSessionExtension");
        conf.set("spark.sql.catalog.spark_catalog", "org.apache.spark.sql.delta.catalog.DeltaCatalog");
        // Any other zone makes Delta rebuild a table's state on every commit, and days would shift.
        conf.set("spark.sql.session.timeZone", "UTC");
        conf.setIfMissing("spark.sql.parquet.compression.codec", "zstd");
        // Nights must not become slower as the logs grow.
        conf.setIfMissing("spark.delta.logStore.file.impl", LocalLogStore.class.getName());
        // Histories are collected per repository; the default of 128 groups would sort all observations first.
        conf.setIfMissing("spark.sql.objectHashAggregate.sortBased.fallbackThreshold", "20000");
        // A night compiles some 800 classes; with the default of 100 kept it compiles every sixth of them again.
        conf.setIfMissing("spark.sql.codegen.cache.maxEntries", "2000");
        // Names are ASCII; the Unicode library's lower case first builds a table of all characters, 3 GB of garbage.
        conf.setIfMissing("spark.sql.icu.caseMappings.enabled", "false");
        // There are no artifacts to keep apart, and with it a call asks for every class name that is tried in vain.
        conf.setIfMissing("spark.sql.artifact.isolation.enabled", "false");
        // Shuffles of a night are small; an adaptive plan merges what a large cluster would split.
        conf.setIfMissing("spark.sql.adaptive.enabled", "true");
        return SparkSession.builder().appName(applicationName).config(conf).getOrCreate();
    }

    private static void setLocalDefaults(SparkConf conf) {
        int cores = Runtime.getRuntime().availableProcessors();
        conf.set("spark.master", "local[*]");
        conf.setIfMissing("spark.driver.host", "127.0.0.1");
        conf.setIfMissing("spark.driver.bindAddress", "127.0.0.1");
        conf.setIfMissing("spark.ui.enabled", "false");
        // One process does not lose itself: on a busy machine a full garbage collection can pause it for two minutes,
        // after which Spark by default drops what it has cached, and ends the process some minutes later.
        conf.setIfMissing("spark.network.timeout", "3600s");
        conf.setIfMissing("spark.executor.heartbeatInterval", "60s");
        // Spark describes the plan of each query for the UI; in full that takes a second a night.
        conf.setIfMissing("spark.sql.ui.explainMode", "simple");
        conf.setIfMissing("spark.sql.shuffle.partitions", Integer.toString(2 * cores));
        // Every small sort, sum and broadcast takes a page: by the default of 32 MB a night holds a gigabyte more.
        conf.setIfMissing("spark.buffer.pageSize", "4m");
        // The default of 50 state partitions per commit is for tables with millions of files.
        conf.setIfMissing("spark.databricks.delta.snapshotPartitions", "1");
        conf.setIfMissing("spark.sql.sources.parallelPartitionDiscovery.parallelism", "2");
    }
}
