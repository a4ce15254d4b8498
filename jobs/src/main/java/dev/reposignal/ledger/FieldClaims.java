package dev.reposignal.ledger;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.countDistinct;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.format_string;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.round;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.sequence;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.sort_array;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.to_json;
import static org.apache.spark.sql.functions.when;

import dev.reposignal.table.ClaimKind;
import dev.reposignal.table.Flags;
import dev.reposignal.table.Table;
import java.time.LocalDate;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;

/**
 * Claims that a field keeps its share: that its repositories take at least as large a part of all new stars in the next 28 days as
 * in the last week or in the 28 days before, whichever was larger. A field that rose must keep what it gained, one that fell must win
 * it back: with the 28 days alone a field that had just risen could lose most of that and still be right.
 *
 * <p>The repositories of the field are written into the claim. The probability is how often a field in the same state kept its share:
 * fields whose last week took a larger share than the three weeks before it are one state, all others the other. The history of one
 * field alone was tried and says less than that of all together.
 */
public final class FieldClaims {
    /** Name of the method, as stored in {@code predictions.model}. */
    public static final String MODEL = "field-shares-v2";

    /** Smaller fields are claims about single repositories. */
    static final int LEAST_MEMBERS = 20;

    private static final int CLAIMS = 3;
    private static final int WEEK_DAYS = 7;
    /** Shares are compared to so many digits, as the claim prints them. */
    private static final int DIGITS = 4;

    private FieldClaims() {}

    /**
     * The repositories whose growth counts: repo_key, stars and field, null where they are in none.
     *
     * @param clusters the night's rows of {@code clusters}
     * @param clusterMembers the night's rows of {@code cluster_members}
     * @param signals the night's rows of {@code repo_signals}
     */
    public static Dataset<Row> members(Dataset<Row> clusters, Dataset<Row> clusterMembers, Dataset<Row> signals) {
        Dataset<Row> fields = clusterMembers
                .where(col("cluster_id").isNotNull())
                .select("repo_key", "cluster_id")
                .join(clusters.where(col("field").isNotNull()).select("cluster_id", "field"), "cluster_id")
                .select("repo_key", "field");
        return signals.where(Flags.isGrowth())
                .select("repo_key", "stars")
                .join(fields, new String[] {"repo_key"}, "left");
    }

    /**
     * The share of every field in windows of the past and tonight: field, week (weeks before the night), gain (stars of the 28 days
     * before), required_value (its share of them or of the last week, the larger), is_up (whether its last week took a larger share
     * than the weeks before it) and
     * observed_value (its share of the 28 days after; null where they are not over).
     *
     * @param counts as {@link WeeklyCounts#of} gives them
     * @param members as {@link #members} gives them: tonight's, also for the past
     */
    public static Dataset<Row> windows(Dataset<Row> counts, Dataset<Row> members) {
        Column week = col("week");
        Column before = week.plus(WeeklyCounts.HORIZON_WEEKS);
        Dataset<Row> sums = counts.join(members.select("repo_key", "field"), "repo_key")
                .withColumn("week", explode(sequence(lit(0), lit(WeeklyCounts.WEEKS - WeeklyCounts.HORIZON_WEEKS))))
                .select(
                        col("field"),
                        week,
                        WeeklyCounts.gain(before, week).as("gain"),
                        WeeklyCounts.gain(week.plus(1), week).as("week_gain"),
                        WeeklyCounts.gain(before, week.plus(1)).as("weeks_gain"),
                        WeeklyCounts.gain(week, week.minus(WeeklyCounts.HORIZON_WEEKS))
                                .as("next_gain"))
                .where(col("gain").isNotNull().and(col("week_gain").isNotNull()))
                .groupBy("field", "week")
                .agg(
                        sum("gain").as("gain"),
                        sum("week_gain").as("week_gain"),
                        sum("weeks_gain").as("weeks_gain"),
                        sum("next_gain").as("next_gain"));
        return sums.select(
                        col("field"),
                        week,
                        col("gain"),
                        round(greatest(share("gain"), share("week_gain")), DIGITS)
                                .as("required_value"),
                        share("week_gain").geq(share("weeks_gain")).as("is_up"),
                        round(share("next_gain"), DIGITS).as("observed_value"))
                .where(col("field")
                        .isNotNull()
                        .and(col("required_value").isNotNull())
                        .and(col("is_up").isNotNull()));
    }

    /** The part of a gain of all repositories of the week; null where they gained nothing together. */
    private static Column share(String gain) {
        Column all = sum(gain).over(Window.partitionBy("week"));
        return when(all.gt(0), col(gain).divide(all));
    }

