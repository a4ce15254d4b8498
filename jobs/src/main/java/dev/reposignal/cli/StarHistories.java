package dev.reposignal.cli;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.substring;

import dev.reposignal.lake.Lake;
import dev.reposignal.signal.StarRetention;
import dev.reposignal.table.Columns;
import dev.reposignal.table.Table;
import dev.reposignal.table.Tables;
import dev.reposignal.table.Tier;
import java.time.LocalDate;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** What a collection does with star histories once the tables are open. */
final class StarHistories {
    /** Nights whose surfacing and suspect repositories are checked. */
    private static final int NIGHTS_DAYS = 60;

    private StarHistories() {}

    /** Compares what was read on a day with the snapshots. */
    static void compare(Lake lake, LocalDate day) {
        Dataset<Row> history =
                lake.read(Tables.STAR_HISTORY).where(col("read_on").equalTo(Lake.literal(day)));
        lake.replaceWhere(
                Tables.STAR_RETENTION,
                "read_on = DATE'%s'".formatted(day),
                StarRetention.measured(history, lake.readDays(Tables.SNAPSHOTS, day.minusDays(NIGHTS_DAYS + 5L), day)));
    }

    /** Ids of the latest board, and of what surfaced or was a suspect burst in the last 60 days. */
    static List<Long> audited(Lake lake, LocalDate day) {
        if (!lake.exists(Tables.REPO_SIGNALS)) {
            return List.of();
        }
        LocalDate latest = lake.latestDay(Tables.REPO_SIGNALS).orElse(day);
        Column isOnLatestBoard = col(Table.DAY)
                .equalTo(Lake.literal(latest))
                .and(col(Columns.BOARD_PLACE).isNotNull());
        return lake
                .readDays(Tables.REPO_SIGNALS, day.minusDays(NIGHTS_DAYS), latest.isAfter(day) ? day : latest)
                .where(isOnLatestBoard.or(Tier.SURFACING.isTier()).or(col("is_suspect_burst")))
                .where(col("repo_key").startsWith("id:"))
                .select(substring(col("repo_key"), 4, 20).cast("bigint"))
                .distinct()
                .collectAsList()
                .stream()
                .map(row -> row.getLong(0))
                .toList();
    }
}
