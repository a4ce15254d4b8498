package dev.reposignal.cli;

import dev.reposignal.error.Errors;
import dev.reposignal.lake.CommitFiles;
import dev.reposignal.lake.Lake;
import dev.reposignal.lake.LakeLock;
import dev.reposignal.lake.LakeNote;
import dev.reposignal.lake.SparkSessions;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.ToIntFunction;
import org.apache.hadoop.fs.FSError;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** {@code --lake}, and the Spark session that opens it. */
class LakeOption {
    @Option(
            names = {"-l", "--lake"},
            paramLabel = "DIR",
            defaultValue = "${env:RS_LAKE}",
            description = {
                "Folder of the tables, or any Hadoop path: /data/lake, s3a://bucket/lake, hdfs://host/lake",
                "(default: the environment variable RS_LAKE, then paths.lake of the configuration; a command that only reads",
                "then takes the lake of the demo)."
            })
    private @Nullable String lake;

    @Spec(Target.MIXEE)
    private @Nullable CommandSpec command;

    /** The option as it was given, for a command to copy; "" for the lake of the demo. */
    String given() {
        return lake == null ? "" : " --lake " + lake;
    }

    /** Runs work that only reads. While a command writes, or after one was killed, it reads what was whole before. */
    int reading(ToIntFunction<Lake> work) {
        return withSpark(name(), spark -> {
            Lake opened = new Lake(spark, named().orElseGet(this::demo));
            Optional<LakeNote> note = note(opened);
            return work.applyAsInt(whole(opened, note, faults(opened, note)));
        });
    }

    /** Runs work that only reads, on what is there now, also if it is of a command that has not ended. */
    int readingNow(ToIntFunction<Lake> work) {
        return withSpark(name(), spark -> {
            Lake opened = new Lake(spark, named().orElseGet(this::demo));
            faults(opened, note(opened)).forEach(err()::println);
            err().flush();
            return work.applyAsInt(opened);
        });
    }

    /** The lake, or as it was before a command that has not ended; prints its faults and which command that is. */
    private Lake whole(Lake opened, Optional<LakeNote> note, List<String> faults) {
        PrintWriter err = err();
        faults.forEach(err::println);
        String writing = note.map(LakeNote::writing).orElse(null);
        if (writing == null || note.orElseThrow().versions().isEmpty()) {
            err.flush();
            return opened;
        }
        err.println(
                LakeLock.isHeld(opened.root())
                        ? "Note: %s is writing to the lake; this is the lake as it was before.".formatted(writing)
                        : "Note: %s did not end well; this is the lake as it was before. Run it again."
                                .formatted(writing));
        err.flush();
        return opened.at(note.orElseThrow().versions());
    }

    /** The lake of the option or the variable, else that of the configuration; empty where none is named. */
    private Optional<String> named() {
        if (lake != null) {
            return Optional.of(lake);
        }
        OptionSpec config = Objects.requireNonNull(command).findOption(SettingsOptions.FILE);
        Path file = config == null ? null : config.getValue();
        return Optional.of(SettingsOptions.lake(file)).filter(path -> !path.isEmpty());
    }

    /** The lake of the demo, with a note; a command that writes never takes it by itself. */
    private String demo() {
        Path demo = DemoCommand.home().resolve("data/demo/lake");
        CommandSpec spec = Objects.requireNonNull(command);
        if (!Files.isDirectory(demo)) {
            throw Errors.noLakeNamed();
        }
        PrintWriter err = spec.commandLine().getErr();
        err.printf("Note: no --lake, RS_LAKE or paths.lake; this is the lake of the demo, %s.%n", demo);
        err.flush();
        return demo.toString();
    }

    /** Runs work on the lake in whatever state it is. */
    int asItIs(ToIntFunction<Lake> work) {
        return withSpark(name(), spark -> work.applyAsInt(new Lake(spark, root())));
    }

    /**
     * The lake that was named.
     *
     * @throws dev.reposignal.error.UserException where none was
     */
    String root() {
        return named().orElseThrow(Errors::noLakeNamed);
    }

    String name() {
        return Objects.requireNonNull(command).name();
    }

    PrintWriter err() {
        return Objects.requireNonNull(command).commandLine().getErr();
    }

    /** What the files of the lake say of commits that are empty or lost; read without a query. */
    static List<String> faults(Lake opened, Optional<LakeNote> note) {
        List<String> faults = new ArrayList<>(CommitFiles.emptyLastCommits(opened));
        note.ifPresent(state -> faults.addAll(state.lostCommits(CommitFiles.versions(opened))));
        return faults;
    }

    /** What the last command that wrote noted in the lake. */
    static Optional<LakeNote> note(Lake opened) {
        return LakeNote.read(opened.root(), opened.spark().sparkContext().hadoopConfiguration());
    }

    /** Runs work that needs no lake. */
    static int withSpark(String commandName, ToIntFunction<SparkSession> work) {
        // A session that existed before, as in a notebook, is not stopped.
        boolean isOurs = SparkSession.getDefaultSession().isEmpty();
        SparkSession spark = SparkSessions.open("reposignal " + commandName);
        Ending.Watch watch = Ending.watching(spark, isOurs);
        try {
            return work.applyAsInt(spark);
        } catch (FSError e) {
            // Hadoop tells a full local disk as an error, which nothing above would tell, note or clean up after.
            throw new UncheckedIOException(new IOException(e.getMessage(), e));
        } finally {
            watch.close();
            if (isOurs && !Ending.isRequested()) {
                spark.stop();
            }
        }
    }
}
