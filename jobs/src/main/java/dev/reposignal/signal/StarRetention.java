package dev.reposignal.signal;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.date_add;
import static org.apache.spark.sql.functions.date_sub;
import static org.apache.spark.sql.functions.datediff;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max_by;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.unix_date;
import static org.apache.spark.sql.functions.when;

import dev.reposignal.table.Flags;
import dev.reposignal.table.Table;
import java.time.LocalDate;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;

/**
 * The share of the stars of a few days that were kept: what snapshots saw come, against what GitHub's star history still lists
 * weeks later. A burst of bought stars that GitHub removed shows a low share, from counts alone.
 */
public final class StarRetention {
    /** Stars of so few days may still be taken back: two weeks have to pass. */
    private static final int LEAST_AGE_DAYS = 14;

    /** Of fewer stars a share says nothing. */
    private static final long LEAST_GAIN = 30;

    /** The day before, the day and the day after: the days of the Pacific begin 7 or 8 hours after ours. */
    private static final int DAYS = 3;

    /** Around these three days no other day can hold a star of them, whatever the hour of the snapshots. */
    private static final int DAYS_AROUND = 5;

    /** Days before a night whose stars are looked at. */
    private static final int LOOKBACK_DAYS = 60;

    /** A repository that kept fewer of its stars is held from the board. */
    private static final double LEAST_KEPT = 0.5;

    private StarRetention() {}

    /**
     * Rows of {@code star_retention} for what was read on one day.
     *
     * @param history rows of {@code star_history} with one read_on
     * @param snapshots rows of {@code snapshots} of the days of the history
     */
    public static Dataset<Row> measured(Dataset<Row> history, Dataset<Row> snapshots) {
        WindowSpec around = Window.partitionBy("repo_key")
                .orderBy(unix_date(col("star_day")))
                .rangeBetween(-1, 1);
        WindowSpec wide = Window.partitionBy("repo_key")
                .orderBy(unix_date(col("star_day")))
                .rangeBetween(-2, 2);
        Dataset<Row> counted = history.select(
                        col("read_on"),
                        col("repo_key"),
                        col("star_day"),
                        sum("stars_retained").over(around).as("stars_retained"),
                        count(lit(1)).over(around).as("days"),
                        sum("stars_retained").over(wide).as("stars_around"),
                        count(lit(1)).over(wide).as("days_around"))
                .where(col("days").equalTo(DAYS))
                .where(datediff(col("read_on"), col("star_day")).geq(LEAST_AGE_DAYS));
        // Few repositories have a history.
        Dataset<Row> seen = snapshots
                .where(col("observed"))
                .join(broadcast(history.select("repo_key").distinct()), new String[] {"repo_key"}, "left_semi")
                .select(col("repo_key"), col(Table.DAY), col("stars"));
        Dataset<Row> before = seen.select(
                col("repo_key"),
                date_add(col(Table.DAY), 1).as("star_day"),
                col("stars").as("stars_before"));
        Dataset<Row> after = seen.select(
                col("repo_key"),
                date_sub(col(Table.DAY), 2).as("star_day"),
                col("stars").as("stars_after"));
        String[] keys = {"repo_key", "star_day"};
        Column gain = col("observed_gain");
        return counted.join(before, keys, "left")
                .join(after, keys, "left")
                .withColumn("observed_gain", col("stars_after").minus(col("stars_before")))
                .where(coalesce(gain, lit(0L))
                        .geq(LEAST_GAIN)
                        .or(col("stars_retained").geq(LEAST_GAIN)))
                .select(
                        col("read_on"),
                        col("repo_key"),
                        col("star_day"),
                        gain,
                        col("stars_retained"),
                        when(gain.geq(LEAST_GAIN), col("stars_retained").divide(gain))
                                .as("retained_share"),
                        when(
                                        gain.geq(LEAST_GAIN)
                                                .and(col("days_around").equalTo(DAYS_AROUND)),
                                        col("stars_around").divide(gain))
                                .as("retained_at_most"));
    }

    /**
     * Adds {@code retained_share} and {@code is_gain_lost}: what is known by a night of the three days that brought most stars
     * among those of the last 60 that can be compared.
     *
     * @param day of the night: what was read later was not known
     * @param retention rows of {@code star_retention}
     * @param signals rows of {@code repo_signals}
     */
    public static Dataset<Row> withKept(LocalDate day, Dataset<Row> retention, Dataset<Row> signals) {
        Dataset<Row> latest = retention
                .where(col("read_on").between(lit(day.minusDays(LOOKBACK_DAYS)), lit(day)))
                .where(col("star_day").geq(lit(day.minusDays(LOOKBACK_DAYS))))
                .where(col("retained_at_most").isNotNull())
                .groupBy("repo_key", "star_day")
                .agg(max_by(struct("observed_gain", "retained_at_most"), col("read_on"))
                        .as("read"));
        Dataset<Row> strongest = latest.groupBy("repo_key")
                .agg(max_by(col("read.retained_at_most"), struct(col("read.observed_gain"), col("star_day")))
                        .as("kept"));
        // Few repositories have a history.
        return signals.join(broadcast(strongest), new String[] {"repo_key"}, "left")
                .withColumn("retained_share", col("kept"))
                .withColumn(Flags.LOST, coalesce(col("kept").lt(LEAST_KEPT), lit(false)))
                .drop("kept");
    }
}
