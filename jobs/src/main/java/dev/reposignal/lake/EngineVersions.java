package dev.reposignal.lake;

import dev.reposignal.error.Errors;
import dev.reposignal.text.Resources;
import java.util.Properties;

/**
 * The versions of Spark and Delta: Delta is built for one minor version of Spark, and beside another one it fails in the
 * middle of a night with an error of the class loader.
 */
record EngineVersions(String spark, String delta) {
    /** What this program was built with. */
    static EngineVersions built() {
        Properties properties = Resources.properties(EngineVersions.class, "version.properties");
        return new EngineVersions(properties.getProperty("spark"), properties.getProperty("delta"));
    }

    /** What is on the class path, which {@code spark-submit} brings. */
    static EngineVersions present() {
        return new EngineVersions(
                org.apache.spark.package$.MODULE$.SPARK_VERSION(), io.delta.package$.MODULE$.VERSION());
    }

    /**
     * Requires the minor versions of another pair; patches may differ.
     *
     * @throws dev.reposignal.error.UserException where they differ
     */
    void require(EngineVersions built) {
        if (!minor(spark).equals(minor(built.spark)) || !minor(delta).equals(minor(built.delta))) {
            throw Errors.otherEngine(spark, delta, minor(built.spark), minor(built.delta));
        }
    }

    /** "4.2" of "4.2.0". */
    private static String minor(String version) {
        int second = version.indexOf('.', version.indexOf('.') + 1);
        return second < 0 ? version : version.substring(0, second);
    }
}