    /**
     * Rows of {@code predictions} about the fields with most new stars; none where fewer windows are finished than any claim about
     * groups needs.
     *
     * @param members as {@link #members} gives them
     * @param windows as {@link #windows} gives them
     */
    public static Dataset<Row> made(LocalDate day, Dataset<Row> members, Dataset<Row> windows) {
        Dataset<Row> finished = windows.where(col("week").geq(WeeklyCounts.HORIZON_WEEKS));
        Dataset<Row> experience = GroupHitRate.counted(col("is_up"), finished)
                .crossJoin(finished.where(col("observed_value").isNotNull())
                        .agg(countDistinct("week").as("windows")))
                .where(col("windows").geq(EvaluationWindows.LEAST));
        Dataset<Row> named = members.where(col("field").isNotNull())
                .groupBy(col("field").as("member_field"))
                .agg(
                        sum("stars").as("stars_at_claim"),
                        sort_array(collect_list(struct(col("repo_key"), col("stars"))))
                                .as("members"))
                .where(size(col("members")).geq(LEAST_MEMBERS));
        return windows.where(col("week").equalTo(0))
                .drop("observed_value")
                .join(named, col("field").equalTo(col("member_field")))
                .withColumn(
                        "position",
                        row_number().over(Window.orderBy(col("required_value").desc(), col("field"))))
                .where(col("position").leq(CLAIMS))
                .join(experience, col("is_up").equalTo(col("group")))
                .withColumn("made_on", Breakouts.day(day))
                .select(
                        col("made_on"),
                        col("field").as("subject_key"),
                        col("field").as("subject_name"),
                        col("position"),
                        format_string(
                                        "The field %s keeps its share: it takes at least %.2f%% of all new stars in the %d"
                                                + " days after %s, as in the %d before",
                                        col("field"),
                                        col("required_value").multiply(lit(100.0)),
                                        lit(Breakouts.HORIZON_DAYS),
                                        col("made_on").cast("string"),
                                        when(col("is_up"), lit(WEEK_DAYS)).otherwise(lit(Breakouts.HORIZON_DAYS)))
                                .as("claim"),
                        to_json(struct(
                                        lit("share_of_stars_gained_by_members").as("metric"),
                                        col("field"),
                                        col("made_on").cast("string").as("from"),
                                        lit(Breakouts.HORIZON_DAYS).as("days"),
                                        lit(Breakouts.LAST_OBSERVATION_DAYS).as("observed_within_days"),
                                        col("required_value").as("at_least"),
                                        size(col("members")).as("members")))
                                .as("criterion"),
                        lit("share of new stars").as("unit"),
                        col("required_value"),
                        col("stars_at_claim"),
                        col("gain").as("gain_before"),
                        lit(null).cast("long").as("required_gain"),
                        col("members"),
                        col("probability"),
                        col("base_rate"),
                        col("base_repos"),
                        lit(MODEL).as("model"))
                .transform(claims -> Claims.toPredictions(ClaimKind.FIELD_SHARE, claims));
    }

    /**
     * Adds what was observed of each claim, see {@link Grading#resolved}: the part of the stars that all repositories of its night
     * gained until the end day which its own repositories gained; nothing where fewer than half of them were seen. A repository
     * with a level shift in that time is left out on both sides.
     *
     * @param health rows of {@code feed_health} up to the night's day
     * @param signals rows of {@code repo_signals} up to the night's day
     * @param due claims
     */
    public static Dataset<Row> observed(Dataset<Row> health, Dataset<Row> signals, Dataset<Row> due) {
        Dataset<Row> claims = Claims.withEndDay(health, due);
        Dataset<Row> counted = signals.where(Flags.isGrowth()).select(Table.DAY, "repo_key", "stars");
        Dataset<Row> gains = claims.select("made_on", "end_day")
                .distinct()
                .join(
                        counted.select(
                                col(Table.DAY).as("then_day"),
                                col("repo_key").as("gain_key"),
                                col("stars").as("then_stars")),
                        col("then_day").equalTo(col("made_on")))
                .join(
                        counted.select(
                                col(Table.DAY).as("now_day"),
                                col("repo_key").as("now_key"),
                                col("stars").as("now_stars")),
                        col("now_day")
                                .equalTo(col("end_day"))
                                .and(col("now_key").equalTo(col("gain_key"))))
                .select(
                        col("made_on").as("gain_from"),
                        col("gain_key"),
                        col("now_stars").minus(col("then_stars")).as("gain"));
        Dataset<Row> all = gains.groupBy("gain_from").agg(sum("gain").as("feed_gain"));
        Dataset<Row> own = claims.select(
                        col("prediction_id"),
                        col("made_on"),
                        explode(col("members.repo_key")).as("member"))
                .join(
                        gains,
                        col("member")
                                .equalTo(col("gain_key"))
                                .and(col("made_on").equalTo(col("gain_from"))),
                        "left")
                .groupBy("prediction_id")
                .agg(
                        count(lit(1)).as("all_members"),
                        count("gain").as("members_seen"),
                        sum("gain").as("gained"));
        Column isObserved = col("members_seen")
                .multiply(2)
                .geq(col("all_members"))
                .and(col("feed_gain").gt(0));
        return claims.join(own, "prediction_id")
                .join(all, col("made_on").equalTo(col("gain_from")), "left")
                .withColumn(
                        "observed_value", when(isObserved, round(col("gained").divide(col("feed_gain")), DIGITS)))
                .withColumn("observed_on", when(isObserved, col("end_day")))
                .withColumn(
                        "seen",
                        format_string(
                                "repo_signals: %d of %d repositories seen on %s, they gained %,d of %,d new stars:"
                                        + " %.2f%%, %.2f%% were needed",
                                col("members_seen"),
                                col("all_members"),
                                col("end_day").cast("string"),
                                col("gained"),
                                col("feed_gain"),
                                col("observed_value").multiply(lit(100.0)),
                                col("required_value").multiply(lit(100.0))))
                .withColumn(
                        "unseen",
                        format_string(
                                "repo_signals: fewer than half of %d repositories seen on a night %d to %d days after"
                                        + " %s",
                                col("all_members"),
                                lit(Breakouts.HORIZON_DAYS),
                                lit(Breakouts.LAST_OBSERVATION_DAYS),
                                col("made_on").cast("string")));
    }
}
