package dev.reposignal.cli;

import dev.reposignal.error.Errors;
import dev.reposignal.lake.CommitFiles;
import dev.reposignal.lake.Lake;
import dev.reposignal.lake.LakeLock;
import dev.reposignal.lake.SparkSessions;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
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
            names = {"-l", "--lake"},
            paramLabel = "DIR",
            defaultValue = "${env:RS_LAKE}",
            description = {
                "Folder of the tables, or any Hadoop path: /data/lake, s3a://bucket/lake, hdfs://host/lake",
                "(default: the environment variable RS_LAKE; a command that only reads then takes the lake of the demo)."
            })
    private @Nullable String lake;

    @Spec(Target.MIXEE)
    private @Nullable CommandSpec command;

    /** Runs work that only reads. */
    int reading(ToIntFunction<Lake> work) {
        return open(
                lake != null ? lake : demo(), Objects.requireNonNull(command).name(), warning(work));
    }

    /** The lake of the demo, with a note; a command that writes never takes it by itself. */
    private String demo() {
        Path demo = DemoCommand.home().resolve("data/demo/lake");
        CommandSpec spec = Objects.requireNonNull(command);
        if (!Files.isDirectory(demo)) {
            throw Errors.noLakeNamed();
        }
        PrintWriter err = spec.commandLine().getErr();
        err.printf("Note: no --lake and no RS_LAKE; this is the lake of the demo, %s.%n", demo);
        err.flush();
        return demo.toString();
    }

    /** Runs work that writes, as the only writer. */
    int writing(ToIntFunction<Lake> work) {
        if (lake == null) {
            throw Errors.noLakeNamed();
        }
        return writing(lake, Objects.requireNonNull(command).name(), warning(work));
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
