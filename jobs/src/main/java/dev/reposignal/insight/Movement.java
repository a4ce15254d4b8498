package dev.reposignal.insight;

import static org.apache.spark.sql.functions.avg;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.length;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.regexp_replace;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.split;
import static org.apache.spark.sql.functions.trim;
import static org.apache.spark.sql.functions.try_divide;
import static org.apache.spark.sql.functions.when;

import dev.reposignal.table.Table;
import dev.reposignal.table.Tier;
import java.time.LocalDate;
import java.util.Arrays;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** How the repositories that an article may speak of moved: the week against the weeks before, and what they must reach. */
public final class Movement {
    /** A longer clause is a paragraph; it is not cut but left out. */
    private static final int LONGEST_SUMMARY = 75;

    private static final int SHORTEST_SUMMARY = 12;
    private static final int STATEMENT_WORDS = 5;
    /** Below one star a day a ratio says nothing. */
    private static final double LEAST_PACE = 1;

    private Movement() {}

    /**
     * The rows of {@code repo_movement} of a day: the tracked, the subjects of claims and highlights, the carriers of trends.
     *
     * @param signals the day's rows of {@code repo_signals} with {@code needed_gain}, the gain that makes a break-out
     * @param snapshots the day's rows of {@code snapshots}
     * @param clusters the day's rows of {@code clusters}
     * @param clusterMembers the day's rows of {@code cluster_members}
     * @param predictions the rows of {@code predictions} made on the day
     * @param highlights the day's rows of {@code highlights}
     * @param trendMembers the day's rows of {@code trend_members}
     */
    public static Dataset<Row> measured(
            LocalDate day,
            Dataset<Row> signals,
            Dataset<Row> snapshots,
            Dataset<Row> clusters,
            Dataset<Row> clusterMembers,
            Dataset<Row> predictions,
            Dataset<Row> highlights,
            Dataset<Row> trendMembers) {
        Column isRepository = col("subject_type").equalTo("repository");
        Dataset<Row> named = signals.where(Tier.onBoard())
                .select("repo_key")
                .union(predictions.where(isRepository).select("subject_key"))
                .union(highlights.where(isRepository).select("subject_key"))
                .union(trendMembers.select("repo_key"))
                .distinct();
        Dataset<Row> claims = predictions
                .where(col("kind").equalTo("breakout"))
                .select(
                        col("subject_key").as("repo_key"),
                        col("probability").as("claimed"),
                        col("required_gain").as("claimed_gain"));
        Dataset<Row> base = predictions
                .where(col("kind").equalTo("breakout"))
                .agg(avg("base_rate").as("base_rate"));
        Dataset<Row> kinds = clusterMembers
                .select("repo_key", "cluster_id")
                .join(
                        clusters.select(
                                col("cluster_id"),
                                col("label"),
                                Trends.words(col("label"), col("keywords")).as("words"),
                                column(clusters, "field"),
                                column(clusters, "relevance")),
                        "cluster_id");
        Column beforeDays = col("days_elapsed_28d").minus(col("days_elapsed_7d"));
        Column before = when(
                beforeDays.gt(0),
                col("stars_gained_28d").minus(col("stars_gained_7d")).divide(beforeDays));
        return signals.join(named, "repo_key")
                .join(
                        snapshots.select(
                                col("repo_key"),
                                col("description"),
                                Trends.text().as("text")),
                        new String[] {"repo_key"},
                        "left")
                .join(kinds, new String[] {"repo_key"}, "left")
                .join(claims, new String[] {"repo_key"}, "left")
                .crossJoin(base)
                .withColumn("before_velocity", before)
                .withColumn("probability", coalesce(col("claimed"), col("breakout_probability")))
                .withColumn("needed", coalesce(col("claimed_gain"), col("needed_gain")))
                .select(
                        lit(day).as(Table.DAY),
                        col("repo_key"),
                        col("full_name"),
                        col("language"),
                        when(Trends.confirms(col("words"), col("text")), col("label"))
                                .as("subject"),
                        col("field"),
                        col("relevance"),
                        summary(col("description")).as("summary"),
                        col("stars"),
                        col("stars_gained_28d").as("month_gain"),
                        col("stars_gained_7d").as("week_gain"),
                        col("velocity_7d").as("week_velocity"),
                        col("before_velocity"),
                        when(
                                        col("before_velocity").geq(LEAST_PACE),
                                        col("velocity_7d")
                                                .divide(col("before_velocity"))
                                                .minus(1.0))
                                .as("growth"),
                        share(col("stars_gained_7d"), col("stars_gained_28d")).as("week_share"),
                        share(col("stars_gained_24h"), col("stars_gained_7d")).as("day_share"),
                        col("needed").cast("long").as("needed_gain"),
                        when(col("stars_gained_28d").gt(0), col("needed").divide(col("stars_gained_28d")))
                                .as("needed_ratio"),
                        col("probability"),
                        try_divide(col("probability"), col("base_rate")).as("times_usual"));
    }

    /** A part of a whole, where both grew and the part is one. */
    private static Column share(Column part, Column whole) {
        return when(part.between(0, whole).and(whole.gt(0)), part.divide(whole));
    }

    /**
     * The first clause of a description, of a long one up to its first comma, without its full stop; null where that is long,
     * short or not in Latin letters.
     */
    static Column summary(Column description) {
        Column plain = trim(regexp_replace(description, "[\\p{So}\\p{Sk}\\p{Cn}\\p{Cs}\\p{Cf}\\x{FE0F}]+", ""));
        Column clause = trim(split(plain, "(?<=[a-z0-9)])[.!?;:|](\\s|$)|\\s[-|]\\s|\\s*[–—]\\s")
                .getItem(0));
        Column first = trim(split(clause, ",\\s").getItem(0));
        // The first of a list of names says nothing; a part of so many words is a statement.
        Column isStatement = size(split(first, " ")).geq(STATEMENT_WORDS);
        clause =
                when(length(clause).gt(LONGEST_SUMMARY).and(isStatement), first).otherwise(clause);
        return when(
                length(clause)
                        .between(SHORTEST_SUMMARY, LONGEST_SUMMARY)
                        .and(clause.rlike("^[\\x20-\\x7E]*[A-Za-z]{3}[\\x20-\\x7E]*$")),
                regexp_replace(clause, "[\\s,.]+$", ""));
    }

    private static Column column(Dataset<Row> rows, String name) {
        return Arrays.asList(rows.columns()).contains(name)
                ? col(name)
                : lit(null).cast("string").as(name);
    }
}
