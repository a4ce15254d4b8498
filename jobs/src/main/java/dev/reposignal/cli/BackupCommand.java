package dev.reposignal.cli;

import dev.reposignal.error.Errors;
import dev.reposignal.error.ExitCode;
import dev.reposignal.lake.Lake;
import dev.reposignal.lake.LakeCopy;
import dev.reposignal.lake.LakeDamage;
import java.io.PrintWriter;
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

/** {@code reposignal backup}: a copy of a lake at one moment. */
@Command(
        name = "backup",
        description = {
            "Copies a lake with all versions of its tables, as it is at one moment; a second backup to the same folder",
            "copies only what is new. To restore it: reposignal backup --lake BACKUP --to NEW_LAKE."
        },
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {
            "  reposignal backup --lake /data/lake --to /backup/lake",
            "  reposignal backup --lake /backup/lake --to /data/lake-restored"
        })
final class BackupCommand implements Callable<Integer> {
    @Mixin
    private WritingLakeOption lake = new WritingLakeOption();

    @Option(
            names = "--to",
            required = true,
            paramLabel = "DIR",
            description = "Folder of the copy, or any Hadoop path: new, or an earlier backup of the same lake.")
    private String target = "";

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        return lake.locked(opened -> {
            if (opened.isEmpty()) {
                throw Errors.noLake(opened.root());
            }
            LakeCopy copied = LakeCopy.of(opened, target);
            Lake copy = new Lake(opened.spark(), target);
            List<String> damage =
                    LakeDamage.of(copy).stream().map(LakeDamage::what).toList();
            if (!damage.isEmpty()) {
                throw Errors.damagedCopy(target, damage);
            }
            out.println(String.format(
                    Locale.ROOT,
                    "copied %,d files (%,d MB) to %s; every table was checked",
                    copied.files(),
                    copied.bytes() >> 20,
                    copy.root()));
            out.flush();
            return ExitCode.DONE.number();
        });
    }
}
