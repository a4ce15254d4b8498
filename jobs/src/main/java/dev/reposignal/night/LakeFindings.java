package dev.reposignal.night;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.max_by;
import static org.apache.spark.sql.functions.struct;

import dev.reposignal.lake.CommitFiles;
import dev.reposignal.lake.Lake;
import dev.reposignal.lake.LakeDamage;
import dev.reposignal.lake.LakeFolder;
import dev.reposignal.lake.LakeLock;
import dev.reposignal.lake.LakeNote;
import dev.reposignal.table.RunStatus;
import dev.reposignal.table.Table;
import dev.reposignal.table.Tables;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Row;

/** Looks through a lake for what is broken, what waits for somebody, and what to do about each. */
public final class LakeFindings {
    private static final long LEAST_SPACE = 2L << 30;
    private static final int HELD_SHOWN = 7;

    /** How much a finding matters. */
    public enum Severity {
        /** Data are lost or cannot be read. */
        BROKEN,
        /** Somebody should do something. */
        WAITING,
        /** To know. */
        NOTE
    }

    /**
     * Something found.
     *
     * @param what a sentence
     * @param remedy what to do; empty where nothing is to be done
     * @param isFixable whether {@link #fix} does it
     */
    public record Finding(Severity severity, String what, String remedy, boolean isFixable) {}

    private final Lake lake;
    private final Configuration configuration;
    private final List<Finding> findings = new ArrayList<>();

    private LakeFindings(Lake lake) {
        this.lake = lake;
        this.configuration = lake.spark().sparkContext().hadoopConfiguration();
    }

    /**
     * What is found, the worst first.
     *
     * @param today to tell how old the latest day is
     */
    public static List<Finding> of(Lake lake, LocalDate today) {
        LakeFindings found = new LakeFindings(lake);
        found.look(today);
        found.findings.sort(Comparator.comparing(Finding::severity));
        return found.findings;
    }

    private void look(LocalDate today) {
        List<LakeDamage> damage = LakeDamage.of(lake);
        for (LakeDamage each : damage) {
            add(Severity.BROKEN, each.what(), each.remedy(), each.removable() != null);
        }
        Optional<LakeNote> state = LakeNote.read(lake.root(), configuration);
        Map<String, Long> versions = CommitFiles.versions(lake);
        List<String> lost = state.map(known -> known.lostCommits(versions)).orElse(List.of());
        lost.forEach(sentence -> add(
                Severity.BROKEN,
                sentence,
                "Restore the lost files from a backup; or accept the loss with --fix, then run the lost nights again.",
                true));
        Set<String> unreadable =
                damage.stream().map(each -> each.table().name()).collect(Collectors.toSet());
        if (lost.isEmpty() && !unreadable.contains(Tables.RUNS.name())) {
            lookAtVersionsOfRuns(versions);
        }
        lookAtWriter(state);
        lookAtSpace();
        if (damage.isEmpty()) {
            lookAtNights(today);
        }
    }

    private void add(Severity severity, String what, String remedy, boolean isFixable) {
        findings.add(new Finding(severity, what, remedy, isFixable));
    }

    /** What the runs wrote must be there, also in a lake whose state was never noted. */
    private void lookAtVersionsOfRuns(Map<String, Long> versions) {
        List<Row> written = lake.read(Tables.RUNS)
                .select(explode(col("output_versions")))
                .groupBy("key")
                .agg(max("value"))
                .orderBy("key")
                .collectAsList();
        for (Row row : written) {
            long now = versions.getOrDefault(row.getString(0), -1L);
            if (now < row.getLong(1)) {
                add(
                        Severity.BROKEN,
                        "The table %s is %s, but a run wrote version %d of it: what came after is lost."
                                .formatted(row.getString(0), now < 0 ? "gone" : "at version " + now, row.getLong(1)),
                        "Restore the lost files from a backup, or run the lost nights again.",
                        false);
            }
        }
    }

    private void lookAtWriter(Optional<LakeNote> state) {
        boolean isBusy = LakeLock.isHeld(lake.root());
        if (isBusy) {
            add(Severity.NOTE, "A command is writing to the lake right now.", "", false);
        }
        String writing = state.map(LakeNote::writing).orElse(null);
        if (writing != null && !isBusy) {
            add(
                    Severity.WAITING,
                    "The command %s did not end well; reading commands show the lake as it was before."
                            .formatted(writing),
                    "Run it again.",
                    false);
        }
    }

