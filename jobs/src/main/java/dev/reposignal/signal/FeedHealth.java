package dev.reposignal.signal;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.datediff;
import static org.apache.spark.sql.functions.lit;

import dev.reposignal.config.Settings;
import dev.reposignal.table.Table;
import dev.reposignal.table.Tables;
import java.sql.Date;
import java.time.LocalDate;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;

/**
 * Judges whether a day of the feed can be published: nothing stale, nothing with half the rows missing, no counts that
 * cannot be those of one more day on GitHub.
 */
public final class FeedHealth {
    /** Days before the day judged that are read. */
    public static final int LOOKBACK_DAYS = 28;

    private FeedHealth() {}

    /**
     * The one row of {@code feed_health} for the day, also where the day has no rows. One task goes through the rows once;
     * as a plan of aggregates and joins the same measures take several seconds to compile and start.
     *
     * @param snapshots rows of {@code snapshots} without earlier days that are distorted; days outside the lookback and rows
     *     filled in later are ignored
     */
    public static Dataset<Row> assess(Settings.Health settings, LocalDate day, Dataset<Row> snapshots) {
        Column[] columns = {
            datediff(lit(Date.valueOf(day)), col(Table.DAY)).as("days_before"),
            col("repo_key"),
            col("stars"),
            col("forks"),
            col("open_issues"),
            col("source"),
            col("repo_id").isNotNull().as("has_id")
        };
        Dataset<Row> observed = snapshots
                .where(col(Table.DAY).between(lit(day.minusDays(LOOKBACK_DAYS)), lit(day)))
                .where(col("observed"))
                .select(columns);
        Dataset<Row> none = observed.sparkSession()
                .range(1)
                .select(
                        lit(0).as("days_before"),
                        lit(null).cast("string").as("repo_key"),
                        lit(0L).as("stars"),
                        lit(null).cast("long").as("forks"),
                        lit(null).cast("long").as("open_issues"),
                        lit("").as("source"),
                        lit(false).as("has_id"));
        StructType schema = Tables.FEED_HEALTH.schema();
        MapPartitionsFunction<Row, Row> judge = rows -> judged(settings, day, rows);
        // The row without a key gives a day without rows its judgement as well.
        return observed.union(none).coalesce(1).mapPartitions(judge, Encoders.row(schema));
    }

    private static Iterator<Row> judged(Settings.Health settings, LocalDate day, Iterator<Row> rows) {
        FeedDays days = new FeedDays(LOOKBACK_DAYS, rows);
        return List.of(new FeedJudgement(settings, day, days).row()).iterator();
    }
}
