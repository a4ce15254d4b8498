package dev.reposignal.ledger;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.get;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.when;

import dev.reposignal.table.Table;
import java.sql.Date;
import java.time.LocalDate;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The stars of every repository on one day a week: what claims learn from that need no earlier night, only earlier counts.
 *
 * <p>A window of such a claim begins a number of weeks ago and ends {@value #HORIZON_WEEKS} weeks later, so every window of the
 * past is finished by the night.
 */
public final class WeeklyCounts {
    /** The oldest count is so many weeks old. */
    public static final int WEEKS = 26;

    /** Weeks that a claim looks ahead. */
    static final int HORIZON_WEEKS = Breakouts.HORIZON_DAYS / 7;

    /** Days by which a count may be older than the day it is asked for. */
    private static final int SLACK_DAYS = 3;

    private WeeklyCounts() {}

    /**
     * The days whose counts are read, by the weeks before the night; a week without counts is left out.
     *
     * @param observed days with snapshots
     */
    public static NavigableMap<Integer, LocalDate> days(LocalDate day, NavigableSet<LocalDate> observed) {
        NavigableMap<Integer, LocalDate> days = new TreeMap<>();
        for (int week = 0; week <= WEEKS; week++) {
            LocalDate asked = day.minusWeeks(week);
            LocalDate found = observed.floor(asked);
            if (found != null && !found.isBefore(asked.minusDays(SLACK_DAYS))) {
                days.put(week, found);
            }
        }
        return days;
    }

    /**
     * One row per repository: {@code repo_key}, {@code counts} (stars by the weeks before the night, null where there is no
     * count) and {@code day_numbers} (the days of those counts since 1970-01-01).
     *
     * @param days as {@link #days} gives them
     * @param snapshots rows of {@code snapshots} of those days; what was filled in later is no count
     */
    public static Dataset<Row> of(NavigableMap<Integer, LocalDate> days, Dataset<Row> snapshots) {
        Column[] counts = IntStream.rangeClosed(0, WEEKS)
                .mapToObj(week -> days.containsKey(week)
                        ? max(when(col(Table.DAY).equalTo(lit(Date.valueOf(days.get(week)))), col("stars")))
                        : lit(null).cast("long"))
                .toArray(Column[]::new);
        Column[] numbers = IntStream.rangeClosed(0, WEEKS)
                .mapToObj(week -> days.containsKey(week)
                        ? lit(days.get(week).toEpochDay())
                        : lit(null).cast("long"))
                .toArray(Column[]::new);
        return snapshots
                .where(col("observed")
                        .and(col(Table.DAY)
                                .isInCollection(days.values().stream()
                                        .map(Date::valueOf)
                                        .toList())))
                .groupBy("repo_key")
                .agg(array(counts).as("counts"))
                .withColumn("day_numbers", array(numbers));
    }

    /** The stars so many weeks before the night; null where there is no count. */
    static Column stars(Column weeksAgo) {
        return get(col("counts"), weeksAgo);
    }

    /** The stars gained between two counts; null where one of them is missing. */
    static Column gain(Column fromWeeksAgo, Column toWeeksAgo) {
        return stars(toWeeksAgo).minus(stars(fromWeeksAgo));
    }

    /** The same, scaled to 28 days. */
    static Column scaledGain(Column fromWeeksAgo, Column toWeeksAgo) {
        Column days = get(col("day_numbers"), toWeeksAgo).minus(get(col("day_numbers"), fromWeeksAgo));
        return gain(fromWeeksAgo, toWeeksAgo)
                .multiply(lit(Breakouts.HORIZON_DAYS))
                .divide(days);
    }

    /** Whether any repository was counted so many weeks before the night. */
    static Column isCounted(Column weeksAgo) {
        return get(col("day_numbers"), weeksAgo).isNotNull();
    }
}
