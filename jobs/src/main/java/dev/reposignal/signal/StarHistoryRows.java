package dev.reposignal.signal;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max_by;

import dev.reposignal.table.Table;
import java.time.LocalDate;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Fills days without a snapshot from GitHub's star history, for the velocities of a night alone. The rows are never stored in
 * {@code snapshots}, so no model, no data check and no grade ever rests on them: what was unstarred since is missing in them.
 */
public final class StarHistoryRows {
    /** The source of such a row. */
    static final String SOURCE = "star-history";

    private StarHistoryRows() {}

    /**
     * Adds a row for every day that only the history has, as it was read last by the day of the night.
     *
     * @param day of the night: what was read later was not known
     * @param history rows of {@code star_history}
     * @param snapshots rows of {@code snapshots} from a first day on
     */
    public static Dataset<Row> added(LocalDate first, LocalDate day, Dataset<Row> history, Dataset<Row> snapshots) {
        // A history is read after its days, so an older reading has none of these days.
        Dataset<Row> known = history.where(col("read_on").between(lit(first), lit(day)))
                .where(col("star_day").between(lit(first), lit(day.minusDays(1))))
                .groupBy("repo_key", "star_day")
                .agg(max_by(col("stars_before"), col("read_on")).as("stars"))
                .withColumnRenamed("star_day", Table.DAY);
        // Few repositories have a history, so the days of the others need not be compared.
        Dataset<Row> seen = snapshots
                .select("repo_key", Table.DAY)
                .join(broadcast(known.select("repo_key").distinct()), new String[] {"repo_key"}, "left_semi");
        return snapshots.unionByName(
                known.join(seen, new String[] {"repo_key", Table.DAY}, "left_anti")
                        .withColumn("observed", lit(true))
                        .withColumn("source", lit(SOURCE)),
                true);
    }
}
