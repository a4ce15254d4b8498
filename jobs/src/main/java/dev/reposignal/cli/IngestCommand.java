package dev.reposignal.cli;

import dev.reposignal.error.ExitCode;
import dev.reposignal.ingest.FileCounts;
import dev.reposignal.ingest.Ingest;
import dev.reposignal.ingest.IngestReport;
import dev.reposignal.ingest.IngestRequest;
import dev.reposignal.ingest.InputFormat;
import dev.reposignal.ingest.RowLimits;
import dev.reposignal.ingest.SkippedFile;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code reposignal ingest}: files to snapshots. */
@Command(
        name = "ingest",
        description = "Loads files of daily snapshots into the lake. The format is detected from the content.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {
            "  reposignal ingest --lake /data/lake snapshots/2026-03.parquet",
            "  reposignal ingest --lake /data/lake --date 2026-03-06 repos.jsonl",
            "  reposignal ingest --lake /data/lake feed/"
        })
public final class IngestCommand implements Callable<Integer> {
    @Mixin
    private WritingLakeOption lake = new WritingLakeOption();

    @Option(
            names = {"-f", "--format"},
            paramLabel = "FORMAT",
            description =
                    "Format of the files, if it should not be detected: parquet, ranking-csv, rest-json or snapshot-csv.")
    private @Nullable String format;

    @Option(
            names = {"-d", "--date"},
            paramLabel = "YYYY-MM-DD",
            description = "Day of rows without a day of their own; a row of another day is rejected.")
    private @Nullable LocalDate date;

    @Option(
            names = "--replace",
            description = "Replace the days of the files instead of merging with the rows in the lake.")
    private boolean replace;

    @Option(
            names = "--skip-broken",
            description = "Loads the other files where some cannot be loaded; ends with exit code 5 then.")
    private boolean skipsBroken;

    @Option(names = "--allow-private", description = "Takes private repositories too; they are rejected otherwise.")
    private boolean allowsPrivate;

    @Option(
            names = "--allow-other-hosts",
            description = "Takes repositories that are not on github.com too, by their owner/name.")
    private boolean allowsOtherHosts;

    @Mixin
    private TodayOption today = new TodayOption();

    @Option(names = "--json", description = "Prints the report as JSON.")
    private boolean json;

    @Parameters(arity = "1..*", paramLabel = "PATH", description = "Files, or folders with files.")
    private List<String> paths = new ArrayList<>();

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        String forced = format;
        IngestRequest request = new IngestRequest(
                paths,
                forced == null ? null : InputFormat.named(forced),
                date,
                replace,
                new RowLimits(today.today().plusDays(1), allowsPrivate, allowsOtherHosts),
                skipsBroken);
        return lake.writing(opened -> {
            IngestReport report = Ingest.run(opened, request, Instant.now());
            print(report);
            return exitCode(report).number();
        });
    }

    private ExitCode exitCode(IngestReport report) {
        PrintWriter err = Objects.requireNonNull(spec).commandLine().getErr();
        for (SkippedFile file : report.skipped()) {
            err.println("Skipped: " + file.reason());
        }
        for (FileCounts file : report.nothingTaken()) {
            err.println(String.format(
                    Locale.ROOT,
                    "Cannot take anything of %s: all %,d rows are rejected: %s. Correct the file or leave it out.",
                    file.file(),
                    file.rejected(),
                    String.join("; ", file.reasons())));
        }
        err.flush();
        if (report.nothingTaken().isEmpty() && report.skipped().isEmpty()) {
            return ExitCode.DONE;
        }
        boolean isSomethingTaken = report.accepted() + report.duplicate() > 0;
        return skipsBroken && isSomethingTaken ? ExitCode.SKIPPED : ExitCode.BAD_INPUT;
    }

    private void print(IngestReport report) {
        if (spec == null) {
            throw new IllegalStateException("picocli sets the command's spec before it calls it");
        }
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(Json.of(asMap(report)));
        } else {
            report.lines().forEach(out::println);
        }
        out.flush();
    }

    private static Map<String, @Nullable Object> asMap(IngestReport report) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        map.put("ingest_id", report.ingestId());
        map.put("days_written", report.daysWritten());
        map.put(
                "broken_values",
                report.files().stream().mapToLong(FileCounts::brokenValues).sum());
        putCounts(map, report.read(), report.accepted(), report.duplicate(), report.rejected());
        putDays(map, report.firstDay().orElse(null), report.lastDay().orElse(null));
        List<Map<String, @Nullable Object>> files = new ArrayList<>();
        for (FileCounts file : report.files()) {
            Map<String, @Nullable Object> each = new LinkedHashMap<>();
            each.put("file", file.file());
            each.put("format", file.format().label());
            putCounts(each, file.read(), file.accepted(), file.duplicate(), file.rejected());
            putDays(each, file.firstDay(), file.lastDay());
            each.put("broken_values", file.brokenValues());
            each.put("reasons", file.reasons());
            files.add(each);
        }
        map.put("files", files);
        map.put("skipped", report.skipped().stream().map(SkippedFile::file).toList());
        return map;
    }

    private static void putCounts(
            Map<String, @Nullable Object> map, long read, long accepted, long duplicate, long rejected) {
        map.put("rows_read", read);
        map.put("rows_accepted", accepted);
        map.put("rows_duplicate", duplicate);
        map.put("rows_rejected", rejected);
    }

    private static void putDays(
            Map<String, @Nullable Object> map, @Nullable LocalDate first, @Nullable LocalDate last) {
        map.put("first_day", first == null ? null : first.toString());
        map.put("last_day", last == null ? null : last.toString());
    }
}
