package dev.reposignal.ledger;

import static org.apache.spark.sql.functions.ceil;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.datediff;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min_by;
import static org.apache.spark.sql.functions.struct;

import dev.reposignal.config.Settings;
import dev.reposignal.table.Table;
import java.sql.Date;
import java.time.LocalDate;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What a break-out is, in one place: predictions claim it, grading checks it, base rates and features count it.
 *
 * <p>A repository breaks out (lifts off) after day D if it gains, in the 28 days after D, at least {@code breakout_gain}
 * stars, at least {@code breakout_ratio} times the stars it gained in the 28 days before D, and at least
 * {@code breakout_share} of the stars it has on D. The gain is taken at the first observation 28 to 34 days after D and
 * scaled to 28 days.
 *
 * <p>A second, smaller event is measured beside it: a repository <em>doubles its pace</em>. Before version 0.2 that was
 * what a break-out meant; claims made then are graded by the gain they name.
 */
public final class Breakouts {
    /** Days a claim looks ahead. */
    public static final int HORIZON_DAYS = 28;

    /** Days after which a repository not seen since the horizon counts as unobservable. */
    public static final int LAST_OBSERVATION_DAYS = 34;

    /** The longer horizon over which gains are measured. */
    public static final int LATER_DAYS = 90;

    /** Days within which that is observed. */
    public static final int LAST_LATER_OBSERVATION_DAYS = 104;

    /** Stars that a repository which doubles its pace gains at least. */
    public static final long DOUBLING_GAIN = 100;

    private Breakouts() {}

    /**
     * The least whole number of stars that makes a break-out.
     *
     * @param gainBefore stars gained in the 28 days before; a loss asks no more than the other two bounds
     * @param stars stars on the day
     */
    public static Column requiredGain(Settings.Predict settings, Column gainBefore, Column stars) {
        return greatest(
                lit(settings.breakoutGain()),
                wholeStars(gainBefore, settings.breakoutRatio()),
                wholeStars(stars, settings.breakoutShare()));
    }

    /** The same for one repository. */
    public static long requiredGain(Settings.Predict settings, long gainBefore, long stars) {
        return Math.max(
                settings.breakoutGain(),
                Math.max(
                        wholeStars(gainBefore, settings.breakoutRatio()), wholeStars(stars, settings.breakoutShare())));
    }

    /** The least whole number of stars that doubles the pace: twice the 28 days before, and {@value #DOUBLING_GAIN}. */
    public static long requiredToDouble(long gainBefore) {
        return Math.max(DOUBLING_GAIN, 2 * gainBefore);
    }

    private static Column wholeStars(Column count, double times) {
        return ceil(count.cast("double").multiply(lit(times)));
    }

    private static long wholeStars(long count, double times) {
        return (long) Math.ceil(count * times);
    }

    /**
     * Whether a gain is a break-out.
     *
     * @param gain stars gained in 28 days; NaN where unknown
     * @param gainBefore stars gained in the 28 days before them; NaN where unknown
     * @param stars stars before the gain
     * @return false where one of them is unknown
     */
    public static boolean isBreakout(Settings.Predict settings, double gain, double gainBefore, double stars) {
        return !Double.isNaN(gainBefore) && gain >= requiredGain(settings, Math.round(gainBefore), Math.round(stars));
    }

    /**
     * Whether a repository is on pace: its week, kept up for the whole horizon, would be a break-out.
     *
     * @param requiredGain as given by {@link #requiredGain}
     */
    public static Column isOnPace(Column velocity7d, Column requiredGain) {
        return coalesce(velocity7d.multiply(HORIZON_DAYS).geq(requiredGain), lit(false));
    }

    /**
     * Adds the observed gain of each claim: {@code observed_on} and {@code observed_gain} (stars in 28 days), both null where
     * the repository was not observed 28 to 34 days after the day.
     *
     * @param startDay name of the column with the day the claim starts on
     * @param startStars name of the column with the stars on that day
     * @param claims rows with {@code subject_key} and the two columns named
     * @param snapshots observations; only those 28 to 34 days after a claim matter
     */
    public static Dataset<Row> withObservedGain(
            String startDay, String startStars, Dataset<Row> snapshots, Dataset<Row> claims) {
        Dataset<Row> later = snapshots.select(
                col("repo_key").as("later_key"),
                col(Table.DAY).as("later_day"),
                col("stars").as("later_stars"));
        Column elapsed = datediff(col("later_day"), col(startDay));
        Column isWithinReach = elapsed.between(HORIZON_DAYS, LAST_OBSERVATION_DAYS);
        Dataset<Row> first = claims.select(col("subject_key"), col(startDay))
                .distinct()
                .join(later, col("subject_key").equalTo(col("later_key")).and(isWithinReach))
                .groupBy(col("subject_key"), col(startDay))
                .agg(min_by(struct(col("later_day"), col("later_stars")), col("later_day"))
                        .as("first_observation"));
        Column gain = col("first_observation.later_stars").minus(col(startStars));
        Column days = datediff(col("first_observation.later_day"), col(startDay));
        return claims.join(first, new String[] {"subject_key", startDay}, "left")
                .withColumn("observed_on", col("first_observation.later_day"))
                .withColumn("observed_gain", gain.multiply(lit(HORIZON_DAYS)).divide(days))
                .drop("first_observation");
    }

    static Column day(LocalDate day) {
        return lit(Date.valueOf(day));
    }
}
