package dev.reposignal.ledger;

import static org.apache.spark.sql.functions.ceil;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.datediff;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.first;
import static org.apache.spark.sql.functions.format_string;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.round;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.sort_array;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.to_json;
import static org.apache.spark.sql.functions.when;

import dev.reposignal.table.ClaimKind;
import dev.reposignal.table.Columns;
import dev.reposignal.table.Flags;
import dev.reposignal.table.Table;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Claims that a forming cluster speeds up: the repositories it has tonight gain, in the next 28 days, at least a quarter more
 * stars than in the last 28.
 *
 * <p>The repositories are written into the claim, so that no later clustering can change what was claimed. A level shift
 * or a second name has no part in it. One that is not seen at the end has gained nothing.
 */
public final class ClusterClaims {
    /** How many times the last gain the next one has to be. */
    static final double RATIO = 1.25;

    /** Smaller clusters are claims about single repositories. */
    static final int LEAST_MEMBERS = 5;

    /** Clusters that gain less are not claimed: a few stars would decide the claim. */
    static final int LEAST_GAIN = 100;

    private static final int CLAIMS = 3;

    private ClusterClaims() {}

    /**
     * What could be claimed of the clusters of some days: one row per cluster that is large enough.
     *
     * @param clusters rows of {@code clusters}
     * @param places rows of {@code cluster_members} of the same days
     * @param signals rows of {@code repo_signals} of the same days
     */
    public static Dataset<Row> candidates(Dataset<Row> clusters, Dataset<Row> places, Dataset<Row> signals) {
        // Exact decimals: the sum is the same in any order.
        Column gain = sum(
                col(Columns.VELOCITY_28D).multiply(lit(Breakouts.HORIZON_DAYS)).cast("decimal(20,6)"));
        Dataset<Row> summed = places.where(col("cluster_id").isNotNull())
                .select(Table.DAY, "repo_key", "cluster_id")
                .join(
                        signals.where(Flags.isGrowth())
                                .where(col(Columns.VELOCITY_28D).isNotNull())
                                .select(Table.DAY, "repo_key", "stars", Columns.VELOCITY_28D),
                        new String[] {Table.DAY, "repo_key"})
                .groupBy(Table.DAY, "cluster_id")
                .agg(
                        sum("stars").as("stars_at_claim"),
                        round(gain).cast("long").as("gain_before"),
                        sort_array(collect_list(struct(col("repo_key"), col("stars"))))
                                .as("members"));
        return clusters.select(col(Table.DAY), col("cluster_id"), col("label"), col("is_forming"), col("forming_rank"))
                .join(summed, new String[] {Table.DAY, "cluster_id"})
                .where(size(col("members")).geq(LEAST_MEMBERS))
                .where(col("gain_before").geq(LEAST_GAIN))
                .withColumn(
                        "required_gain", ceil(col("gain_before").cast("double").multiply(lit(RATIO))))
                .withColumn("required_value", col("required_gain").cast("double"))
                .withColumn("made_on", col(Table.DAY))
                .withColumn("prediction_id", concat_ws(":", col(Table.DAY), col("cluster_id")));
    }

