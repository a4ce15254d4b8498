package dev.reposignal.night;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;

import dev.reposignal.lake.Lake;
import dev.reposignal.ledger.Grading;
import dev.reposignal.signal.FeedHealth;
import dev.reposignal.table.Table;
import dev.reposignal.table.Tables;
import dev.reposignal.table.Verdict;
import java.sql.Date;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Days of the feed that are fit to grade a claim by: none that the data checks hold. */
final class FitDays {
    private FitDays() {}

    /** The snapshots without the days that are held; days on which a claim may be graded and no night ran are judged here. */
    static Dataset<Row> of(NightContext night, Dataset<Row> due, Dataset<Row> snapshots) {
        NavigableSet<LocalDate> windows = windows(night, due);
        Map<LocalDate, Boolean> known = new TreeMap<>();
        Set<LocalDate> held = new TreeSet<>();
        for (Row row : verdicts(night.readDays(Tables.FEED_HEALTH, LocalDate.EPOCH, night.day()))) {
            known.put(Lake.toLocalDate(row, 0), row.getBoolean(2));
            addHeld(held, row);
        }
        NavigableSet<LocalDate> unknown = new TreeSet<>(windows);
        unknown.removeAll(known.keySet());
        if (!unknown.isEmpty()) {
            LocalDate compared = unknown.first().minusDays(FeedHealth.LOOKBACK_DAYS);
            verdicts(FeedHealth.assessAll(
                            night.settings().health(),
                            known,
                            night.readDays(Tables.SNAPSHOTS, compared, unknown.last())))
                    .forEach(row -> addHeld(held, row));
        }
        held.retainAll(windows);
        return held.isEmpty()
                ? snapshots
                : snapshots.where(not(col(Table.DAY)
                        .isInCollection(held.stream().map(Date::valueOf).toList())));
    }

    private static List<Row> verdicts(Dataset<Row> feedHealth) {
        return feedHealth
                .select(col(Table.DAY), col("verdict"), coalesce(col("is_distorted"), lit(false)))
                .collectAsList();
    }

    private static void addHeld(Set<LocalDate> held, Row verdict) {
        if (Verdict.of(verdict.getString(1)) == Verdict.HOLD) {
            held.add(Lake.toLocalDate(verdict, 0));
        }
    }

    /** The days with snapshots on which one of the claims may be graded. */
    private static NavigableSet<LocalDate> windows(NightContext night, Dataset<Row> due) {
        NavigableSet<LocalDate> days = new TreeSet<>();
        NavigableSet<LocalDate> observed = new TreeSet<>(night.days(Tables.SNAPSHOTS));
        for (Row claim : due.select("made_on").distinct().collectAsList()) {
            LocalDate made = Lake.toLocalDate(claim, 0);
            LocalDate last = Grading.lastDay(made);
            days.addAll(observed.subSet(
                    Grading.firstDay(made), true, last.isAfter(night.day()) ? night.day() : last, true));
        }
        return days;
    }
}
