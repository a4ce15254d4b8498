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
 * <p>A repository breaks out after day D if it gains, in the 28 days after D, at least {@code breakout_gain} stars and at
 * least {@code breakout_ratio} times the stars it gained in the 28 days before D. The gain is taken at the first
 * observation 28 to 34 days after D and scaled to 28 days.
 */
public final class Breakouts {
    /** Days a claim looks ahead. */
    public static final int HORIZON_DAYS = 28;

    /** Days after which a repository not seen since the horizon counts as unobservable. */
    public static final int LAST_OBSERVATION_DAYS = 34;

    private Breakouts() {}

    /**
     * The least whole number of stars that makes a break-out.
     *
     * @param gainBefore stars gained in the 28 days before; after a loss the fixed minimum applies
     */
    public static Column requiredGain(Settings.Predict settings, Column gainBefore) {
        Column multiple = ceil(gainBefore.cast("double").multiply(lit(settings.breakoutRatio())));
        return greatest(lit(settings.breakoutGain()), multiple);
    }

    /** The same for one number. */
    public static long requiredGain(Settings.Predict settings, double gainBefore) {
        return Math.max(settings.breakoutGain(), (long) Math.ceil(gainBefore * settings.breakoutRatio()));
    }

    /**
     * Whether a gain is a break-out.
     *
     * @param gain stars gained in 28 days; NaN where unknown
     * @param gainBefore stars gained in the 28 days before them; NaN where unknown
     * @return false where one of the two is unknown
     */
    public static boolean isBreakout(Settings.Predict settings, double gain, double gainBefore) {
        return !Double.isNaN(gainBefore) && gain >= requiredGain(settings, gainBefore);
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
