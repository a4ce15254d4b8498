package dev.reposignal.cli;

import dev.reposignal.config.Settings;
import dev.reposignal.error.Errors;
import dev.reposignal.error.ExitCode;
import dev.reposignal.evaluation.LeadTime;
import dev.reposignal.evaluation.LeadTimeRun;
import dev.reposignal.stats.WilsonInterval;
import dev.reposignal.text.NumberFormats;
import java.io.PrintWriter;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code reposignal lead-time}: how many days before a trending list the boards listed the same repositories. */
@Command(
        name = "lead-time",
        description =
                "Measures the lead time: recomputes the board of every day with only the data known on that day, and counts how many days before a trending list it listed the same repositories.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {
            "  reposignal lead-time --lake /data/lake --trending github-trending.csv",
            "  reposignal lead-time --lake /data/lake --trending github-trending.csv --from 2026-01-01 --to 2026-02-28"
        })
final class LeadTimeCommand implements Callable<Integer> {
    @Mixin
    private WritingLakeOption lake = new WritingLakeOption();

    @Mixin
    private SettingsOptions settings = new SettingsOptions();

    @Option(
            names = "--trending",
            required = true,
            paramLabel = "FILE",
            description = "CSV file with the columns trending_date, full_name and stars.")
    private String trending = "";

    @Option(
            names = "--from",
            paramLabel = "DAY",
            description = "Only first appearances from this day on (default: all).")
    private LocalDate from = LocalDate.of(2000, 1, 1);

    @Option(names = "--to", paramLabel = "DAY", description = "Only first appearances up to this day (default: all).")
    private LocalDate to = LocalDate.of(2999, 12, 31);

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        if (from.isAfter(to)) {
            throw Errors.reversedRange(from.toString(), to.toString());
        }
        Settings read = settings.settings();
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        return lake.writing(opened -> {
            print(
                    out,
                    new LeadTimeRun(opened, read, InstantSource.system(), ConsoleProgress.to(err))
                            .run(trending, from, to));
            return ExitCode.DONE.number();
        });
    }

    private static void print(PrintWriter out, List<LeadTime> all) {
        List<Row> lines = new ArrayList<>();
        for (LeadTime each : all) {
            WilsonInterval interval = each.interval();
            lines.add(RowFactory.create(
                    each.method(),
                    "%d of %d".formatted(each.caught(), each.cases()),
                    interval == null
                            ? NumberFormats.UNKNOWN
                            : "%s (%s to %s)"
                                    .formatted(
                                            NumberFormats.percent(each.share()),
                                            NumberFormats.percent(interval.low()),
                                            NumberFormats.percent(interval.high())),
                    each.medianDaysAhead() == null
                            ? NumberFormats.UNKNOWN
                            : "%s (%s to %s)"
                                    .formatted(
                                            NumberFormats.measure(each.medianDaysAhead()),
                                            NumberFormats.measure(each.quantile(0.25)),
                                            NumberFormats.measure(each.quantile(0.75))),
                    NumberFormats.count(each.listed()),
                    NumberFormats.percent(each.newNightly()),
                    NumberFormats.percent(each.newWeekly())));
        }
        out.println(
                "%1$d boards. Caught: listed on a board in the 60 days before. The feed had %3$d of the %2$d in those days. New: share of the first names of a board that were not first on the board of the day, or of the week, before."
                        .formatted(
                                all.get(0).boards(),
                                all.get(0).cases(),
                                all.get(0).observed()));
        out.printf(
                Locale.ROOT,
                "Of all %,d first appearances with few enough stars the feed had %,d in the 60 days before, and the"
                        + " board listed %,d. Table coverage names the others and the reason.%n",
                all.get(0).appeared(),
                all.get(0).seen(),
                all.get(0).named());
        out.print(new TextTable(
                        List.of(
                                "boards",
                                "caught",
                                "share (95%)",
                                "days ahead (quartiles)",
                                "repositories listed",
                                "new nightly",
                                "new weekly"),
                        lines)
                .aligned());
        out.flush();
    }
}
