package dev.reposignal.night;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.max_by;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.struct;

import dev.reposignal.lake.Lake;
import dev.reposignal.signal.Signals;
import dev.reposignal.table.RunStatus;
import dev.reposignal.table.Table;
import dev.reposignal.table.Tables;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Nights to run again: those whose snapshots changed after they ran (a day was delivered late, again or corrected, or was
 * taken out), and those that were interrupted. What they show is not what they would show now.
 */
public final class StaleNights {
    /**
     * A night that is stale.
     *
     * @param day the night
     * @param runId its last run
     * @param changed the days it rests on whose snapshots changed since; none where the run was interrupted
     */
    public record StaleNight(LocalDate day, String runId, NavigableSet<LocalDate> changed) {
        /** Why it is stale. */
        public String reason() {
            return changed.isEmpty()
                    ? "interrupted"
                    : "%,d days changed, %s to %s".formatted(changed.size(), changed.first(), changed.last());
        }
    }

    private StaleNights() {}

    /** The stale nights, the earliest first. A night rests on its day and {@value Signals#LOOKBACK_DAYS} days before. */
    public static List<StaleNight> of(Lake lake) {
        NavigableSet<LocalDate> days = lake.days(Tables.SNAPSHOTS);
        List<StaleNight> stale = new ArrayList<>();
        List<Row> runs = lastRuns(lake);
        if (runs.isEmpty()) {
            return stale;
        }
        long first = runs.stream()
                .filter(run -> !run.isNullAt(2))
                .mapToLong(run -> run.getLong(2))
                .min()
                .orElse(lake.version(Tables.SNAPSHOTS).orElse(0L));
        NavigableMap<Long, NavigableSet<LocalDate>> changes = lake.changedDays(Tables.SNAPSHOTS, first);
        for (Row run : runs) {
            LocalDate day = Lake.toLocalDate(run, 0);
            if (RunStatus.of(run.getString(3)).isUnfinished()) {
                if (days.contains(day)) {
                    stale.add(new StaleNight(day, run.getString(1), new TreeSet<>()));
                }
                continue;
            }
            NavigableSet<LocalDate> changed = new TreeSet<>();
            changes.tailMap(run.getLong(2), false)
                    .values()
                    .forEach(touched ->
                            changed.addAll(touched.subSet(day.minusDays(Signals.LOOKBACK_DAYS), true, day, true)));
            // A night whose own day was taken out cannot be run again; days remove withdraws it.
            if (!changed.isEmpty() && days.contains(day)) {
                stale.add(new StaleNight(day, run.getString(1), changed));
            }
        }
        return stale;
    }

    private static Column isUnfinished() {
        return col("status").isin(RunStatus.STARTED.value(), RunStatus.INTERRUPTED.value());
    }

    /** Day, run, version of snapshots and status of every night that is published, held or interrupted. */
    private static List<Row> lastRuns(Lake lake) {
        Dataset<Row> last = lake.read(Tables.RUNS)
                .groupBy(Table.DAY)
                .agg(max_by(struct("run_id", "status", "input_versions"), struct("finished_at", "run_id"))
                        .as("run"));
        return last.where(not(col("run.status").equalTo(RunStatus.FAILED.value())))
                .select(
                        col(Table.DAY),
                        col("run.run_id"),
                        col("run.input_versions")
                                .getItem(Tables.SNAPSHOTS.name())
                                .as("version"),
                        col("run.status").as("status"))
                .where(col("version").isNotNull().or(isUnfinished()))
                .orderBy(Table.DAY)
                .collectAsList();
    }
}
