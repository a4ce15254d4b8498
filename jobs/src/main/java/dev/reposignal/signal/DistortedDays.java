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
import java.sql.Date;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Finds the days whose counts the data checks call distorted among many days at once: whoever reads a history must leave them
 * out, also where no night has judged them.
 */
public final class DistortedDays {
    /** Days before a day that it is compared with. */
    public static final int CONTEXT_DAYS = 14;

    /** Days that one task goes through, each with the days before it in memory. */
    private static final int BLOCK_DAYS = 56;

    private static final int IS_DISTORTED = Tables.FEED_HEALTH.schema().fieldIndex("is_distorted");
    private static final StructType DAYS = new StructType().add(Table.DAY, DataTypes.DateType);

    private DistortedDays() {}

    /**
     * The distorted days, one row each.
     *
     * @param known days that were judged already, and whether they are distorted
     * @param snapshots rows of {@code snapshots}; those filled in later are ignored
     */
    public static Dataset<Row> of(Settings.Health settings, Map<LocalDate, Boolean> known, Dataset<Row> snapshots) {
        Column number = unix_date(col(Table.DAY));
        Column block = block(number);
        // The first days of a block are compared with the last of the block before.
        Column blocks = explode(array_distinct(array(block, block(number.plus(CONTEXT_DAYS)))));
        Map<LocalDate, Boolean> judged = new TreeMap<>(known);
        MapPartitionsFunction<Row, Row> judge = rows -> new Judging(settings, judged, rows).distorted();
        return snapshots
                .where(col("observed"))
                .select(
                        number.as("day"),
                        col("repo_key"),
                        col("stars"),
                        col("forks"),
                        col("open_issues"),
                        col("source"),
                        col("repo_id").isNotNull().as("has_id"),
                        blocks.as("block"))
                .repartition(col("block"))
                .sortWithinPartitions("block", "day")
                .mapPartitions(judge, Encoders.row(DAYS));
    }

    private static Column block(Column number) {
        return floor(number.divide(lit(BLOCK_DAYS))).cast(DataTypes.IntegerType);
    }

    /** Goes through the days of some blocks in their order. */
    private static final class Judging {
        private final Settings.Health settings;
        private final Map<LocalDate, Boolean> known;
        private final Iterator<Row> rows;
        private final Deque<List<Row>> before = new ArrayDeque<>();
        private final List<Row> distorted = new ArrayList<>();
        private List<Row> today = new ArrayList<>();

        Judging(Settings.Health settings, Map<LocalDate, Boolean> known, Iterator<Row> rows) {
            this.settings = settings;
            this.known = known;
            this.rows = rows;
        }

        Iterator<Row> distorted() {
            while (rows.hasNext()) {
                Row row = rows.next();
                boolean isSameBlock = today.isEmpty() || block(today) == row.getInt(7);
                if (!today.isEmpty() && (day(today) != row.getInt(0) || !isSameBlock)) {
                    endDay();
                }
                if (!isSameBlock) {
                    before.clear();
                }
                today.add(row);
            }
            if (!today.isEmpty()) {
                endDay();
            }
            return distorted.iterator();
        }

        private void endDay() {
            int number = day(today);
            while (!before.isEmpty() && day(before.getFirst()) < number - CONTEXT_DAYS) {
                before.removeFirst();
            }
            LocalDate date = LocalDate.ofEpochDay(number);
            Boolean isKnown = known.get(date);
            if (isKnown != null ? isKnown : isDistorted(date)) {
                if (Math.floorDiv(number, BLOCK_DAYS) == block(today)) {
                    distorted.add(RowFactory.create(Date.valueOf(date)));
                }
            } else {
                before.addLast(today);
            }
            today = new ArrayList<>();
        }

        private boolean isDistorted(LocalDate date) {
            FeedDays days = new FeedDays(CONTEXT_DAYS);
            int number = (int) date.toEpochDay();
            before.forEach(day -> day.forEach(row -> days.add(number - row.getInt(0), row)));
            today.forEach(row -> days.add(0, row));
            return new FeedJudgement(settings, date, days).row().getBoolean(IS_DISTORTED);
        }

        private static int day(List<Row> rows) {
            return rows.get(0).getInt(0);
        }

        private static int block(List<Row> rows) {
            return rows.get(0).getInt(7);
        }
    }
}
