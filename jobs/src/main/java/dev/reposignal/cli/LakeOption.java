package dev.reposignal.cli;

import dev.reposignal.lake.CommitFiles;
import dev.reposignal.lake.Lake;
import dev.reposignal.lake.LakeLock;
import dev.reposignal.lake.SparkSessions;
import java.io.PrintWriter;
import java.util.Objects;
import java.util.function.ToIntFunction;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** {@code --lake}, and the Spark session that opens it. */
final class LakeOption {
    @Option(
            names = "--lake",
            required = true,
            paramLabel = "DIR",
            description = "Folder of the tables, or any Hadoop path: /data/lake, s3a://bucket/lake, hdfs://host/lake.")
    private @Nullable String lake;

    @Spec(Target.MIXEE)
    private @Nullable CommandSpec command;

    /** Runs work that only reads. */
    int reading(ToIntFunction<Lake> work) {
        return open(
                Objects.requireNonNull(lake), Objects.requireNonNull(command).name(), warning(work));
    }

    /** Runs work that writes, as the only writer. */
    int writing(ToIntFunction<Lake> work) {
        return writing(
                Objects.requireNonNull(lake), Objects.requireNonNull(command).name(), warning(work));
    }

    /** The work, after what the files of the lake say of a lost commit. */
    private ToIntFunction<Lake> warning(ToIntFunction<Lake> work) {
        return opened -> {
            PrintWriter err = Objects.requireNonNull(command).commandLine().getErr();
            CommitFiles.emptyLastCommits(opened).forEach(err::println);
            err.flush();
            return work.applyAsInt(opened);
        };
    }

    static int writing(String root, String commandName, ToIntFunction<Lake> work) {
        LakeLock lock = LakeLock.take(root);
        try {
            return open(root, commandName, work);
        } finally {
            lock.close();
        }
    }

    private static int open(String root, String commandName, ToIntFunction<Lake> work) {
        return withSpark(commandName, spark -> work.applyAsInt(new Lake(spark, root)));
    }

    /** Runs work that needs no lake. */
    static int withSpark(String commandName, ToIntFunction<SparkSession> work) {
        // A session that existed before, as in a notebook, is not stopped.
        boolean isOurs = SparkSession.getDefaultSession().isEmpty();
        SparkSession spark = SparkSessions.open("reposignal " + commandName);
        try {
            return work.applyAsInt(spark);
        } finally {
            if (isOurs) {
                spark.stop();
            }
        }
    }
}
