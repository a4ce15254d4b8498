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
 * What the last finished window taught: how often repositories broke out, all of them and those that were on pace to.
 *
 * <p>The probability of a repository on pace is the share of those on pace then that broke out, drawn towards the base
 * rate as a beta-binomial posterior mean with a prior worth {@value #PRIOR_REPOSITORIES} repositories: (hits + 10 x base
 * rate) / (on pace + 10). The few dozen on pace alone are too few to trust.
 */
public final class Experience {
    /** How many repositories the base rate is worth as a prior. */
    public static final int PRIOR_REPOSITORIES = 10;

    /** Name of the method, as stored in {@code predictions.model}. */
    public static final String MODEL = "on-pace-hit-rate-v1";

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
                        Breakouts.isOnPace(
                                        col("tier"),
                                        col("velocity_7d"),
                                        Breakouts.requiredGain(settings, col("stars_gained_28d")))
                                .as("is_on_pace"));
        Column isHit = coalesce(col("observed_gain").geq(col("required_gain")), lit(false));
        Column hit = when(isHit, 1.0).otherwise(0.0);
        Column onPace = when(col("is_on_pace"), 1.0).otherwise(0.0);
        Column onPaceHit = when(isHit.and(col("is_on_pace")), 1.0).otherwise(0.0);
        // A repository that vanished did not break out where anybody could see it: it counts, as a miss.
        return Breakouts.withObservedGain("start_day", "start_stars", snapshotsSince, eligible)
                .agg(
                        count(lit(1)).as("base_repos"),
                        avg(hit).as("base_rate"),
                        sum(onPace).as("on_pace"),
                        sum(onPaceHit).as("on_pace_hits"))
                .select(
                        col("base_repos"),
                        col("base_rate"),
                        col("on_pace_hits")
                                .plus(col("base_rate").multiply(lit(PRIOR_REPOSITORIES)))
                                .divide(col("on_pace").plus(lit(PRIOR_REPOSITORIES)))
                                .as("probability"));
    }
}
