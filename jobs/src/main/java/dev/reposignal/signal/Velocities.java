package dev.reposignal.signal;

import static org.apache.spark.sql.functions.abs;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lag;
import static org.apache.spark.sql.functions.least;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.to_date;
import static org.apache.spark.sql.functions.unix_date;
import static org.apache.spark.sql.functions.unix_seconds;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.xxhash64;

import dev.reposignal.table.Columns;
import dev.reposignal.table.Table;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;

/**
 * Stars per day over 1, 7 and 28 days, measured between rows of {@code snapshots} and over the days that really passed.
 *
 * <p>The reference of a window of w days is the latest row, observed or filled in, at least w and at most w + slack days
 * before; gained is the difference of the stars, velocity is gained / elapsed. Where both rows say when their counts were
 * seen ({@code observed_at}), velocity is gained by the time between, in days: two snapshots of neighbouring days may be
 * 15 or 35 hours apart. Without a reference there is no value. Losses stay negative. A collected repository that was created
 * within the window of a day or a week has gained all its stars in it.
 */
final class Velocities {
    /** {@code velocity_24h = stars_gained_24h / days_elapsed_24h}, or by the time between where it is known. */
    static final VelocityColumns DAY = new VelocityColumns(
            LookbackWindow.DAY,
            "reference_24h",
            Columns.STARS_GAINED_24H,
            Columns.DAYS_ELAPSED_24H,
            Columns.VELOCITY_24H);

    /** {@code velocity_7d = stars_gained_7d / days_elapsed_7d}. */
    static final VelocityColumns WEEK = new VelocityColumns(
            LookbackWindow.WEEK, "reference_7d", Columns.STARS_GAINED_7D, Columns.DAYS_ELAPSED_7D, Columns.VELOCITY_7D);

    /** {@code velocity_28d = stars_gained_28d / days_elapsed_28d}. */
    static final VelocityColumns MONTH = new VelocityColumns(
            LookbackWindow.MONTH,
            "reference_28d",
            Columns.STARS_GAINED_28D,
            Columns.DAYS_ELAPSED_28D,
            Columns.VELOCITY_28D);

    static final List<VelocityColumns> SPANS = List.of(DAY, WEEK, MONTH);

    /** The column with the observation some days before a step of at most three days. */
    static final String REFERENCE_BEFORE_STEP = "reference_before";

    private static final LookbackWindow BEFORE_STEP = new LookbackWindow(8, 9);

    /** The column with values of the day's own row alone: name, language, archived; null on earlier rows. */
    static final String PRESENT = "present";

    /** Whether a row is not of snapshots but of GitHub's star history. */
    static final String IS_FROM_HISTORY = "is_from_history";

    /** When the counts were seen, in seconds since 1970-01-01; null if unknown. */
    private static final String OBSERVED_SECONDS = "observed_seconds";

    /** A row of a day is seen on it, or a few hours before or after: two of them differ by less than this from whole days. */
    private static final int MOST_HOURS_OFF = 20;

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
     * <p>All windows are computed together: one shuffle, one sort and one pass.
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
                col("source").eqNullSafe(StarHistoryRows.SOURCE).as(IS_FROM_HISTORY),
                unix_seconds(col("observed_at")).as(OBSERVED_SECONDS),
                col("created_at"),
                // Of earlier days only whether the text changed matters; the text would be most of what is shuffled.
                hash("description"),
                hash("language"),
                when(isDay, struct("full_name", "language", "archived")).as(PRESENT));
        Map<String, LookbackWindow> references = new LinkedHashMap<>();
        SPANS.forEach(span -> references.put(span.reference(), span.window()));
        references.put(REFERENCE_BEFORE_STEP, BEFORE_STEP);
        Column observation =
                struct(DAY_NUMBER, "stars", "forks", "open_issues", "observed", IS_FROM_HISTORY, OBSERVED_SECONDS);
        List<Column> windows = new ArrayList<>(List.of(col("*")));
        references.forEach((name, window) ->
                windows.add(window.latestBefore(byDay(), observation).as(name)));
        windows.add(lag(struct(DAY_NUMBER, "stars", "created_at", "description_hash", "language_hash"), 1)
                .over(byDay())
                .as("previous"));
        rows = rows.select(windows.toArray(Column[]::new));
        for (Map.Entry<String, LookbackWindow> reference : references.entrySet()) {
            Column latest = col(reference.getKey());
            rows = rows.withColumn(
                    reference.getKey(),
                    reference.getValue().within(col(DAY_NUMBER), latest, latest.getField(DAY_NUMBER)));
        }
        for (VelocityColumns span : List.of(DAY, WEEK)) {
            rows = rows.withColumn(span.reference(), coalesce(col(span.reference()), beforeCreation(span.window())));
        }

        List<Column> figures = new ArrayList<>(List.of(col("*")));
        for (VelocityColumns span : SPANS) {
            Column gained = col("stars").minus(col(span.reference() + ".stars"));
            Column elapsed = col(DAY_NUMBER).minus(col(span.reference() + "." + DAY_NUMBER));
            figures.add(gained.as(span.gained()));
            figures.add(elapsed.as(span.elapsed()));
            figures.add(
                    gained.divide(coalesce(between(col(span.reference() + "." + OBSERVED_SECONDS), elapsed), elapsed))
                            .as(span.velocity()));
        }
        figures.add(col("forks").minus(col(WEEK.reference() + ".forks")).as(Columns.FORKS_GAINED_7D));
        figures.add(
                col("open_issues").minus(col(WEEK.reference() + ".open_issues")).as(Columns.OPEN_ISSUES_GAINED_7D));
        figures.add(col("stars").minus(col("previous.stars")).as("step_gain"));
        figures.add(col(DAY_NUMBER).minus(col("previous." + DAY_NUMBER)).as("step_days"));
        return rows.select(figures.toArray(Column[]::new));
    }

    /**
     * The reference of a repository that did not exist yet at the latest start of the window: a count of 0. Only for rows of a
     * collector, which say when they were seen: their time of creation is GitHub's own.
     */
    private static Column beforeCreation(LookbackWindow window) {
        Column created = when(col(OBSERVED_SECONDS).isNotNull(), unix_date(to_date(col("created_at"))));
        Column reference = least(created, col(DAY_NUMBER).minus(window.days()));
        return when(
                created.leq(col(DAY_NUMBER)).and(reference.geq(col(DAY_NUMBER).minus(window.longestDays()))),
                struct(
                        reference.as(DAY_NUMBER),
                        lit(0L).as("stars"),
                        lit(0L).as("forks"),
                        lit(0L).as("open_issues"),
                        lit(true).as("observed"),
                        lit(false).as(IS_FROM_HISTORY),
                        lit(null).cast("bigint").as(OBSERVED_SECONDS)));
    }

    /** The days between two times of observation; null where one is unknown or they do not fit the days of their rows. */
    private static Column between(Column reference, Column elapsed) {
        Column days = col(OBSERVED_SECONDS).minus(reference).divide(86_400.0);
        return when(abs(days.minus(elapsed)).lt(MOST_HOURS_OFF / 24.0), days);
    }

    private static Column hash(String text) {
        return when(col(text).isNotNull(), xxhash64(col(text))).as(text + "_hash");
    }
}
