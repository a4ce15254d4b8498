package dev.reposignal.cli;

import dev.reposignal.collect.Audit;
import dev.reposignal.collect.Census;
import dev.reposignal.collect.CollectFolders;
import dev.reposignal.collect.CollectReport;
import dev.reposignal.collect.Collector;
import dev.reposignal.collect.Token;
import dev.reposignal.collect.Waiting;
import dev.reposignal.config.Settings;
import dev.reposignal.error.Errors;
import dev.reposignal.error.ExitCode;
import dev.reposignal.error.UserException;
import dev.reposignal.ingest.CollectedTables;
import dev.reposignal.ingest.Ingest;
import dev.reposignal.ingest.IngestRequest;
import dev.reposignal.ingest.RowLimits;
import dev.reposignal.lake.Lake;
import dev.reposignal.lake.LakeLock;
import dev.reposignal.watch.Watchlists;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code reposignal collect}: the star counts of today from GitHub's API. */
@Command(
        name = "collect",
        description = {
            "Asks GitHub for the counts of everything the lake follows, keeps the answers and loads them.",
            "The access token comes from GITHUB_TOKEN or --token-file. Started again, it goes on where it ended."
        },
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {
            "  reposignal collect --lake /data/lake",
            "  reposignal collect --lake /data/lake --dry-run",
            "  reposignal collect --lake /data/lake && reposignal nightly --lake /data/lake --site /data/site"
        })
final class CollectCommand implements Callable<Integer> {
    @Mixin
    private WritingLakeOption lake = new WritingLakeOption();

    @Mixin
    private SettingsOptions settings = new SettingsOptions();

    @Option(
            names = {"-d", "--date"},
            paramLabel = "DAY",
            description = "Day of the counts; it must be the present day in UTC, because GitHub gives no other.")
    private @Nullable LocalDate date;

    @Mixin
    private TodayOption today = new TodayOption();

    @Option(
            names = "--token-file",
            paramLabel = "FILE",
            description = "File that holds the access token (default: the environment variable GITHUB_TOKEN).")
    private @Nullable Path tokenFile;

    @Option(names = "--dry-run", description = "Shows what would be asked for and what it costs, and asks nothing.")
    private boolean isDryRun;

    @Option(names = "--no-ingest", description = "Only writes the files in the folder raw of the lake.")
    private boolean isOnlyFiles;

    @Option(names = "--json", description = "Print JSON.")
    private boolean isJson;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        Settings read = settings.settings();
        Optional<Operators> operators = Reach.of(settings, read).operators(lake.root(), lake.err());
        try {
            int exit = collect(read);
            if (!isDryRun) {
                operators.ifPresent(Operators::collected);
            }
            return exit;
        } catch (RuntimeException e) {
            if (!isDryRun && !Ending.isRequested()) {
                operators.ifPresent(each -> tell(each, e));
            }
            throw e;
        }
    }

    private static void tell(Operators operators, RuntimeException e) {
        Optional<UserException> fault = MachineFault.of(e);
        if (fault.filter(UserException::isAboutToken).isPresent()) {
            operators.tokenRefused(String.valueOf(fault.get().getMessage()));
        } else {
            operators.failed(
                    "reposignal collect",
                    fault.map(UserException::exitCode)
                            .orElse(ExitCode.INTERNAL_ERROR)
                            .number(),
                    fault.map(Throwable::getMessage).orElseGet(e::toString));
        }
    }

    private int collect(Settings read) {
        Watchlists watched = settings.watchlists(read);
        LocalDate day = today.today();
        if (date != null && !date.equals(day)) {
            throw Errors.collectOfAnotherDay(date.toString(), day.toString());
        }
        CollectFolders folders = CollectFolders.of(lake.root());
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        if (isDryRun) {
            Collector.price(folders, read.collect(), day).lines().forEach(out::println);
            return ExitCode.DONE.number();
        }
        List<CollectReport> reports;
        LakeLock lock = LakeLock.take(folders.own().toString(), Duration.ZERO);
        try {
            boolean isSearching =
                    read.collect().newbornDays() > 0 || read.collect().bandStars() > 0;
            if (!isSearching
                    && watched.repositories().isEmpty()
                    && watched.owners().isEmpty()
                    && Census.read(folders.census()).followed() == 0) {
                throw Errors.nothingFollowed(lake.root());
            }
            Token token = Token.of(tokenFile, System.getenv());
            reports = new Collector(
                            folders,
                            read.collect(),
                            token,
                            Waiting.by(InstantSource.system()),
                            CollectLines.to(spec.commandLine().getErr()))
                    .watching(watched)
                    .collect(day);
        } finally {
            lock.close();
        }
        if (isJson) {
            out.println(Json.of(reports.stream().map(CollectCommand::asMap).toList()));
        } else if (reports.isEmpty()) {
            out.println("%s is collected already; its files are in %s".formatted(day, folders.raw(day)));
        } else {
            reports.forEach(report -> report.lines().forEach(out::println));
        }
        out.flush();
        SortedSet<LocalDate> days = new TreeSet<>(List.of(day));
        reports.forEach(report -> days.add(report.day()));
        if (!isOnlyFiles) {
            load(folders, days);
        }
        return Files.exists(folders.snapshots(day)) ? ExitCode.DONE.number() : ExitCode.HELD.number();
    }

    /** Loads the files of the days; days that are loaded already stay as they are. */
    private void load(CollectFolders folders, SortedSet<LocalDate> days) {
        lake.writing(opened -> {
            for (LocalDate day : days) {
                if (Files.exists(folders.snapshots(day))) {
                    PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
                    List<String> lines = ingest(opened, folders.snapshots(day));
                    if (!isJson) {
                        lines.forEach(out::println);
                    }
                }
                CollectedTables.replaceCollect(opened, day, folders.report(day));
                if (Files.exists(folders.histories(day))) {
                    CollectedTables.replaceHistories(opened, day, folders.histories(day));
                    StarHistories.compare(opened, day);
                }
            }
            CollectedTables.replaceCensus(opened, folders.census());
            Audit.write(folders.audit(), StarHistories.audited(opened, days.last()));
            return ExitCode.DONE.number();
        });
    }

    private List<String> ingest(Lake opened, Path file) {
        IngestRequest request = new IngestRequest(
                List.of(file.toString()),
                null,
                null,
                false,
                new RowLimits(today.today().plusDays(1), false, false),
                false);
        return Ingest.run(opened, request, Instant.now()).lines();
    }

    private static Map<String, @Nullable Object> asMap(CollectReport report) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        map.put("snapshot_date", report.day().toString());
        map.put("asked", report.asked());
        map.put("present", report.present());
        map.put("missing", report.missing());
        map.put("failed", report.failed());
        map.put("found", report.found());
        map.put("paused", report.paused());
        map.put("gone", report.gone());
        map.put("followed", report.followed());
        map.put("graphql_requests", report.graphqlRequests());
        map.put("search_requests", report.searchRequests());
        map.put("rest_requests", report.restRequests());
        map.put("not_modified", report.notModified());
        map.put("points_used", report.pointsUsed());
        map.put("points_left", report.pointsLeft());
        map.put("stopped", report.stopped());
        return map;
    }
}
