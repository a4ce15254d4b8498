package dev.reposignal.lake;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.max_by;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.sort_array;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.trunc;

import dev.reposignal.table.Table;
import dev.reposignal.table.Tables;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The table {@code repo_months}: what {@code snapshots} holds, laid out for queries about one repository. Two years are
 * 27 files instead of 821, and opening files takes most of the time of such a query.
 *
 * <p>It holds nothing of its own. It notes the version of {@code snapshots} it was made from; where that is not the one
 * read, it is not used and its rows are computed instead.
 */
public final class RepositoryMonths {
    private RepositoryMonths() {}

    /** Rows of {@code repo_months} from rows of {@code snapshots}. */
    public static Dataset<Row> of(Dataset<Row> snapshots) {
        return snapshots
                .select(
                        trunc(col(Table.DAY), "month").as("month"),
                        col("repo_key"),
                        col("full_name"),
                        struct(col(Table.DAY), col("stars"), col("forks"), col("observed"), col("archived"))
                                .as("row"))
                // A month goes to one task, in order: lists are made in one pass, and the month becomes one file.
                .repartition(col("month"))
                .sortWithinPartitions("month", "repo_key")
                .groupBy("month", "repo_key")
                .agg(
                        max_by(col("full_name"), col("row." + Table.DAY)).as("full_name"),
                        min("row." + Table.DAY).as("first_day"),
                        max("row." + Table.DAY).as("last_day"),
                        max_by(col("row.stars"), col("row." + Table.DAY)).as("last_stars"),
                        sort_array(collect_list(col("row"))).as("days"));
    }

    /** The months of one version of {@code snapshots}, as that version was read: from the table where it holds them. */
    public static Dataset<Row> read(Lake lake, Dataset<Row> snapshots, Optional<Long> version) {
        return version.isPresent() && version.equals(lake.madeFrom(Tables.SNAPSHOTS, Tables.REPO_MONTHS))
                ? lake.read(Tables.REPO_MONTHS)
                : of(snapshots);
    }

    /**
     * Brings the table up to {@code snapshots} as it is now.
     *
     * @param before the version of {@code snapshots} before the days were written; empty where there was none
     * @param days the days written since
     */
    public static void keep(Lake lake, Optional<Long> before, Collection<LocalDate> days) {
        Optional<Long> now = lake.version(Tables.SNAPSHOTS);
        Optional<Long> madeFrom = lake.madeFrom(Tables.SNAPSHOTS, Tables.REPO_MONTHS);
        if (now.isEmpty() || now.equals(madeFrom)) {
            return;
        }
        // After a crash, and in a lake made by an older version, more has changed than these days.
        SortedSet<LocalDate> months = months(before.equals(madeFrom) ? days : lake.days(Tables.SNAPSHOTS));
        Dataset<Row> snapshots = lake.readDays(
                Tables.SNAPSHOTS, months.first(), months.last().plusMonths(1).minusDays(1));
        String condition =
                months.stream().map("DATE'%s'"::formatted).collect(Collectors.joining(", ", "month IN (", ")"));
        lake.replaceWhere(Tables.REPO_MONTHS, condition, of(snapshots).where(condition), Tables.SNAPSHOTS, now.get());
    }

    private static SortedSet<LocalDate> months(Collection<LocalDate> days) {
        return days.stream().map(day -> day.withDayOfMonth(1)).collect(Collectors.toCollection(TreeSet::new));
    }
}
