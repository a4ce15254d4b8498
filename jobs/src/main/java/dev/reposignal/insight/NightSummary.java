package dev.reposignal.insight;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.countDistinct;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import dev.reposignal.table.Columns;
import dev.reposignal.table.Flags;
import dev.reposignal.table.Table;
import dev.reposignal.table.Tier;
import java.time.LocalDate;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/** The headline figures of a day: how much was seen, what surfaces, what changed. */
public final class NightSummary {
    private NightSummary() {}

    /**
     * The one row of {@code night_summary} of a day.
     *
     * @param day the day summed up; rows of other days are left out
     * @param repoSignals rows of {@code repo_signals}
     * @param clusters rows of {@code clusters}
     * @param previousDay the previous article's day; null without one
     * @param earlierSignals rows of {@code repo_signals} of what was on the board on that day; rows of other days are left out
     */
    public static Dataset<Row> summed(
            LocalDate day,
            Dataset<Row> repoSignals,
            Dataset<Row> clusters,
            @Nullable LocalDate previousDay,
            Dataset<Row> earlierSignals) {
        Column isToday = col(Table.DAY).equalTo(lit(day));
        Dataset<Row> today = repoSignals.where(isToday);
        return repositories(today)
                .crossJoin(clusters.where(isToday)
                        .agg(
                                count(lit(1)).as("clusters"),
                                count_if(col("is_forming")).as("forming_clusters")))
                .crossJoin(change(today, previousDay, earlierSignals))
                .withColumn(Table.DAY, lit(day));
    }

    private static Dataset<Row> repositories(Dataset<Row> today) {
        Column isYoung = Tier.onBoard().and(col(Columns.AGE_DAYS).between(0, Columns.OLDEST_YOUNG));
        Column trackedLanguage = when(Tier.onBoard(), col("language"));
        return today.agg(
                count(lit(1)).as("repos_observed"),
                count(col("signal_score")).as("repos_scored"),
                count_if(Flags.isGrowth().and(col("velocity_7d").gt(0))).as("repos_gaining"),
                count_if(Flags.isGrowth().and(col("stars_gained_24h").lt(0))).as("repos_losing_24h"),
                coalesce(sum(when(Flags.isGrowth(), col("stars_gained_7d"))), lit(0L))
                        .as("stars_gained_7d"),
                count_if(Tier.onBoard()).as("tracked_repos"),
                count_if(Tier.SURFACING.isTier()).as("surfacing_repos"),
                min(when(Tier.SURFACING.isTier(), col("signal_score"))).as("lowest_surfacing_score"),
                max("signal_score").as("highest_score"),
                countDistinct(trackedLanguage).as("tracked_languages"),
                count_if(isYoung).as("young_tracked_repos"),
                count_if(isYoung.and(col(Columns.YOUNG_PROBABILITY).isNotNull()))
                        .as("young_judged_repos"));
    }

    private static Dataset<Row> change(
            Dataset<Row> today, @Nullable LocalDate previousDay, Dataset<Row> earlierSignals) {
        Dataset<Row> now = today.where(Tier.SURFACING.isTier())
                .select(col("repo_key"), lit(true).as("is_now"));
        Dataset<Row> then = earlierSignals
                .where(Tier.SURFACING.isTier().and(col(Table.DAY).equalTo(lit(previousDay))))
                .select(col("repo_key"), lit(true).as("was_then"));
        Dataset<Row> moved = now.join(then, new String[] {"repo_key"}, "full_outer")
                .agg(
                        count_if(col("was_then").isNull()).as("entered"),
                        count_if(col("is_now").isNull()).as("left"));
        Column hasPrevious = lit(previousDay != null);
        return moved.select(
                lit(previousDay).cast("date").as("previous_day"),
                when(hasPrevious, col("entered")).otherwise(0L).as("new_surfacing_repos"),
                when(hasPrevious, col("left")).otherwise(0L).as("dropped_surfacing_repos"));
    }
}
