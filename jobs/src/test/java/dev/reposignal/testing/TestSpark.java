package dev.reposignal.testing;

import dev.reposignal.lake.SparkSessions;
import org.apache.spark.sql.SparkSession;

/** The one session of a test JVM, built as production builds it; Spark's own shutdown hook stops it. */
public final class TestSpark {
    private static final SparkSession SESSION = SparkSessions.open("reposignal-tests");

    private TestSpark() {}

    public static SparkSession session() {
        return SESSION;
    }
}
