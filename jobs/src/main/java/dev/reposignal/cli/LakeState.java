package dev.reposignal.cli;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.max;

import dev.reposignal.lake.Lake;
import dev.reposignal.lake.LakeLock;
import dev.reposignal.table.RunStatus;
import dev.reposignal.table.Table;
import dev.reposignal.table.Tables;
import dev.reposignal.text.NumberFormats;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/**
 * Whether a lake is fine, in one line, and what to do next.
 *
 * @param line begins with OK if there is nothing to do but to go on
 * @param model the age of the model in words
 * @param published when the latest published night was computed; null without one
 * @param interruptedRun run_id of the latest run where it was ended before it was done and no command writes; else null
 */
record LakeState(
        String line,
        String model,
        @Nullable Instant published,
        @Nullable String interruptedRun) {
    private static final String OK = "OK: ";

    /** @param stale nights that must be run again */
    static LakeState of(Lake lake, int stale, LocalDate today) {
        Optional<LocalDate> latest = lake.latestDay(Tables.SNAPSHOTS);
        String model = model(lake, today);
        if (latest.isEmpty()) {
            return new LakeState("EMPTY: no snapshot yet; next: reposignal ingest", model, null, null);
        }
        Dataset<Row> runs = lake.read(Tables.RUNS);
        List<Row> newest = runs.orderBy(col("finished_at").desc(), col("run_id").desc())
                .limit(1)
                .collectAsList();
        if (newest.isEmpty()) {
            return new LakeState("NEW: no night was run yet; next: reposignal nightly", model, null, null);
        }
        Row published = runs.where(RunStatus.publishable())
                .agg(max(Table.DAY), max("finished_at"))
                .head();
        Row last = newest.get(0);
        RunStatus status = RunStatus.of(last.getAs("status"));
        String reason = last.getAs("reason");
        String about = published.isNullAt(0)
                ? "no night was published yet"
                : "the latest published night is %s, %s"
                        .formatted(Lake.toLocalDate(published, 0), behind(Lake.toLocalDate(published, 0), today));
        String day = last.<Object>getAs(Table.DAY).toString();
        String line =
                switch (status) {
                    case HELD -> "HELD: the night of %s: %s; %s".formatted(day, reason, about);
                    case FAILED -> "FAILED: the night of %s: %s; %s; next: run it again".formatted(day, reason, about);
                    case STARTED, INTERRUPTED ->
                        LakeLock.isHeld(lake.root())
                                ? "RUNNING: the night of %s; %s".formatted(day, about)
                                : "INTERRUPTED: the night of %s; %s; next: run it again".formatted(day, about);
                    case SITE_FAILED ->
                        "SITE FAILED: the tables of %s are whole, the site could not be switched: %s; next: reposignal site"
                                .formatted(day, reason);
                    case WRITTEN, PUBLISHED ->
                        stale > 0
                                ? "STALE: %s must be run again, as listed below; %s; next: reposignal backfill --stale"
                                        .formatted(NumberFormats.counted(stale, "night", "nights"), about)
                                : OK + about + next(latest.get(), Lake.toLocalDate(published, 0));
                };
        return new LakeState(
                line,
                model,
                published.isNullAt(1) ? null : published.getTimestamp(1).toInstant(),
                status.isUnfinished() && !LakeLock.isHeld(lake.root()) ? last.getAs("run_id") : null);
    }

    private static String next(LocalDate latestSnapshots, LocalDate published) {
        return latestSnapshots.isAfter(published)
                ? "; next: reposignal nightly, there are snapshots of " + latestSnapshots
                : "; next: reposignal ingest";
    }

    private static String behind(LocalDate day, LocalDate today) {
        long days = ChronoUnit.DAYS.between(day, today);
        return days <= 0 ? "of today" : NumberFormats.counted(days, "day", "days") + " behind today";
    }

    private static String model(Lake lake, LocalDate today) {
        Row trained = lake.read(Tables.MODELS).agg(max("trained_on")).head();
        return trained.isNullAt(0)
                ? "no model (reposignal train makes one from three months of history)"
                : "model of %s, %s"
                        .formatted(Lake.toLocalDate(trained, 0), behind(Lake.toLocalDate(trained, 0), today));
    }

    boolean isOk() {
        return line.startsWith(OK);
    }

    /** Why the latest published night is too long ago; "" if it is not. */
    String fault(Instant now, Duration maxAge) {
        if (published == null) {
            return "no night was published yet";
        }
        Duration age = Duration.between(published, now);
        return age.compareTo(maxAge) <= 0
                ? ""
                : "the latest published night was computed %s ago; at most %s are allowed"
                        .formatted(hours(age), hours(maxAge));
    }

    private static String hours(Duration time) {
        return NumberFormats.counted(time.toHours(), "hour", "hours");
    }
}
