package dev.reposignal.signal;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.least;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.sqrt;
import static org.apache.spark.sql.functions.when;

import dev.reposignal.config.Settings;
import dev.reposignal.table.Columns;
import dev.reposignal.table.Flags;
import dev.reposignal.table.Tier;
import java.util.Collection;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;

/**
 * Ranks all scored repositories and puts the best trustworthy ones on the board.
 *
 * <p>A repository can be on the board if it is scored, trustworthy, not archived and gains stars. The first on the board surface.
 */
final class Tiers {
    private static final String IS_ELIGIBLE = "is_eligible";

    /** Stars a day, and percent a week, added so that one factor of zero does not make the score zero. */
    private static final double STEADYING_STARS = 1;

    private static final double STEADYING_PERCENT = 0.5;

    /** Growth is a share of at least so many stars. */
    private static final double LEAST_STARS = 10;

    private Tiers() {}

    /** Adds {@code signal_rank}, {@code board_place} and {@code tier}; the board goes down the ranks. */
    static Dataset<Row> byScore(Settings.Signal settings, Dataset<Row> rows) {
        WindowSpec beyondSuspicion =
                Window.orderBy(maySurface().desc(), col(Columns.SIGNAL_RANK).asc_nulls_last());
        WindowSpec board = Window.orderBy(
                col(IS_ELIGIBLE).desc(),
                col("is_surfacing").desc(),
                col(Columns.SIGNAL_RANK).asc_nulls_last());
        return ranked(rows)
                .withColumn(
                        "is_surfacing",
                        maySurface().and(row_number().over(beyondSuspicion).leq(settings.surfacing())))
                .withColumn("place", when(col(IS_ELIGIBLE), row_number().over(board)))
                .transform(placed -> withTier(settings, placed));
    }

    /**
     * Adds {@code signal_rank}, {@code surfacing_score}, {@code board_place} and {@code tier}. What surfaces has the highest
     * surfacing score; the rest of the board are the fastest of the day among those with at most {@code early_stars} stars
     * that run faster than their month did, as far as it is known: the former are about to matter, the latter about to trend.
     *
     * <p>Before the fastest come the young with the highest {@code young_probability}, as many as are reserved for them.
     *
     * @param surfacedBefore keys of the repositories that surfaced the night before
     * @param reserved ranks for the young
     * @param rows with {@code breakout_probability} and {@code young_probability}
     */
    static Dataset<Row> byProbability(
            Settings.Signal settings, Collection<String> surfacedBefore, int reserved, Dataset<Row> rows) {
        WindowSpec mostProbable = Window.orderBy(
                col("surfacing_score").desc_nulls_last(),
                col(Columns.SIGNAL_RANK).asc_nulls_last());
        Column isFaster = col(Velocities.DAY.velocity())
                .geq(col(Velocities.MONTH.velocity()).multiply(settings.earlySpeedup()));
        Column isEarly =
                col(IS_ELIGIBLE).and(col("stars").leq(settings.earlyStars())).and(coalesce(isFaster, lit(true)));
        Column young = when(maySurface().and(not(col("is_surfacing"))), col(Columns.YOUNG_PROBABILITY));
        WindowSpec mostProbableYoung =
                Window.orderBy(young.desc_nulls_last(), col(Columns.SIGNAL_RANK).asc_nulls_last());
        // Where no rank is reserved, the day is not sorted for it.
        Column isReserved = reserved == 0
                ? lit(false)
                : young.isNotNull().and(row_number().over(mostProbableYoung).leq(reserved));
        Column mayStand = col("is_surfacing").or(col("is_reserved")).or(isEarly);
        WindowSpec board = Window.orderBy(
                col("may_stand").desc(),
                when(col("is_surfacing"), col("likely_place")).asc_nulls_last(),
                when(col("is_reserved"), col(Columns.YOUNG_PROBABILITY)).desc_nulls_last(),
                col(Velocities.DAY.velocity()).desc_nulls_last(),
                col(Columns.SIGNAL_RANK).asc_nulls_last());
        return ranked(rows)
                .withColumn("surfacing_score", when(maySurface(), surfacingScore(settings, surfacedBefore)))
                .withColumn("likely_place", row_number().over(mostProbable))
                .withColumn(
                        "is_surfacing",
                        col("surfacing_score")
                                .isNotNull()
                                .and(col("likely_place").leq(settings.surfacing())))
                .withColumn("is_reserved", isReserved)
                .withColumn("may_stand", mayStand)
                .withColumn("place", when(col("may_stand"), row_number().over(board)))
                .drop("likely_place", "is_reserved", "may_stand")
                .transform(placed -> withTier(settings, placed));
    }

