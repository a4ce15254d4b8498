package dev.reposignal.night;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.max_by;
import static org.apache.spark.sql.functions.struct;

import dev.reposignal.cluster.Subjects;
import dev.reposignal.concurrent.Parallel;
import dev.reposignal.config.Settings;
import dev.reposignal.error.Errors;
import dev.reposignal.lake.Lake;
import dev.reposignal.progress.Progress;
import dev.reposignal.progress.RunObserver;
import dev.reposignal.site.DataLicence;
import dev.reposignal.site.Site;
import dev.reposignal.site.SiteAddition;
import dev.reposignal.site.read.SiteReader;
import dev.reposignal.table.RunStatus;
import dev.reposignal.table.Table;
import dev.reposignal.table.Tables;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.NavigableSet;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The stages of a night in their order, and what is held back.
 *
 * <p>Each stage reads tables of earlier stages and replaces its own day, so a night run twice is a night run once. The
 * {@code runs} row is written before the tables as started, after them as written, and says published only after the
 * site was switched; whoever wants one consistent night reads the versions it names.
 */
public final class Night {
    private static final int MOST_ATTEMPTS = 3;
    private static final Logger LOG = LoggerFactory.getLogger(Night.class);

    private final Lake lake;
    /** The same lake for queries over few rows. */
    private final Lake small;

    private final Settings settings;
    private final boolean allowStale;
    private final String codeVersion;
    private final InstantSource clock;
    private final Progress progress;
    private final @Nullable String modelKey;
    private final BooleanSupplier isInterrupted;
    private final RunObserver observer;

    /**
     * Nights on one lake.
     *
     * @param allowStale whether a day that the data checks hold is published all the same, with a warning
     * @param codeVersion version of RepoSignal, for the manifest
     * @param clock for the manifest alone; no result depends on it
     */
    public Night(
            Lake lake,
            Settings settings,
            boolean allowStale,
            String codeVersion,
            InstantSource clock,
            Progress progress) {
        this(lake, settings, allowStale, codeVersion, clock, progress, null);
    }

    /**
     * The same with the key of the server of the language model that writes the articles (article.writer).
     *
     * @param modelKey null where the server asks for none; never logged or stored
     */
    public Night(
            Lake lake,
            Settings settings,
            boolean allowStale,
            String codeVersion,
            InstantSource clock,
            Progress progress,
            @Nullable String modelKey) {
        this(
                lake,
                lake.interpreted(),
                settings,
                allowStale,
                codeVersion,
                clock,
                progress,
                modelKey,
                () -> false,
                RunObserver.NONE);
    }

    private Night(
            Lake lake,
            Lake small,
            Settings settings,
            boolean allowStale,
            String codeVersion,
            InstantSource clock,
            Progress progress,
            @Nullable String modelKey,
            BooleanSupplier isInterrupted,
            RunObserver observer) {
        this.lake = lake;
        this.small = small;
        this.settings = settings;
        this.allowStale = allowStale;
        this.codeVersion = codeVersion;
        this.clock = clock;
        this.progress = progress;
        this.modelKey = modelKey;
        this.isInterrupted = isInterrupted;
        this.observer = observer;
    }

    /**
     * The same nights where a signal may end the process.
     *
     * @param isInterrupted asked once a stage has failed: whether that was because of a signal
     */
    public Night interruptible(BooleanSupplier isInterrupted) {
        return new Night(
                lake, small, settings, allowStale, codeVersion, clock, progress, modelKey, isInterrupted, observer);
    }

    /** The same nights, of which each run is told to somebody. */
    public Night observedBy(RunObserver told) {
        return new Night(
                lake, small, settings, allowStale, codeVersion, clock, progress, modelKey, isInterrupted, told);
    }

    /**
     * The latest day with snapshots.
     *
     * @throws dev.reposignal.error.UserException where the lake has none
     */
    public LocalDate latestDay() {
        return latestDay(LocalDate.MAX);
    }

    /**
     * The latest day with snapshots up to the present one.
     *
     * @throws dev.reposignal.error.UserException where the lake has none
     */
    public LocalDate latestDay(LocalDate today) {
        return lake.latestDay(Tables.SNAPSHOTS, today).orElseThrow(() -> Errors.noSnapshots(lake.root()));
    }

    /**
     * Refuses a night that is run by mistake more often than on purpose.
     *
     * @throws dev.reposignal.error.UserException where the day is in the future or before the last published night
     */
    public void checkOrder(LocalDate day, LocalDate today) {
        if (day.isAfter(today)) {
            throw Errors.nightInTheFuture(day.toString(), today.toString());
        }
        Row last = small.read(Tables.RUNS)
                .groupBy(Table.DAY)
                .agg(max_by(col("status"), struct("finished_at", "run_id")).as("status"))
                .where(RunStatus.publishable())
                .agg(max(Table.DAY))
                .head();
        if (!last.isNullAt(0) && Lake.toLocalDate(last, 0).isAfter(day)) {
            throw Errors.nightBeforePublished(
                    day.toString(), Lake.toLocalDate(last, 0).toString(), lake.root());
        }
    }

