package dev.reposignal.evaluation;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.date_from_unix_date;
import static org.apache.spark.sql.functions.lag;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.try_divide;
import static org.apache.spark.sql.functions.unix_date;
import static org.apache.spark.sql.functions.when;

import dev.reposignal.signal.LookbackWindow;
import dev.reposignal.table.Columns;
import dev.reposignal.table.Table;
import java.time.LocalDate;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;

/**
 * What others rank by, on daily counts: the columns of {@code backtest_scores} that a forecast has to beat.
 *
 * <p>Windows and references are those of {@code repo_signals} ({@link LookbackWindow}). Without a reference there is no value.
 */
public final class Baselines {
    /** Days before the first date that are read. */
    public static final int LOOKBACK_DAYS = LookbackWindow.MONTH.longestDays();

    private static final String DAY_NUMBER = "day_number";
    /** Days of the recency-weighted sum: OSSInsight's week. */
    private static final int RECENT_DAYS = 7;
    /** Most stars of the simplest useful list: the fastest of the day that are not yet widely known. */
    private static final long SMALL_STARS = 20_000;
    /** Growth below this pace in 28 days is that of tiny repositories. */
    private static final long PACED_STARS = 300;

    private static final int MONTH_DAYS = 28;

    private Baselines() {}

    /**
     * The baselines of every repository observed on some dates: repo_key, snapshot_date, stars, velocity_24h,
     * velocity_24h_small, velocity_7d, relative_growth_7d, relative_growth_7d_paced, acceleration_24h, acceleration_3d, recency_weighted_gain. One pass serves all dates.
     *
     * @param snapshots rows of {@code snapshots} from {@link #LOOKBACK_DAYS} before the first date on
     */
    public static Dataset<Row> measured(List<LocalDate> dates, Dataset<Row> snapshots) {
        WindowSpec byDay = Window.partitionBy("repo_key").orderBy(DAY_NUMBER);
        WindowSpec recent = byDay.rangeBetween(1 - RECENT_DAYS, 0);
        Column observation = struct(DAY_NUMBER, "stars");
        Column previous = lag(struct(DAY_NUMBER, "stars", "forks"), 1).over(byDay);
        Dataset<Row> rows = snapshots
                .select(col("repo_key"), unix_date(col(Table.DAY)).as(DAY_NUMBER), col("stars"), col("forks"))
                .select(
                        col("*"),
                        previous.as("previous"),
                        LookbackWindow.DAY.latestBefore(byDay, observation).as("day"),
                        LookbackWindow.THREE_DAYS
                                .latestBefore(byDay, observation)
                                .as("three_days"),
                        LookbackWindow.WEEK.latestBefore(byDay, observation).as("week"),
                        LookbackWindow.MONTH.latestBefore(byDay, observation).as("month"))
                .withColumn("day", within(LookbackWindow.DAY, "day"))
                .withColumn("three_days", within(LookbackWindow.THREE_DAYS, "three_days"))
                .withColumn("week", within(LookbackWindow.WEEK, "week"))
                .withColumn("month", within(LookbackWindow.MONTH, "month"));
        Column stars = coalesce(col("stars").minus(col("previous.stars")), lit(0L));
        Column forks = coalesce(col("forks").minus(col("previous.forks")), lit(0L));
        Dataset<Row> steps = rows.select(
                col("*"),
                velocity("day").as(Columns.VELOCITY_24H),
                velocity("three_days").as("velocity_3d"),
                velocity("week").as(Columns.VELOCITY_7D),
                velocity("month").as(Columns.VELOCITY_28D),
                stars.as("step_stars"),
                forks.as("step_forks"));
        Column growth = try_divide(
                col("stars").minus(col("week.stars")).cast("double"),
                col("week.stars").cast("double"));
        // A day's weight is linear in its number: sums of gains, and of gains times their day, give that of any window.
        return steps.select(
                        col("*"),
                        sum("step_stars").over(recent).as("stars_gained"),
                        sum("step_forks").over(recent).as("forks_gained"),
                        sum(position().multiply(col("step_stars").plus(col("step_forks"))))
                                .over(recent)
                                .as("placed_gains"))
                .withColumn(Table.DAY, date_from_unix_date(col(DAY_NUMBER)))
                .where(col(Table.DAY).isInCollection(dates))
                .select(
                        col("repo_key"),
                        col(Table.DAY),
                        col("stars"),
                        col(Columns.VELOCITY_24H),
                        when(col("stars").leq(SMALL_STARS), col(Columns.VELOCITY_24H))
                                .as("velocity_24h_small"),
                        col(Columns.VELOCITY_7D),
                        growth.as("relative_growth_7d"),
                        when(col(Columns.VELOCITY_7D).multiply(MONTH_DAYS).geq(PACED_STARS), growth)
                                .as("relative_growth_7d_paced"),
                        col(Columns.VELOCITY_24H)
                                .minus(col(Columns.VELOCITY_28D))
                                .as("acceleration_24h"),
                        col("velocity_3d").minus(col(Columns.VELOCITY_28D)).as("acceleration_3d"),
                        when(col("week").isNotNull(), weighted()).as("recency_weighted_gain"));
    }

    /**
     * Sum of stars x (3a + 2) + forks x (3a + 1), a being the position of the day in the window, 0 the oldest, 1 the
     * latest (OSSInsight, configs/queries/trending-repos/template.sql). Its bonus for young repositories is left out: most
     * feeds do not give the creation date.
     */
    private static Column weighted() {
        Column first = col(DAY_NUMBER).minus(lit(RECENT_DAYS - 1));
        Column gained = col("stars_gained").plus(col("forks_gained"));
        Column places = col("placed_gains").minus(first.multiply(gained)).divide(lit(RECENT_DAYS - 1.0));
        return places.multiply(lit(3.0))
                .plus(col("stars_gained").multiply(lit(2.0)))
                .plus(col("forks_gained"));
    }

    private static Column position() {
        return col(DAY_NUMBER).cast("long");
    }

    private static Column within(LookbackWindow window, String latest) {
        return window.within(col(DAY_NUMBER), col(latest), col(latest + "." + DAY_NUMBER));
    }

    private static Column velocity(String reference) {
        Column gained = col("stars").minus(col(reference + ".stars"));
        return gained.divide(col(DAY_NUMBER).minus(col(reference + "." + DAY_NUMBER)));
    }
}
