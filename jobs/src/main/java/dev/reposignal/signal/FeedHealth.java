package dev.reposignal.signal;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.array_distinct;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.floor;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.unix_date;

import dev.reposignal.config.Settings;
import dev.reposignal.table.Table;
import dev.reposignal.table.Tables;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;

/**
 * Judges whether days of the feed can be published: nothing stale, nothing with half the rows missing, no counts that
 * cannot be those of one more day on GitHub.
 *
 * <p>Days are judged in their order, each against those before it ({@link FeedJudgement}); a day found distorted is left out
 * of what later ones are compared with. Plain Java goes through the rows once: as a plan of aggregates and joins the same
 * measures take several seconds to compile and start.
 */
public final class FeedHealth {
    /** Days before a day that it is compared with. */
    public static final int LOOKBACK_DAYS = 28;

    /** Days that one task judges where there are many. */
    private static final int BLOCK_DAYS = 56;

    private static final int DAY = Tables.FEED_HEALTH.schema().fieldIndex(Table.DAY);

    /** What {@link FeedDays} reads: the number of the day since 1970, then the counts. */
    private static final Column[] COUNTS = {
        unix_date(col(Table.DAY)).as("day"),
        col("repo_key"),
        col("stars"),
        col("forks"),
        col("open_issues"),
        col("source"),
        col("repo_id").isNotNull().as("has_id")
    };

    private FeedHealth() {}

    /**
     * The one row of {@code feed_health} for the day, also where the day has no rows.
     *
     * @param snapshots as the other method reads them, without earlier days that are distorted
     */
    public static Dataset<Row> assess(Settings.Health settings, LocalDate day, Dataset<Row> snapshots) {
        return assess(settings, day, day, Map.of(), snapshots);
    }

    /**
     * The rows of {@code feed_health} for a day and for those days shortly before it that have rows and were not judged yet.
     * One task judges them.
     *
     * @param first the first of the days before; what is earlier is only compared with
     * @param day the last day, which has a row in any case
     * @param known days that were judged already, and whether they are distorted
     * @param snapshots rows of {@code snapshots}; days outside the lookback and rows filled in later are ignored
     */
    public static Dataset<Row> assess(
            Settings.Health settings,
            LocalDate first,
            LocalDate day,
            Map<LocalDate, Boolean> known,
            Dataset<Row> snapshots) {
        Dataset<Row> observed = snapshots
                .where(col(Table.DAY).between(lit(day.minusDays(LOOKBACK_DAYS)), lit(day)))
                .where(col("observed"))
                .select(COUNTS);
        Map<LocalDate, Boolean> judged = new TreeMap<>(known);
        Dataset<Row> none = observed.sparkSession()
                .range(1)
                .select(
                        lit(0).as("day"),
                        lit(null).cast("string").as("repo_key"),
                        lit(0L).as("stars"),
                        lit(null).cast("long").as("forks"),
                        lit(null).cast("long").as("open_issues"),
                        lit("").as("source"),
                        lit(false).as("has_id"));
        MapPartitionsFunction<Row, Row> judge = rows -> {
            FeedPass pass = new FeedPass(settings, judged, day.minusDays(LOOKBACK_DAYS), LOOKBACK_DAYS + 1);
            rows.forEachRemaining(pass::add);
            return pass.judged(first, day).iterator();
        };
        // The row without a key gives a day without rows its judgement as well.
        return observed.union(none).coalesce(1).mapPartitions(judge, Encoders.row(Tables.FEED_HEALTH.schema()));
    }

    /**
     * The rows of {@code feed_health} for all days that have rows and were not judged yet. Several tasks judge them; the first
     * days are compared with less than the others.
     *
     * @param known days that were judged already, and whether they are distorted
     * @param snapshots rows of {@code snapshots} of any number of days; those filled in later are ignored
     */
    public static Dataset<Row> assessAll(
            Settings.Health settings, Map<LocalDate, Boolean> known, Dataset<Row> snapshots) {
        // The first days of a block are compared with the last of the block before.
        Column blocks =
                explode(array_distinct(array(block(col("day")), block(col("day").plus(LOOKBACK_DAYS)))));
        Map<LocalDate, Boolean> judged = new TreeMap<>(known);
        MapPartitionsFunction<Row, Row> judge = rows -> judgedBlocks(settings, judged, rows);
        return snapshots
                .where(col("observed"))
                .select(COUNTS)
                .select(col("*"), blocks.as("block"))
                .repartition(col("block"))
                .sortWithinPartitions("block")
                .mapPartitions(judge, Encoders.row(Tables.FEED_HEALTH.schema()));
    }

    /** Judges blocks of days; the rows of one block at a time are in memory. */
    private static Iterator<Row> judgedBlocks(
            Settings.Health settings, Map<LocalDate, Boolean> known, Iterator<Row> rows) {
        List<Row> judged = new ArrayList<>();
        Row row = rows.hasNext() ? rows.next() : null;
        while (row != null) {
            int block = row.getInt(COUNTS.length);
            LocalDate start = LocalDate.ofEpochDay((long) block * BLOCK_DAYS);
            FeedPass pass = new FeedPass(settings, known, start.minusDays(LOOKBACK_DAYS), LOOKBACK_DAYS + BLOCK_DAYS);
            while (row != null && row.getInt(COUNTS.length) == block) {
                pass.add(row);
                row = rows.hasNext() ? rows.next() : null;
            }
            pass.judged(LocalDate.MIN, null).stream()
                    .filter(day -> !day.getDate(DAY).toLocalDate().isBefore(start))
                    .forEach(judged::add);
        }
        return judged.iterator();
    }

    private static Column block(Column day) {
        return floor(day.divide(lit(BLOCK_DAYS))).cast("int");
    }
}
