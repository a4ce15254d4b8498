package dev.reposignal.signal;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lag;
import static org.apache.spark.sql.functions.last;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.unix_date;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.xxhash64;

import dev.reposignal.table.Table;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;

/**
 * Stars per day over 1, 7 and 28 days, measured between observations and over the days that really passed.
 *
 * <p>The reference of a window of w days is the latest observation at least w and at most w + slack days before; gained
 * is the difference of the stars, velocity is gained / elapsed. Without a reference there is no value. Losses stay
 * negative.
 */
final class Velocities {
    static final LookbackWindow DAY = new LookbackWindow("24h", 1, 2);
    static final LookbackWindow WEEK = new LookbackWindow("7d", 7, 3);
    static final LookbackWindow MONTH = new LookbackWindow("28d", 28, 6);
    static final List<LookbackWindow> SPANS = List.of(DAY, WEEK, MONTH);

    /** Where a repository stood some days before a step of at most three days. */
    static final LookbackWindow BEFORE = new LookbackWindow("before", 8, 9);

    /** The column with what only the day's own row tells: name, language, forks, archived; null on earlier rows. */
    static final String PRESENT = "present";

    /** Days since 1970-01-01: frames of days need a number to count in. */
    static final String DAY_NUMBER = "day_number";

    private Velocities() {}

    /** One row per repository and day, in the order of the days. */
    private static WindowSpec byDay() {
        return Window.partitionBy("repo_key").orderBy(DAY_NUMBER);
    }

    /**
     * Narrows snapshots to what is measured and adds the reference, gain and velocity of every window, and the row
     * before as {@code previous}.
     *
     * <p>All windows are asked for at once: one shuffle, one sort and one pass serve them all.
     */
    static Dataset<Row> withVelocities(LocalDate day, Dataset<Row> snapshots) {
        Column isDay = col(Table.DAY).equalTo(lit(day));
        Dataset<Row> rows = snapshots.select(
                col("repo_key"),
                unix_date(col(Table.DAY)).as(DAY_NUMBER),
                col("stars"),
                col("forks"),
                col("open_issues"),
                col("observed"),
                col("created_at"),
                // Of earlier days only whether the text changed matters; the text would be most of what is shuffled.
                hash("description"),
                hash("language"),
                when(isDay, struct("full_name", "language", "archived")).as(PRESENT));
        List<LookbackWindow> spans = new ArrayList<>(SPANS);
        spans.add(BEFORE);
        List<Column> windows = new ArrayList<>(List.of(col("*")));
        spans.forEach(span -> windows.add(latestBefore(span)));
        windows.add(lag(struct(DAY_NUMBER, "stars", "created_at", "description_hash", "language_hash"), 1)
                .over(byDay())
                .as("previous"));
        rows = rows.select(windows.toArray(Column[]::new));
        for (LookbackWindow span : spans) {
            rows = rows.withColumn(span.reference(), ifWithin(span));
        }

        List<Column> figures = new ArrayList<>(List.of(col("*")));
        for (LookbackWindow span : SPANS) {
            Column gained = col("stars").minus(col(span.reference() + ".stars"));
            Column elapsed = col(DAY_NUMBER).minus(col(span.reference() + "." + DAY_NUMBER));
            figures.add(gained.as(span.gained()));
            figures.add(elapsed.as(span.elapsed()));
            figures.add(gained.divide(elapsed).as(span.velocity()));
        }
        for (String count : List.of("forks", "open_issues")) {
            figures.add(col(count).minus(col(WEEK.reference() + "." + count)).as(count + "_gained_" + WEEK.label()));
        }
        figures.add(col("stars").minus(col("previous.stars")).as("step_gain"));
        figures.add(col(DAY_NUMBER).minus(col("previous." + DAY_NUMBER)).as("step_days"));
        return rows.select(figures.toArray(Column[]::new));
    }

    /**
     * The latest row at least so many days before, which {@link #withVelocities} then holds against the span's end: a frame
     * that only grows is carried on from row to row, one with two moving ends is made anew for every row.
     */
    private static Column latestBefore(LookbackWindow span) {
        return last(struct(DAY_NUMBER, "stars", "forks", "open_issues", "observed"))
                .over(byDay().rangeBetween(Window.unboundedPreceding(), -span.days()))
                .as(span.reference());
    }

    private static Column ifWithin(LookbackWindow span) {
        Column reference = col(span.reference());
        Column elapsed = col(DAY_NUMBER).minus(reference.getField(DAY_NUMBER));
        return when(elapsed.leq(span.longestDays()), reference);
    }

    private static Column hash(String text) {
        return when(col(text).isNotNull(), xxhash64(col(text))).as(text + "_hash");
    }
}
