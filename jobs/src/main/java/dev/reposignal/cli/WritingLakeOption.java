package dev.reposignal.cli;

import dev.reposignal.error.Errors;
import dev.reposignal.lake.CommitFiles;
import dev.reposignal.lake.Lake;
import dev.reposignal.lake.LakeLock;
import dev.reposignal.lake.LakeNote;
import dev.reposignal.night.Night;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToIntFunction;
import org.apache.hadoop.conf.Configuration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** {@code --lake} of a command that writes, as the only writer. */
final class WritingLakeOption extends LakeOption {
    /** Commands after whose good end no night is half-written. */
    private static final Set<String> WHOLE = Set.of("nightly", "backfill", "demo");

    @Option(
            names = "--wait",
            paramLabel = "TIME",
            description =
                    "How long to wait while another command writes to the lake, as 30m or 2h (default: not at all, and "
                            + "ends with exit code 6).")
    private Duration wait = Duration.ZERO;

    /** Runs work that writes. */
    int writing(ToIntFunction<Lake> work) {
        return writing(root(), name(), wait, work);
    }

    /** Runs work that changes no table while no command writes. */
    int locked(ToIntFunction<Lake> work) {
        LakeLock lock = LakeLock.take(root(), wait);
        try {
            return asItIs(work);
        } finally {
            lock.close();
        }
    }

    static int writing(String root, String commandName, Duration wait, ToIntFunction<Lake> work) {
        LakeLock lock = LakeLock.take(root, wait);
        try {
            return withSpark(commandName, spark -> noted(new Lake(spark, root), commandName, work));
        } finally {
            lock.close();
        }
    }

    /** Notes in the lake that a command writes, and at its good end the versions that are whole. */
    private static int noted(Lake lake, String commandName, ToIntFunction<Lake> work) {
        Optional<LakeNote> note = note(lake);
        List<String> faults = faults(lake, note);
        if (!faults.isEmpty()) {
            throw Errors.lostCommits(lake.root(), faults);
        }
        Configuration configuration = configuration(lake);
        Map<String, Long> before = CommitFiles.versions(lake);
        LakeNote state = note.orElseGet(() -> new LakeNote(LakeNote.FORMAT, before, null));
        LakeNote begun = state.begun(commandName);
        begun.write(lake.root(), configuration);
        try {
            int exit = work.applyAsInt(lake);
            ended(lake, commandName, begun, state.writing(), before);
            return exit;
        } catch (RuntimeException e) {
            try {
                afterFailure(lake, commandName, state, before);
            } catch (RuntimeException alsoFailed) {
                // The note says then that the command did not end well, which is true.
                e.addSuppressed(alsoFailed);
            }
            throw e;
        }
    }

    private static void ended(
            Lake lake, String commandName, LakeNote begun, @Nullable String unfinished, Map<String, Long> before) {
        Map<String, Long> after = CommitFiles.versions(lake);
        CommitFiles.sync(lake, before, after);
        // What another command left half-written stays noted until a night is whole again.
        boolean isWhole = unfinished == null || unfinished.equals(commandName) || WHOLE.contains(commandName);
        begun.ended(before, after, isWhole).write(lake.root(), configuration(lake));
    }

    /** A command that refused to work, or whose site alone failed, leaves nothing half-written. */
    private static void afterFailure(Lake lake, String commandName, LakeNote state, Map<String, Long> before) {
        if (Ending.isRequested()) {
            return;
        }
        if (CommitFiles.versions(lake).equals(before)) {
            state.write(lake.root(), configuration(lake));
        } else if (WHOLE.contains(commandName) && Night.isLastRunWhole(lake)) {
            ended(lake, commandName, state, null, before);
        }
    }

    private static Configuration configuration(Lake lake) {
        return lake.spark().sparkContext().hadoopConfiguration();
    }
}
