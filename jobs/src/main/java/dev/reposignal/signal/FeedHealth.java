package dev.reposignal.signal;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.format_string;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.median;
import static org.apache.spark.sql.functions.try_divide;
import static org.apache.spark.sql.functions.when;

import dev.reposignal.config.Settings;
import dev.reposignal.table.Table;
import dev.reposignal.table.Verdict;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Checks whether a day of the feed can be published: it must be neither stale nor incomplete. */
public final class FeedHealth {
    /** Days before the day judged that are read. */
    public static final int LOOKBACK_DAYS = 28;

    /** With fewer repositories observed on both days the feed is not checked for repeated counts. */
    private static final int FEWEST_COMPARED = 20;

    private FeedHealth() {}

    /**
     * The one row of {@code feed_health} for the day, also where the day has no rows.
     *
     * @param snapshots rows of {@code snapshots}; days outside the lookback and rows filled in later are ignored
     */
    public static Dataset<Row> assess(Settings.Health settings, LocalDate day, Dataset<Row> snapshots) {
        Dataset<Row> observed = snapshots
                .where(col(Table.DAY).between(lit(day.minusDays(LOOKBACK_DAYS)), lit(day)))
                .where(col("observed"));
        return counts(day, observed)
                .crossJoin(comparison(day, observed))
                .transform(rows -> withVerdict(settings, day, rows));
    }

    /** One row: {@code repos} of the day and their median over the earlier days that have any. */
    private static Dataset<Row> counts(LocalDate day, Dataset<Row> observed) {
        Column isDay = col(Table.DAY).equalTo(lit(day));
        return observed.groupBy(Table.DAY)
                .agg(count(lit(1)).as("rows"))
                .agg(
                        coalesce(max(when(isDay, col("rows"))), lit(0L)).as("repos"),
                        median(when(isDay, lit(null)).otherwise(col("rows"))).as("trailing_median_repos"));
    }

    /** One row: how the day differs from the latest day before it, as far back as a day's velocity reaches. */
    private static Dataset<Row> comparison(LocalDate day, Dataset<Row> observed) {
        int reach = Velocities.DAY.longestDays();
        List<Column> starsByDay = new ArrayList<>();
        List<Column> figures = new ArrayList<>();
        Column previousDay = lit(null).cast("date");
        Column compared = lit(0L);
        Column unchanged = lit(null);
        Column negative = lit(null);
        for (int back = 0; back <= reach; back++) {
            LocalDate earlier = day.minusDays(back);
            starsByDay.add(max(when(col(Table.DAY).equalTo(lit(earlier)), col("stars")))
                    .as("stars_" + back));
        }
        Column now = col("stars_0");
        for (int back = reach; back >= 1; back--) {
            Column then = col("stars_" + back);
            figures.add(count(then).as("rows_" + back));
            figures.add(count(when(now.isNotNull(), then)).as("compared_" + back));
            figures.add(count(when(now.equalTo(then), 1)).as("unchanged_" + back));
            figures.add(count(when(now.lt(then), 1)).as("negative_" + back));
            // The nearest day comes last and wins.
            Column isThere = col("rows_" + back).gt(0);
            previousDay = when(isThere, lit(day.minusDays(back))).otherwise(previousDay);
            compared = when(isThere, col("compared_" + back)).otherwise(compared);
            unchanged = when(isThere, col("unchanged_" + back)).otherwise(unchanged);
            negative = when(isThere, col("negative_" + back)).otherwise(negative);
        }
        Column first = figures.remove(0);
        return observed.where(col(Table.DAY).geq(lit(day.minusDays(reach))))
                .groupBy("repo_key")
                .agg(starsByDay.get(0), starsByDay.subList(1, starsByDay.size()).toArray(Column[]::new))
                .agg(first, figures.toArray(Column[]::new))
                .select(
                        previousDay.as("previous_day"),
                        compared.as("compared_repos"),
                        try_divide(unchanged, compared).as("share_unchanged"),
                        try_divide(negative, compared).as("share_negative"));
    }

    private static Dataset<Row> withVerdict(Settings.Health settings, LocalDate day, Dataset<Row> rows) {
        Column isCompared = col("compared_repos").geq(FEWEST_COMPARED);
        Column isEmpty = col("repos").equalTo(0);
        Column isThin = isEmpty.or(coalesce(col("coverage").lt(settings.minimumCoverage()), lit(false)));
        Column isFrozen = isCompared.and(coalesce(col("share_unchanged").geq(settings.frozenShare()), lit(false)));
        Column isPurgeDay = isCompared.and(coalesce(col("share_negative").geq(settings.purgeShare()), lit(false)));
        Column thinReason = when(isEmpty, lit("No repository was observed on the day."))
                .when(
                        col("is_thin"),
                        format_string(
                                "Only %,d repositories were observed where %,.0f are usual: a coverage of %.3f, and"
                                        + " %.3f is needed.",
                                col("repos"),
                                col("trailing_median_repos"),
                                col("coverage"),
                                lit(settings.minimumCoverage())));
        Column frozenReason = when(
                col("is_frozen"),
                format_string(
                        "%.1f %% of the %,d repositories also observed on %s have the same stars as then: the feed"
                                + " repeats itself (the limit is %.1f %%).",
                        col("share_unchanged").multiply(100),
                        col("compared_repos"),
                        col("previous_day").cast("string"),
                        lit(100 * settings.frozenShare())));
        Column isHeld = col("is_thin").or(col("is_frozen"));
        return rows.withColumn(Table.DAY, lit(day))
                .withColumn("coverage", try_divide(col("repos"), col("trailing_median_repos")))
                .withColumn("is_thin", isThin)
                .withColumn("is_frozen", isFrozen)
                .withColumn("is_purge_day", isPurgeDay)
                .withColumn("verdict", when(isHeld, Verdict.HOLD.value()).otherwise(Verdict.PUBLISH.value()))
                .withColumn("reason", when(isHeld, concat_ws(" ", thinReason, frozenReason)));
    }
}
