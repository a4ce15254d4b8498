package dev.reposignal.ledger;

import static org.apache.spark.sql.functions.avg;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import dev.reposignal.config.Settings;
import dev.reposignal.table.Columns;
import dev.reposignal.table.Table;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What the last finished windows taught: how often repositories broke out, all of them and those that were on pace to.
 *
 * <p>Four windows, a week apart, are counted together: one alone has too few repositories on pace. The probability of a
 * repository on pace is the share of those on pace then that broke out, drawn towards the base rate as a beta-binomial
 * posterior mean with a prior worth {@value #PRIOR_REPOSITORIES} repositories: (hits + 10 x base rate) / (on pace + 10).
 */
public final class HistoricalHitRate {
    /** How many repositories the base rate is worth as a prior. */
    public static final int PRIOR_REPOSITORIES = 10;

    /** Name of the method, as stored in {@code predictions.model}. */
    public static final String MODEL = "on-pace-hit-rate-v2";

    private static final int WINDOWS = 4;

    private HistoricalHitRate() {}

    /**
     * The days claims are looked back at from, the latest first: a week apart, and each so long ago that all its claims
     * can be graded from data up to the day.
     */
    public static List<LocalDate> startDays(LocalDate day) {
        LocalDate latest = day.minusDays(Breakouts.LAST_OBSERVATION_DAYS);
        return IntStream.range(0, WINDOWS).mapToObj(latest::minusWeeks).toList();
    }

    /**
     * One row: {@code base_repos}, {@code base_rate}, {@code probability}; the last two are null where no repository was
     * eligible.
     *
     * @param paces repositories on the start days: repo_key, snapshot_date, stars, stars_gained_28d, velocity_7d
     * @param snapshots observations after the start days and up to today
     */
    public static Dataset<Row> counted(Settings.Predict settings, Dataset<Row> paces, Dataset<Row> snapshots) {
        Column requiredGain = Breakouts.requiredGain(settings, col(Columns.STARS_GAINED_28D), col("stars"));
        Dataset<Row> eligible = paces.where(col(Columns.STARS_GAINED_28D).isNotNull())
                .select(
                        col("repo_key").as("subject_key"),
                        col(Table.DAY).as("start_day"),
                        col("stars").as("start_stars"),
                        requiredGain.as("required_gain"),
                        Breakouts.isOnPace(col(Columns.VELOCITY_7D), requiredGain)
                                .as("is_on_pace"));
        Column isHit = coalesce(col("observed_gain").geq(col("required_gain")), lit(false));
        Column hit = when(isHit, 1.0).otherwise(0.0);
        Column onPace = when(col("is_on_pace"), 1.0).otherwise(0.0);
        Column onPaceHit = when(isHit.and(col("is_on_pace")), 1.0).otherwise(0.0);
        // A repository that vanished did not break out where anybody could see it: it counts, as a miss.
        return Breakouts.withObservedGain("start_day", "start_stars", snapshots, eligible)
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
