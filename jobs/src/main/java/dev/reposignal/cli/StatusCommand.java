package dev.reposignal.cli;

import static org.apache.spark.sql.functions.col;

import dev.reposignal.alert.AlertFile;
import dev.reposignal.config.Settings;
import dev.reposignal.error.Errors;
import dev.reposignal.error.ExitCode;
import dev.reposignal.lake.Lake;
import dev.reposignal.night.StaleNights;
import dev.reposignal.table.Table;
import dev.reposignal.table.Tables;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code reposignal status}: the latest days, runs and tables. */
@Command(
        name = "status",
        description = {
            "Shows whether the lake is fine and what to do next, then the latest days of the feed, the latest",
            "collections and runs, which days are held and why, and with --tables the tables with their rows."
        },
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {
            "  reposignal status --lake /data/lake",
            "  reposignal status --lake /data/lake --check --max-age 36h",
            "  reposignal status --lake /data/lake --check --alert",
            "  reposignal status --lake /data/lake --limit 30 --json"
        })
final class StatusCommand implements Callable<Integer> {
    @Mixin
    private LakeOption lake = new LakeOption();

    @Option(
            names = {"-n", "--limit"},
            paramLabel = "N",
            description = "Number of runs and days to show (default: ${DEFAULT-VALUE}).")
    private int shown = 7;

    @Option(names = "--tables", description = "Counts the rows of every table; slow on a large lake.")
    private boolean hasTables;

    @Option(
            names = "--check",
            description =
                    "For monitors: prints only the first line, and ends with exit code 3 unless it begins with OK.")
    private boolean isCheck;

    @Option(
            names = "--max-age",
            paramLabel = "TIME",
            description = "With --check, how long ago the latest published night may have been computed, as 36h or 2d "
                    + "(default: ${DEFAULT-VALUE}).")
    private Duration maxAge = Duration.ofHours(36);

    @Option(
            names = "--alert",
            description = {
                "With --check, tells operators over the channels of alerts.yaml that no fresh night is there, a run was",
                "killed or a disk is nearly full; each once. For a timer."
            })
    private boolean isTelling;

    @Mixin
    private SettingsOptions settings = new SettingsOptions();

    @Mixin
    private TodayOption today = new TodayOption();

    @Option(names = "--json", description = "Print JSON.")
    private boolean isJson;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        Optional<Settings> read = isTelling ? Optional.of(settings.settings()) : Optional.empty();
        Optional<AlertFile> alerts = read.map(all -> settings.alerts(all)
                .orElseThrow(() -> Errors.noAlertFile(settings.alertFile(all).toString())));
        return lake.readingNow(opened -> {
            if (opened.isEmpty()) {
                throw Errors.noLake(opened.root());
            }
            List<StaleNights.StaleNight> staleNights = StaleNights.of(opened);
            LakeState state = LakeState.of(opened, staleNights.size(), today.today());
            alerts.map(file ->
                            new Operators(file, read.orElseThrow(), opened.root(), InstantSource.system(), lake.err()))
                    .ifPresent(operators -> operators.looked(state));
            if (isCheck) {
                String fault = state.fault(Instant.now(), maxAge);
                PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
                out.println(fault.isEmpty() ? state.line() : "LATE: " + fault);
                out.flush();
                return (fault.isEmpty() && state.isOk() ? ExitCode.DONE : ExitCode.HELD).number();
            }
            TextTable feed = feed(opened);
            TextTable collects = collects(opened);
            TextTable runs = runs(opened);
            TextTable stale = stale(staleNights);
            TextTable tables = hasTables || isJson ? tables(opened) : new TextTable(List.of(), List.of());
            PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
            if (isJson) {
                Map<String, Object> all = new LinkedHashMap<>();
                all.put("state", state.line());
                all.put("lake", opened.root());
                all.put("days", feed.maps());
                all.put("collects", collects.maps());
                all.put("runs", runs.maps());
                all.put("stale_nights", stale.maps());
                all.put("tables", tables.maps());
                out.println(Json.of(all));
            } else {
                out.println(state.line());
                out.println("lake %s; %s%n".formatted(opened.root(), state.model()));
                out.println("Latest days of the feed");
                out.println(feed.isEmpty() ? "none: load some with reposignal ingest\n" : feed.aligned());
                if (!collects.isEmpty()) {
                    out.println("Latest collections: asked = present + missing + failed");
                    out.println(collects.aligned());
                }
                out.println("Latest runs");
                out.println(runs.isEmpty() ? "none: run reposignal nightly\n" : runs.aligned());
                if (!stale.isEmpty()) {
                    out.println(
                            "Nights whose snapshots changed after they ran, or that were interrupted; run them again with");
                    out.println("reposignal backfill --lake %s --site DIR --stale".formatted(opened.root()));
                    out.println(stale.aligned());
                }
                if (hasTables) {
                    out.println("Tables");
                    out.print(tables.aligned());
                }
                out.flush();
            }
            return ExitCode.DONE.number();
        });
    }

    private TextTable feed(Lake lake) {
        Dataset<Row> days = lake.read(Tables.SNAPSHOTS)
                .groupBy(col(Table.DAY))
                .count()
                .withColumnRenamed("count", "repos")
                .orderBy(col(Table.DAY).desc())
                .limit(shown);
        Dataset<Row> health = lake.read(Tables.FEED_HEALTH)
                .select(Table.DAY, "coverage", "share_unchanged", "share_negative", "verdict", "reason", "warnings");
        return TextTable.of(days.join(health, new String[] {Table.DAY}, "left")
                .orderBy(col(Table.DAY).desc()));
    }

    private TextTable collects(Lake lake) {
        return TextTable.of(lake.read(Tables.COLLECTS)
                .orderBy(col(Table.DAY).desc())
                .limit(shown)
                .selectExpr(
                        "snapshot_date AS day",
                        "asked",
                        "present",
                        "missing",
                        "failed",
                        "found",
                        "followed",
                        "points_used",
                        "if(points_left < 0, NULL, points_left) AS points_left",
                        "stopped"));
    }

    private TextTable runs(Lake lake) {
        return TextTable.of(lake.read(Tables.RUNS)
                .orderBy(col("finished_at").desc(), col("run_id").desc())
                .limit(shown)
                .selectExpr(
                        "run_id",
                        "status",
                        "timestampdiff(SECOND, started_at, finished_at) AS seconds",
                        "date_format(finished_at, \"yyyy-MM-dd HH:mm 'UTC'\") AS finished",
                        "reason"));
    }

    private static TextTable stale(List<StaleNights.StaleNight> nights) {
        return new TextTable(
                List.of("night", "run_id", "changed_days", "reason"),
                nights.stream()
                        .map(night -> org.apache.spark.sql.RowFactory.create(
                                night.day().toString(),
                                night.runId(),
                                (long) night.changed().size(),
                                night.reason()))
                        .toList());
    }

    private static TextTable tables(Lake lake) {
        List<Table> present = Tables.ALL.stream().filter(lake::exists).toList();
        return new TextTable(
                List.of("table", "version", "rows"),
                present.stream()
                        .map(table -> org.apache.spark.sql.RowFactory.create(
                                table.name(),
                                lake.version(table).orElseThrow(),
                                lake.read(table).count()))
                        .toList());
    }
}
