package dev.reposignal.cli;

import static org.apache.spark.sql.functions.col;

import dev.reposignal.config.Settings;
import dev.reposignal.error.ExitCode;
import dev.reposignal.lake.Lake;
import dev.reposignal.night.DayRemoval;
import dev.reposignal.night.StaleNights;
import dev.reposignal.table.Table;
import dev.reposignal.table.Tables;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code reposignal days}: the days of the lake, and taking a wrong one out. */
@Command(
        name = "days",
        description = "Lists the days of the lake, takes a wrong one out and puts it back.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {DaysCommand.ListDays.class, DaysCommand.Remove.class, DaysCommand.Restore.class},
        footerHeading = "%nExamples:%n",
        footer = {
            "  reposignal days list --lake /data/lake",
            "  reposignal days remove 2062-03-06 --why 'mistyped year' --lake /data/lake",
            "  reposignal days remove 2062-03-06 --why 'mistyped year' --apply --lake /data/lake --site /data/site",
            "  reposignal days restore 2062-03-06 --lake /data/lake --site /data/site"
        })
final class DaysCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        throw new ParameterException(
                Objects.requireNonNull(spec).commandLine(), "Missing required subcommand: list, remove or restore.");
    }

    /** {@code reposignal days list}. */
    @Command(
            name = "list",
            description = "Lists the latest days, their judgement and their night.",
            mixinStandardHelpOptions = true)
    static final class ListDays implements Callable<Integer> {
        @Mixin
        private LakeOption lake = new LakeOption();

        @Option(
                names = {"-n", "--limit"},
                paramLabel = "N",
                description = "Days to show (default: ${DEFAULT-VALUE}).")
        private int shown = 28;

        @Option(names = "--json", description = "Print JSON.")
        private boolean isJson;

        @Spec
        private @Nullable CommandSpec spec;

        @Override
        public Integer call() {
            return lake.reading(opened -> {
                TextTable table = TextTable.of(days(opened));
                PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
                out.println(isJson ? Json.of(table.maps()) : table.aligned());
                out.flush();
                return ExitCode.DONE.number();
            });
        }

        private Dataset<Row> days(Lake opened) {
            Dataset<Row> days =
                    opened.read(Tables.SNAPSHOTS).groupBy(Table.DAY).count().withColumnRenamed("count", "repos");
            Dataset<Row> health = opened.read(Tables.FEED_HEALTH).select(Table.DAY, "verdict", "is_distorted");
            Dataset<Row> removed = opened.read(Tables.REMOVED_DAYS)
                    .where(col("restored_at").isNull())
                    .selectExpr(Table.DAY, "why AS taken_out")
                    .dropDuplicates(Table.DAY);
            return days.join(health, new String[] {Table.DAY}, "left")
                    .join(removed, new String[] {Table.DAY}, "full")
                    .orderBy(col(Table.DAY).desc())
                    .limit(shown);
        }
    }

    /** What {@code remove} and {@code restore} share. */
    private abstract static class Change implements Callable<Integer> {
        @Mixin
        WritingLakeOption lake = new WritingLakeOption();

        @Mixin
        SettingsOptions settings = new SettingsOptions();

        @Option(names = "--site", paramLabel = "DIR", description = "Folder of the site, which is made anew.")
        @Nullable
        Path site;

        @Parameters(paramLabel = "DAY", description = "The day, as 2026-03-06.")
        LocalDate day = LocalDate.EPOCH;

        void publish(Lake opened, Settings read, CommandSpec spec) {
            PrintWriter out = spec.commandLine().getOut();
            Path target = site;
            if (target == null) {
                out.println("The site is as it was: reposignal site --lake %s --site DIR makes it anew."
                        .formatted(opened.root()));
            } else if (opened.exists(Tables.ARTICLES)) {
                NightOptions.night(
                                opened,
                                read,
                                false,
                                ConsoleProgress.to(spec.commandLine().getErr()))
                        .publish(
                                target,
                                List.of(),
                                Reach.of(settings, read)
                                        .checked(opened)
                                        .additions(opened, spec.commandLine().getErr()));
            }
            List<String> stale = StaleNights.of(opened).stream()
                    .map(night -> night.day().toString())
                    .toList();
            if (!stale.isEmpty()) {
                out.println(
                        "Nights that rest on the day: %s. Run them again with reposignal backfill --lake %s --site DIR --stale."
                                .formatted(String.join(", ", stale), opened.root()));
            }
            out.flush();
        }
    }

    /** {@code reposignal days remove}. */
    @Command(
            name = "remove",
            description = {
                "Takes a day out: its snapshots, everything derived from them, and what it graded. Its open claims are",
                "withdrawn with a note. Only says what would be done unless --apply is given."
            },
            mixinStandardHelpOptions = true)
    static final class Remove extends Change {
        @Option(names = "--why", required = true, paramLabel = "TEXT", description = "The reason, for the record.")
        private String why = "";

        @Option(names = "--apply", description = "Does it.")
        private boolean isApplied;

        @Spec
        private @Nullable CommandSpec spec;

        @Override
        public Integer call() {
            CommandSpec known = Objects.requireNonNull(spec);
            if (why.isBlank()) {
                throw new ParameterException(known.commandLine(), "Invalid --why: give the reason in a few words.");
            }
            Settings read = settings.settings();
            PrintWriter out = known.commandLine().getOut();
            if (!isApplied) {
                return lake.reading(opened -> {
                    print(out, "would take out", new DayRemoval(opened).plan(day));
                    out.println("Nothing was changed. Say --apply to do it.");
                    out.flush();
                    return ExitCode.DONE.number();
                });
            }
            return lake.writing(opened -> {
                print(out, "took out", new DayRemoval(opened).remove(day, why, Instant.now()));
                publish(opened, read, known);
                return ExitCode.DONE.number();
            });
        }

        private static void print(PrintWriter out, String done, DayRemoval.Plan plan) {
            out.println("%s %s:".formatted(done, plan.day()));
            plan.rows().forEach((table, rows) -> out.println("  %s: %,d rows".formatted(table, rows)));
            out.println("  claims withdrawn: %,d; claims graded by it, open again: %,d"
                    .formatted(plan.claims(), plan.outcomes()));
        }
    }

    /** {@code reposignal days restore}. */
    @Command(
            name = "restore",
            description = "Puts a day back as it was before it was last taken out.",
            mixinStandardHelpOptions = true)
    static final class Restore extends Change {
        @Spec
        private @Nullable CommandSpec spec;

        @Override
        public Integer call() {
            CommandSpec known = Objects.requireNonNull(spec);
            Settings read = settings.settings();
            return lake.writing(opened -> {
                Map<String, Long> rows = new DayRemoval(opened).restore(day, Instant.now());
                PrintWriter out = known.commandLine().getOut();
                out.println((rows.isEmpty() ? "%s was put back already" : "put back %s:").formatted(day));
                rows.forEach((table, count) -> out.println("  %s: %,d rows".formatted(table, count)));
                publish(opened, read, known);
                return ExitCode.DONE.number();
            });
        }
    }
}