    /**
     * Rows of {@code predictions} about the forming clusters of a night.
     *
     * @param candidates {@link #candidates} of the night
     * @param experience the row of {@link GroupHitRate#counted} with the forming clusters as group
     */
    public static Dataset<Row> made(Dataset<Row> candidates, Dataset<Row> experience) {
        return candidates
                .where(col("is_forming"))
                .where(col("forming_rank").leq(CLAIMS))
                .crossJoin(experience.where(col("group").equalTo(group(lit(true)))))
                .select(
                        col("made_on"),
                        col("cluster_id").as("subject_key"),
                        col("label").as("subject_name"),
                        col("forming_rank").as("position"),
                        format_string(
                                        "the %,d repos of %s gain at least %,d stars in the %d days after %s, a quarter more than in the %d before",
                                        size(col("members")),
                                        col("label"),
                                        col("required_gain"),
                                        lit(Breakouts.HORIZON_DAYS),
                                        col(Table.DAY).cast("string"),
                                        lit(Breakouts.HORIZON_DAYS))
                                .as("claim"),
                        to_json(struct(
                                        lit("stars_gained_by_members").as("metric"),
                                        col("cluster_id"),
                                        col(Table.DAY).cast("string").as("from"),
                                        lit(Breakouts.HORIZON_DAYS).as("days"),
                                        lit(Breakouts.LAST_OBSERVATION_DAYS).as("observed_within_days"),
                                        col("required_gain").as("at_least"),
                                        size(col("members")).as("members")))
                                .as("criterion"),
                        lit("stars").as("unit"),
                        col("required_value"),
                        col("stars_at_claim"),
                        col("gain_before"),
                        col("required_gain"),
                        col("members"),
                        col("probability"),
                        col("base_rate"),
                        col("base_repos"),
                        lit(GroupHitRate.MODEL).as("model"))
                .transform(claims -> Claims.toPredictions(ClaimKind.CLUSTER_GROWTH, claims));
    }

    /** Forming clusters are one group of like cases, all others another. */
    public static Column group(Column isForming) {
        return when(isForming, "forming").otherwise("other");
    }

    /**
     * Adds what was observed of each claim, see {@link Grading#resolved}: the stars its repositories gained until the end
     * day, scaled to 28 days; nothing where fewer than half of them were seen.
     *
     * @param health rows of {@code feed_health} up to the night's day
     * @param snapshots observations up to the night's day
     * @param due claims or candidates
     */
    public static Dataset<Row> observed(Dataset<Row> health, Dataset<Row> snapshots, Dataset<Row> due) {
        Dataset<Row> claims = Claims.withEndDay(health, due);
        Dataset<Row> later = snapshots.select(
                col("repo_key").as("later_key"),
                col(Table.DAY).as("later_day"),
                col("stars").as("later_stars"));
        Column days = datediff(col("end_day"), col("made_on"));
        Column gain = col("later_stars").minus(col("member.stars"));
        Dataset<Row> gained = claims.select(
                        col("prediction_id"),
                        col("made_on"),
                        col("end_day"),
                        explode(col("members")).as("member"))
                .join(
                        later,
                        col("member.repo_key")
                                .equalTo(col("later_key"))
                                .and(col("later_day").equalTo(col("end_day"))),
                        "left")
                .groupBy("prediction_id")
                .agg(
                        count(lit(1)).as("all_members"),
                        count("later_stars").as("members_seen"),
                        first(days).as("elapsed"),
                        sum(gain).as("gained"));
        Column isObserved = col("members_seen").multiply(2).geq(col("all_members"));
        Column scaled = col("gained").multiply(lit(Breakouts.HORIZON_DAYS)).divide(col("elapsed"));
        return claims.join(gained, "prediction_id")
                .withColumn("observed_value", when(isObserved, coalesce(scaled, lit(0.0))))
                .withColumn("observed_on", when(isObserved, col("end_day")))
                .withColumn("required_value", Claims.requiredValue())
                .withColumn(
                        "seen",
                        format_string(
                                "snapshots: %d of %d repositories seen on %s, gained %s stars in 28 days, %s were needed",
                                col("members_seen"),
                                col("all_members"),
                                col("end_day").cast("string"),
                                round(col("observed_value"), 1).cast("string"),
                                col("required_value").cast("long").cast("string")))
                .withColumn(
                        "unseen",
                        format_string(
                                "snapshots: fewer than half of %d repositories seen on a night %d to %d days after %s",
                                col("all_members"),
                                lit(Breakouts.HORIZON_DAYS),
                                lit(Breakouts.LAST_OBSERVATION_DAYS),
                                col("made_on").cast("string")));
    }
}