    /**
     * The nights before a day and after the last one published that were interrupted: to be run again first, because the day
     * builds on them. One that was interrupted {@value #MOST_ATTEMPTS} times is left alone.
     */
    public List<LocalDate> interruptedBefore(LocalDate day) {
        List<Row> nights = small.read(Tables.RUNS)
                .where(col(Table.DAY).lt(Lake.literal(day)))
                .groupBy(Table.DAY)
                .agg(
                        max_by(col("status"), struct("finished_at", "run_id")).as("status"),
                        count_if(col("status").isin(RunStatus.STARTED.value(), RunStatus.INTERRUPTED.value()))
                                .as("attempts"))
                .orderBy(Table.DAY)
                .collectAsList();
        NavigableSet<LocalDate> observed = lake.days(Tables.SNAPSHOTS);
        List<LocalDate> interrupted = new ArrayList<>();
        for (Row night : nights) {
            RunStatus status = RunStatus.of(night.getString(1));
            if (status.isPublishable()) {
                interrupted.clear();
            } else if (status.isUnfinished()
                    && night.getLong(2) < MOST_ATTEMPTS
                    && observed.contains(Lake.toLocalDate(night, 0))) {
                interrupted.add(Lake.toLocalDate(night, 0));
            }
        }
        return interrupted;
    }

    /** Whether the last run wrote all its tables, whatever became of its site. */
    public static boolean isLastRunWhole(Lake lake) {
        return lake
                .read(Tables.RUNS)
                .agg(max_by(col("status"), struct("finished_at", "run_id")))
                .collectAsList()
                .stream()
                .filter(row -> !row.isNullAt(0))
                .anyMatch(row -> RunStatus.of(row.getString(0)).isWhole());
    }

    /** The days from first to last that have snapshots. */
    public List<LocalDate> observedDays(LocalDate first, LocalDate last) {
        return List.copyOf(lake.days(Tables.SNAPSHOTS).subSet(first, true, last, true));
    }

    /**
     * Runs every stage for one day; {@link #publish(Path, List)} then shows it.
     *
     * @throws dev.reposignal.error.UserException where the lake has no snapshot of that day
     */
    public NightResult run(LocalDate day) {
        return run(day, LocalDate.MAX);
    }

    /**
     * The same where the day may be later than the present one: such a night neither grades a claim nor makes one.
     *
     * @throws dev.reposignal.error.UserException where the lake has no snapshot of that day
     */
    public NightResult run(LocalDate day, LocalDate today) {
        // The first read of a table reads its log: in parallel that takes half the time.
        int half = Tables.ALL.size() / 2;
        Parallel.run(
                () -> {
                    lake.bringUpToDate(Tables.ALL.subList(0, half));
                    lake.days(Tables.SNAPSHOTS);
                },
                () -> {
                    lake.bringUpToDate(Tables.ALL.subList(half, Tables.ALL.size()));
                    lake.days(Tables.ARTICLES);
                });
        LocalDate latest = latestDay();
        if (observedDays(day, day).isEmpty()) {
            throw Errors.noSnapshotsOn(day.toString(), lake.root(), latest.toString());
        }
        Subjects subjects = Subjects.of(settings.cluster());
        Manifest manifest = new Manifest(day, clock, progress);
        RunLog log = new RunLog(small, settings, codeVersion, subjects.hash());
        String runId = log.started(manifest);
        observer.started(manifest.observed(runId, RunStatus.STARTED, null));
        try {
            SignalStage.Assessment verdict = runStages(day, !day.isAfter(today), manifest, subjects);
            boolean isHeld = isHeld(verdict);
            ended(log, runId, isHeld ? RunStatus.HELD : RunStatus.WRITTEN, verdict.reason(), manifest);
            return new NightResult(runId, day, isHeld, verdict.reason(), manifest.rowCounts(), manifest.stageMillis());
        } catch (RuntimeException e) {
            try {
                boolean isEnded = isInterrupted.getAsBoolean();
                ended(
                        log,
                        runId,
                        isEnded ? RunStatus.INTERRUPTED : RunStatus.FAILED,
                        isEnded ? "A signal ended the run." : e.toString(),
                        manifest);
            } catch (RuntimeException alsoFailed) {
                e.addSuppressed(alsoFailed);
            }
            throw e;
        }
    }

