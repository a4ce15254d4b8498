package dev.reposignal.night;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.not;

import dev.reposignal.lake.Lake;
import dev.reposignal.ledger.Grading;
import dev.reposignal.signal.FeedHealth;
import dev.reposignal.table.Table;
import dev.reposignal.table.Tables;
import dev.reposignal.table.Verdict;
import java.sql.Date;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Days of the feed that are fit to grade a claim by: none that the data checks hold. */
final class FitDays {
    private FitDays() {}

    /** The snapshots without the days that are held; a day on which a claim may be graded and no night ran is judged here. */
    static Dataset<Row> of(NightContext night, Dataset<Row> due, Dataset<Row> snapshots) {
        List<Date> held = new ArrayList<>();
        SortedMap<LocalDate, Boolean> known = judged(night);
        for (LocalDate day : windows(night, due)) {
            Boolean isKnownToBeHeld = known.get(day);
            if (isKnownToBeHeld != null ? isKnownToBeHeld : isHeld(night, day)) {
                held.add(Date.valueOf(day));
            }
        }
        return held.isEmpty() ? snapshots : snapshots.where(not(col(Table.DAY).isInCollection(held)));
    }

    /** Each judged day, and whether it is held. */
    private static SortedMap<LocalDate, Boolean> judged(NightContext night) {
        SortedMap<LocalDate, Boolean> held = new TreeMap<>();
        for (Row row : night.readDays(Tables.FEED_HEALTH, LocalDate.EPOCH, night.day())
                .select(Table.DAY, "verdict")
                .collectAsList()) {
            held.put(Lake.toLocalDate(row, 0), isHold(row.getString(1)));
        }
        return held;
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

    private static boolean isHeld(NightContext night, LocalDate day) {
        Dataset<Row> window = night.readDays(Tables.SNAPSHOTS, day.minusDays(FeedHealth.LOOKBACK_DAYS), day);
        Row health = FeedHealth.assess(night.settings().health(), day, window)
                .select("verdict")
                .head();
        return isHold(health.getString(0));
    }

    private static boolean isHold(String verdict) {
        return Verdict.of(verdict) == Verdict.HOLD;
    }
}
