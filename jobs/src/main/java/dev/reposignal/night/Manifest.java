package dev.reposignal.night;

import dev.reposignal.lake.CommitResult;
import dev.reposignal.progress.ObservedRun;
import dev.reposignal.progress.Progress;
import dev.reposignal.table.RunStatus;
import dev.reposignal.table.Table;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/** What a run has read, written and taken so far; becomes its row in {@code runs}. Two threads may use it. */
final class Manifest {
    private final LocalDate day;
    private final InstantSource clock;
    private final Progress progress;
    private final Instant startedAt;
    private final Map<String, Long> inputVersions = new ConcurrentSkipListMap<>();
    private final Map<String, Long> outputVersions = new ConcurrentSkipListMap<>();
    private final Map<String, Long> rowCounts = new ConcurrentSkipListMap<>();
    private final Map<String, Long> stageMillis = new ConcurrentSkipListMap<>();

    Manifest(LocalDate day, InstantSource clock, Progress progress) {
        this.day = day;
        this.clock = clock;
        this.progress = progress;
        this.startedAt = clock.instant();
    }

    /** Runs a stage and keeps the time it took. */
    void stage(String name, Runnable work) {
        progress.started(name);
        Instant from = clock.instant();
        work.run();
        Duration took = Duration.between(from, clock.instant());
        stageMillis.merge(name, took.toMillis(), Long::sum);
        progress.finished(name, took);
    }

    void warn(String warning) {
        progress.warned(warning);
    }

    void read(Table table, long version) {
        inputVersions.put(table.name(), version);
    }

    /** The version written, else the one read; empty for a table not touched yet. */
    Optional<Long> version(Table table) {
        return Optional.ofNullable(outputVersions.getOrDefault(table.name(), inputVersions.get(table.name())));
    }

    void wrote(Table table, CommitResult written) {
        outputVersions.put(table.name(), written.version());
        // A ledger takes rows several times a night.
        rowCounts.merge(table.name(), written.rows(), Long::sum);
    }

    LocalDate day() {
        return day;
    }

    Instant startedAt() {
        return startedAt;
    }

    Instant now() {
        return clock.instant();
    }

    Map<String, Long> inputVersions() {
        return Collections.unmodifiableMap(inputVersions);
    }

    Map<String, Long> outputVersions() {
        return Collections.unmodifiableMap(outputVersions);
    }

    Map<String, Long> rowCounts() {
        return Collections.unmodifiableMap(rowCounts);
    }

    Map<String, Long> stageMillis() {
        return Collections.unmodifiableMap(stageMillis);
    }

    /** The run as it stands now. */
    ObservedRun observed(String runId, RunStatus status, @Nullable String reason) {
        return new ObservedRun(
                runId,
                day,
                status.value(),
                reason,
                startedAt,
                now(),
                Map.copyOf(inputVersions),
                Map.copyOf(outputVersions),
                Map.copyOf(rowCounts));
    }
}
