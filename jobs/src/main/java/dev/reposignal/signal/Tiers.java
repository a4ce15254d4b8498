package dev.reposignal.signal;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.when;

import dev.reposignal.config.Settings;
import dev.reposignal.table.Columns;
import dev.reposignal.table.Tier;
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
     * Adds {@code signal_rank}, {@code board_place} and {@code tier}. What surfaces are the most probable break-outs among
     * the repositories of at most {@code surfacing_stars} stars that are on pace to one by their day or their week; the
     * rest of the board are the fastest of the day among those with at most {@code early_stars} stars that run faster than
     * their month did, as far as it is known: the former are about to matter, the latter about to trend.
     *
     * <p>A repository that lost stars in the last four weeks does not surface: twice a gain of nothing is no break-out.
     *
     * @param rows with {@code breakout_probability} and {@code required_gain}
     */
    static Dataset<Row> byProbability(Settings.Signal settings, Dataset<Row> rows) {
        Column velocity = greatest(col(Velocities.DAY.velocity()), col(Velocities.WEEK.velocity()));
        Column isOnPace = velocity.multiply(Velocities.MONTH.days())
                .geq(col("required_gain"))
                .and(velocity.geq(Signals.LEAST_SURFACING_VELOCITY))
                .and(col(Velocities.MONTH.gained()).gt(0));
        Column isLikely = maySurface()
                .and(col("stars").leq(settings.surfacingStars()))
                .and(coalesce(isOnPace, lit(false)))
                .and(col(Columns.BREAKOUT_PROBABILITY).isNotNull());
        WindowSpec likeliest = Window.orderBy(
                col("is_likely").desc(),
                col(Columns.BREAKOUT_PROBABILITY).desc_nulls_last(),
                col(Columns.SIGNAL_RANK).asc_nulls_last());
        Column isFaster = col(Velocities.DAY.velocity())
                .geq(col(Velocities.MONTH.velocity()).multiply(settings.earlySpeedup()));
        Column isEarly =
                col(IS_ELIGIBLE).and(col("stars").leq(settings.earlyStars())).and(coalesce(isFaster, lit(true)));
        Column mayStand = col("is_surfacing").or(isEarly);
        WindowSpec board = Window.orderBy(
                col("may_stand").desc(),
                when(col("is_surfacing"), col("likely_place")).asc_nulls_last(),
                col(Velocities.DAY.velocity()).desc_nulls_last(),
                col(Columns.SIGNAL_RANK).asc_nulls_last());
        return ranked(rows)
                .withColumn("is_likely", isLikely)
                .withColumn("likely_place", row_number().over(likeliest))
                .withColumn(
                        "is_surfacing", col("is_likely").and(col("likely_place").leq(settings.surfacing())))
                .withColumn("may_stand", mayStand)
                .withColumn("place", when(col("may_stand"), row_number().over(board)))
                .drop("is_likely", "likely_place", "may_stand")
                .transform(placed -> withTier(settings, placed));
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
