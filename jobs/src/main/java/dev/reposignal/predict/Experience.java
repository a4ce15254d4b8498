package dev.reposignal.predict;

import static org.apache.spark.sql.functions.avg;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import dev.reposignal.config.Settings;
import dev.reposignal.table.Table;
import java.time.LocalDate;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What the last finished window taught: how often repositories broke out, all of them and those the tracker showed.
 *
 * <p>The probability of a tracked repository is the share of tracked repositories that broke out then, drawn towards the
 * base rate as a beta-binomial posterior mean with a prior worth {@value #PRIOR_REPOSITORIES} repositories: (hits + 10 x
 * base rate) / (tracked + 10). Fifty repositories alone are too few to trust.
 */
public final class Experience {
    /** How many repositories the base rate is worth as a prior. */
    public static final int PRIOR_REPOSITORIES = 10;

    /** Name of the method, as stored in {@code predictions.model}. */
    public static final String MODEL = "tracked-hit-rate-v1";

    private Experience() {}

    /** The latest day whose claims can all be graded from data up to a day. */
    public static LocalDate latestFinishedStart(LocalDate day) {
        return day.minusDays(Breakouts.LAST_OBSERVATION_DAYS);
    }

    /**
     * One row: {@code base_repos}, {@code base_rate}, {@code probability}; the last two are null where no repository was
     * eligible.
     *
     * @param signalsThen signals of a day whose window has finished, measured from data up to that day alone
     * @param snapshotsSince observations after that day and up to today
     */
    public static Dataset<Row> counted(
            Settings.Predict settings, Dataset<Row> signalsThen, Dataset<Row> snapshotsSince) {
        Dataset<Row> eligible = signalsThen
                .where(col("stars_gained_28d").isNotNull())
                .select(
                        col("repo_key").as("subject_key"),
                        col(Table.DAY).as("start_day"),
                        col("stars").as("start_stars"),
                        Breakouts.requiredGain(settings, col("stars_gained_28d"))
                                .as("required_gain"),
                        col("tier").isin("tracked", "surfacing").as("is_tracked"));
        Column isHit = coalesce(col("observed_gain").geq(col("required_gain")), lit(false));
        Column hit = when(isHit, 1.0).otherwise(0.0);
        Column trackedHit = when(isHit.and(col("is_tracked")), 1.0).otherwise(0.0);
        Column tracked = when(col("is_tracked"), 1.0).otherwise(0.0);
        // A repository that vanished did not break out where anybody could see it: it counts, as a miss.
        return Breakouts.withObservedGain("start_day", "start_stars", snapshotsSince, eligible)
                .agg(
                        count(lit(1)).as("base_repos"),
                        avg(hit).as("base_rate"),
                        sum(trackedHit).as("tracked_hits"),
                        sum(tracked).as("tracked"))
                .select(
                        col("base_repos"),
                        col("base_rate"),
                        col("tracked_hits")
                                .plus(col("base_rate").multiply(lit(PRIOR_REPOSITORIES)))
                                .divide(col("tracked").plus(lit(PRIOR_REPOSITORIES)))
                                .as("probability"));
    }
}