    private void lookAtSpace() {
        Optional<Path> folder = LakeFolder.local(lake.root());
        if (folder.isEmpty()) {
            return;
        }
        try {
            FileStore store = Files.getFileStore(folder.get());
            if (store.getUsableSpace() < LEAST_SPACE) {
                add(
                        Severity.WAITING,
                        "The disk of the lake has %,d MB left.".formatted(store.getUsableSpace() >> 20),
                        "Free some space: a night may need 2,048 MB.",
                        false);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void lookAtNights(LocalDate today) {
        Optional<LocalDate> latest = lake.latestDay(Tables.SNAPSHOTS);
        latest.filter(day -> day.isAfter(today))
                .ifPresent(day -> add(
                        Severity.WAITING,
                        "The latest day, %s, is in the future.".formatted(day),
                        "Take it out: reposignal days remove %s --why TEXT --apply --lake %s"
                                .formatted(day, lake.root()),
                        false));
        latest.map(day -> ChronoUnit.DAYS.between(day, today))
                .filter(age -> age > 1)
                .ifPresent(age -> add(
                        Severity.WAITING,
                        "The latest day of the feed, %s, is %,d days old.".formatted(latest.orElseThrow(), age),
                        "See why no file arrives, then ingest the missing days.",
                        false));
        List<StaleNights.StaleNight> stale = StaleNights.of(lake);
        if (!stale.isEmpty()) {
            add(
                    Severity.WAITING,
                    "%,d nights show what they would not show now: %s."
                            .formatted(
                                    stale.size(),
                                    stale.stream()
                                            .limit(HELD_SHOWN)
                                            .map(night -> "%s (%s)".formatted(night.day(), night.reason()))
                                            .collect(Collectors.joining(", "))),
                    "Run them again: reposignal backfill --lake %s --site DIR --stale".formatted(lake.root()),
                    false);
        }
        lookAtRuns();
    }

    private void lookAtRuns() {
        List<Row> nights = lake.read(Tables.RUNS)
                .groupBy(Table.DAY)
                .agg(max_by(struct("status", "reason"), struct("finished_at", "run_id"))
                        .as("run"))
                .orderBy(col(Table.DAY).desc())
                .limit(HELD_SHOWN)
                .selectExpr(Table.DAY, "run.status", "run.reason")
                .collectAsList();
        for (int i = 0; i < nights.size(); i++) {
            LocalDate day = Lake.toLocalDate(nights.get(i), 0);
            String reason = nights.get(i).isNullAt(2) ? "" : nights.get(i).getString(2);
            switch (RunStatus.of(nights.get(i).getString(1))) {
                case HELD ->
                    add(
                            Severity.NOTE,
                            "The night of %s is held: %s".formatted(day, reason),
                            "Deliver the day again and run it again; or publish it as it is with nightly --date %s --allow-stale --force."
                                    .formatted(day),
                            false);
                case FAILED ->
                    add(
                            Severity.WAITING,
                            "The night of %s failed: %s"
                                    .formatted(day, reason.lines().findFirst().orElse("")),
                            "Run it again: reposignal nightly --date %s --force --lake %s --site DIR"
                                    .formatted(day, lake.root()),
                            false);
                case WRITTEN, SITE_FAILED -> {
                    if (i == 0) {
                        add(
                                Severity.WAITING,
                                "The night of %s is written, but its site is not published. %s"
                                        .formatted(day, reason)
                                        .strip(),
                                "reposignal site --lake %s --site DIR".formatted(lake.root()),
                                false);
                    }
                }
                case STARTED, INTERRUPTED, PUBLISHED -> {
                    // Interrupted nights are among the stale ones.
                }
            }
        }
    }

    /** Puts broken last commits aside and accepts what is lost; what each step did. To be called by the only writer. */
    public static List<String> fix(Lake lake) {
        Configuration configuration = lake.spark().sparkContext().hadoopConfiguration();
        List<String> done = new ArrayList<>();
        for (LakeDamage damage : LakeDamage.of(lake)) {
            if (damage.removable() != null) {
                damage.putAside(lake);
                done.add("put aside the last commit of the table %s"
                        .formatted(damage.table().name()));
            }
        }
        Optional<LakeNote> state = LakeNote.read(lake.root(), configuration);
        Map<String, Long> versions = CommitFiles.versions(lake);
        if (state.isPresent() && !state.get().lostCommits(versions).isEmpty()) {
            CommitFiles.removeChecksumsOfLostCommits(lake);
            new LakeNote(LakeNote.FORMAT, versions, state.get().writing()).write(lake.root(), configuration);
            done.add("noted the versions that are there as those of the lake");
        }
        return done;
    }
}