    /**
     * How probable a break-out is, times what the repository brings already, times how little known it still is:
     * probability x sqrt(stars a day x growth of the week in percent), each steadied; above {@code surfacing_stars} in
     * proportion less. What surfaced the night before counts {@code surfacing_stay} times, so that it is not replaced by
     * its equal.
     */
    private static Column surfacingScore(Settings.Signal settings, Collection<String> surfacedBefore) {
        Column day = coalesce(col(Velocities.DAY.velocity()), col(Velocities.WEEK.velocity()));
        Column week = col(Velocities.WEEK.velocity()).multiply(Velocities.WEEK.days());
        Column growth = week.divide(greatest(col("stars").minus(week), lit(LEAST_STARS)));
        Column momentum = sqrt(greatest(day, lit(0.0))
                .plus(STEADYING_STARS)
                .multiply(greatest(growth, lit(0.0)).multiply(100).plus(STEADYING_PERCENT)));
        Column unknown =
                least(lit(1.0), lit((double) settings.surfacingStars()).divide(greatest(col("stars"), lit(1L))));
        Column stay = when(col("repo_key").isInCollection(surfacedBefore), settings.surfacingStay())
                .otherwise(1.0);
        return col(Columns.BREAKOUT_PROBABILITY)
                .multiply(momentum)
                .multiply(unknown)
                .multiply(stay);
    }

    /** A suspect repository may be tracked but does not surface: the flag is a heuristic. */
    private static Column maySurface() {
        return col(IS_ELIGIBLE).and(not(col("is_suspect_burst")));
    }

    private static Dataset<Row> ranked(Dataset<Row> rows) {
        // One partition: a rank is global, and one day has one row per repository.
        WindowSpec best = Window.orderBy(
                col(Columns.SIGNAL_SCORE).desc_nulls_last(),
                col(Velocities.WEEK.velocity()).desc_nulls_last(),
                col("stars").desc(),
                col("repo_key").asc());
        Column isScored = col(Columns.SIGNAL_SCORE).isNotNull();
        Column isEligible = isScored.and(AnomalyFlags.isTrustworthy())
                .and(not(Flags.isLost()))
                .and(not(coalesce(col("archived"), lit(false))))
                .and(col(Velocities.WEEK.velocity()).gt(0));
        return rows.withColumn(IS_ELIGIBLE, coalesce(isEligible, lit(false)))
                .withColumn(Columns.SIGNAL_RANK, when(isScored, row_number().over(best)));
    }

    /** From board position and whether it surfaces to the columns of {@code repo_signals}. */
    private static Dataset<Row> withTier(Settings.Signal settings, Dataset<Row> rows) {
        return rows.withColumn(Columns.BOARD_PLACE, when(col("place").leq(settings.tracked()), col("place")))
                .withColumn(
                        "tier",
                        when(col(Columns.BOARD_PLACE).isNull(), Tier.WATCHED.value())
                                .when(col("is_surfacing"), Tier.SURFACING.value())
                                .otherwise(Tier.TRACKED.value()))
                .drop(IS_ELIGIBLE, "place", "is_surfacing");
    }
}