    private void ended(RunLog log, String runId, RunStatus status, @Nullable String reason, Manifest manifest) {
        log.ended(runId, status, reason, manifest);
        observer.ended(manifest.observed(runId, status, reason));
    }

    private SignalStage.Assessment runStages(LocalDate day, boolean keepsLedger, Manifest manifest, Subjects subjects) {
        try (NightContext night = new NightContext(lake, settings, day, manifest)) {
            return runStages(night, keepsLedger, manifest, subjects);
        }
    }

    private SignalStage.Assessment runStages(
            NightContext night, boolean keepsLedger, Manifest manifest, Subjects subjects) {
        // The last stages run many queries over few rows, which take longer to compile than to run.
        NightContext small = night.interpreted();
        SignalStage.Assessment verdict;
        try (ClusterStage clusters = new ClusterStage(night, subjects)) {
            Parallel.run(
                    () -> {
                        stage(manifest, "feed health", () -> SignalStage.assess(night));
                        stage(manifest, "signals", () -> SignalStage.measure(night));
                        if (keepsLedger && !isHeld(SignalStage.verdict(night))) {
                            // Stale counts must neither grade a claim nor found one.
                            stage(manifest, "grading", () -> LedgerStage.grade(night));
                            stage(manifest, "predictions", () -> LedgerStage.predict(night));
                        }
                    },
                    () -> {
                        stage(manifest, "embeddings", clusters::embed);
                        stage(manifest, "clusters", clusters::assign);
                        stage(manifest, "cluster labels", clusters::label);
                    });
            verdict = SignalStage.verdict(small);
            Parallel.run(() -> stage(manifest, "cluster movement", clusters::describe), () -> {
                stage(manifest, "languages", () -> InsightStage.reportLanguages(small));
                InsightStage.readAhead(small);
            });
        }
        if (keepsLedger && !isHeld(verdict)) {
            stage(manifest, "group predictions", () -> {
                LedgerStage.predictGroups(night);
                LedgerStage.predictByCounts(night);
            });
        }
        Parallel.run(
                () -> {
                    stage(manifest, "report tables", () -> InsightStage.report(small));
                    stage(manifest, "trends", () -> InsightStage.findTrends(small));
                },
                () -> stage(manifest, "track record", () -> LedgerStage.keepTrackRecord(small)));
        if (isHeld(verdict)) {
            stage(manifest, "withdrawal", () -> ArticleStage.withdraw(small));
        } else {
            stage(manifest, "article", () -> ArticleStage.write(small, modelKey));
        }
        return verdict;
    }

    /** Runs a stage; the jobs it starts carry its name and the day in Spark's UI. */
    private void stage(Manifest manifest, String name, Runnable work) {
        lake.describing(name + " " + manifest.day(), () -> manifest.stage(name, work));
    }

    private boolean isHeld(SignalStage.Assessment verdict) {
        return verdict.holds() && !allowStale;
    }

    /**
     * Publishes the site and notes in {@code runs} that it shows these nights, or that it failed.
     *
     * @throws dev.reposignal.error.UserException where the site cannot be written; the tables stay as they are
     */
    public void publish(Path site, List<NightResult> nights) {
        publish(site, nights, List.of());
    }

    /**
     * The same with more files on the site.
     *
     * @throws dev.reposignal.error.UserException where the site cannot be written; the tables stay as they are
     */
    public void publish(Path site, List<NightResult> nights, List<? extends SiteAddition> additions) {
        RunLog log = new RunLog(small, settings, codeVersion);
        List<String> shown = nights.stream()
                .filter(night -> !night.isHeld())
                .map(NightResult::runId)
                .toList();
        try {
            publish(site, additions);
        } catch (RuntimeException e) {
            try {
                log.siteFailed(shown, e.toString());
            } catch (RuntimeException alsoFailed) {
                LOG.warn("Cannot note in runs that the site of {} failed", shown, alsoFailed);
                e.addSuppressed(alsoFailed);
            }
            throw e;
        }
        log.published(shown, clock.instant());
    }

    /** Writes the site from the tables alone and switches it into place at once; notes nothing in {@code runs}. */
    public void publish(Path site) {
        publish(site, List.<SiteAddition>of());
    }

    private void publish(Path site, Collection<? extends SiteAddition> additions) {
        Instant from = clock.instant();
        progress.started("site");
        lake.describing("site", () -> {
            Set<String> more = additions.stream()
                    .flatMap(each -> each.repositoryKeys().stream())
                    .collect(Collectors.toSet());
            try (SiteReader content = new SiteReader(lake, more)) {
                Site.published(
                        site,
                        settings.site(),
                        new DataLicence(settings.data().licence()),
                        content,
                        List.copyOf(additions));
            }
        });
        progress.finished("site", Duration.between(from, clock.instant()));
    }
}
