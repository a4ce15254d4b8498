package dev.reposignal.cli;

import dev.reposignal.error.Errors;
import dev.reposignal.error.ExitCode;
import dev.reposignal.lake.Lake;
import dev.reposignal.lake.Maintenance;
import dev.reposignal.text.NumberFormats;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code reposignal maintain}: frees the space that replaced rows take. */
@Command(
        name = "maintain",
        description = {
            "Deletes files whose rows were replaced longer ago than --keep, and joins small files.",
            "Numbers of articles published within that time can still be looked up; of older articles, those of nights",
            "that were not run again. Snapshots are kept whole."
        },
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {
            "  reposignal maintain --lake /data/lake --dry-run",
            "  reposignal maintain --lake /data/lake --keep 365d"
        })
final class MaintainCommand implements Callable<Integer> {
    /** A reader of an analyst may be that old. */
    private static final Duration SHORTEST = Duration.ofDays(7);

    @Mixin
    private WritingLakeOption lake = new WritingLakeOption();

    @Option(
            names = "--keep",
            paramLabel = "TIME",
            defaultValue = "90d",
            description = "How long replaced rows stay readable, at least 7d (default: ${DEFAULT-VALUE}).")
    private Duration kept = Duration.ofDays(90);

    @Option(names = "--dry-run", description = "Print what would be deleted and change nothing.")
    private boolean isDryRun;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        if (kept.compareTo(SHORTEST) < 0) {
            throw Errors.keptTooShort(kept.toHours(), SHORTEST.toDays());
        }
        return isDryRun
                ? lake.locked(opened -> print(Maintenance.planned(existing(opened), kept)))
                : lake.writing(opened -> print(Maintenance.of(existing(opened), kept)));
    }

    private static Lake existing(Lake opened) {
        if (opened.isEmpty()) {
            throw Errors.noLake(opened.root());
        }
        return opened;
    }

    private int print(List<Maintenance> tables) {
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        long files = 0;
        long bytes = 0;
        for (Maintenance table : tables) {
            files += table.filesDeleted();
            bytes += table.bytesDeleted();
            if (table.filesDeleted() > 0) {
                out.println(String.format(
                        Locale.ROOT,
                        "%-20s %,8d files %,10d KB, %,d KB stay",
                        table.table().name(),
                        table.filesDeleted(),
                        table.bytesDeleted() >> 10,
                        table.bytesKept() >> 10));
            }
        }
        out.println("%s %s (%s MB)"
                .formatted(
                        isDryRun ? "would delete" : "deleted",
                        NumberFormats.counted(files, "file", "files"),
                        NumberFormats.count(bytes >> 20)));
        out.flush();
        return ExitCode.DONE.number();
    }
}
