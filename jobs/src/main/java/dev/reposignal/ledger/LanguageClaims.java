package dev.reposignal.ledger;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.explode_outer;
import static org.apache.spark.sql.functions.format_string;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.sort_array;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.to_json;
import static org.apache.spark.sql.functions.when;

import dev.reposignal.table.ClaimKind;
import dev.reposignal.table.Table;
import dev.reposignal.table.Tier;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;

/**
 * Claims that a language brings new names: at least two of its repositories that do not surface tonight are among the
 * surfacing in 28 days.
 *
 * <p>What surfaces tonight is written into the claim. Claims are made of the three languages with most tracked repositories.
 */
public final class LanguageClaims {
    /** New names that make the claim true. */
    static final int NEWCOMERS = 2;

    private static final int CLAIMS = 3;

    private LanguageClaims() {}

    /**
     * What could be claimed of the languages of some days: one row per language, the three with most tracked repositories of
     * each day.
     *
     * @param signals rows of {@code repo_signals}
     */
    public static Dataset<Row> candidates(Dataset<Row> signals) {
        Column isSurfacing = Tier.SURFACING.isTier();
        Dataset<Row> surfacing = signals.where(isSurfacing)
                .groupBy(Table.DAY)
                .agg(sort_array(collect_list(struct(col("repo_key"), col("stars"))))
                        .as("members"));
        return signals.where(Tier.onBoard())
                .where(col("language").isNotNull())
                .groupBy(Table.DAY, "language")
                .agg(count(lit(1)).as("repos"))
                .withColumn(
                        "position",
                        row_number()
                                .over(Window.partitionBy(Table.DAY)
                                        .orderBy(col("repos").desc(), col("language"))))
                .where(col("position").leq(CLAIMS))
                .join(surfacing, Table.DAY)
                .withColumn("required_value", lit((double) NEWCOMERS))
                .withColumn("required_gain", lit(null).cast("long"))
                .withColumn("made_on", col(Table.DAY))
                .withColumn("subject_key", col("language"))
                .withColumn("prediction_id", concat_ws(":", col(Table.DAY), col("language")));
    }

    /**
     * Rows of {@code predictions} about the languages of a night.
     *
     * @param candidates {@link #candidates} of the night
     * @param experience the rows of {@link GroupHitRate#counted} with the language as group
     */
    public static Dataset<Row> made(Dataset<Row> candidates, Dataset<Row> experience) {
        return candidates
                .join(experience, col("language").equalTo(col("group")))
                .select(
                        col("made_on"),
                        col("subject_key"),
                        col("language").as("subject_name"),
                        col("position"),
                        format_string(
                                        "at least %d %s repos that do not surface on %s are among the surfacing %d days later",
                                        lit(NEWCOMERS),
                                        col("language"),
                                        col(Table.DAY).cast("string"),
                                        lit(Breakouts.HORIZON_DAYS))
                                .as("claim"),
                        to_json(struct(
                                        lit("new_surfacing_repos").as("metric"),
                                        col("language"),
                                        col(Table.DAY).cast("string").as("from"),
                                        lit(Breakouts.HORIZON_DAYS).as("days"),
                                        lit(Breakouts.LAST_OBSERVATION_DAYS).as("observed_within_days"),
                                        lit(NEWCOMERS).as("at_least"),
                                        size(col("members")).as("surfacing_then")))
                                .as("criterion"),
                        lit("repositories").as("unit"),
                        col("required_value"),
                        lit(null).cast("long").as("stars_at_claim"),
                        lit(null).cast("long").as("gain_before"),
                        col("required_gain"),
                        col("members"),
                        col("probability"),
                        col("base_rate"),
                        col("base_repos"),
                        lit(GroupHitRate.MODEL).as("model"))
                .transform(claims -> Claims.toPredictions(ClaimKind.LANGUAGE_NEWCOMERS, claims));
    }

    /**
     * Adds what was observed of each claim, see {@link Grading#resolved}: how many repositories of the language surface on the
     * end day that did not when it was made.
     *
     * @param health rows of {@code feed_health} up to the night's day
     * @param signals rows of {@code repo_signals} up to the night's day
     * @param due claims or candidates
     */
    public static Dataset<Row> observed(Dataset<Row> health, Dataset<Row> signals, Dataset<Row> due) {
        Dataset<Row> claims = Claims.withEndDay(health, due);
        Dataset<Row> known = claims.select(
                col("prediction_id"), explode_outer(col("members.repo_key")).as("known_key"));
        Dataset<Row> surfacing = signals.where(Tier.SURFACING.isTier())
                .select(
                        col(Table.DAY).as("later_day"),
                        col("language").as("later_language"),
                        col("repo_key").as("later_key"));
        Dataset<Row> newcomers = claims.select("prediction_id", "end_day", "subject_key")
                .join(
                        surfacing,
                        col("later_day")
                                .equalTo(col("end_day"))
                                .and(col("later_language").equalTo(col("subject_key"))))
                .join(
                        known.withColumnRenamed("prediction_id", "known_id"),
                        col("prediction_id")
                                .equalTo(col("known_id"))
                                .and(col("later_key").equalTo(col("known_key"))),
                        "left_anti")
                .groupBy("prediction_id")
                .agg(count(lit(1)).as("newcomers"));
        return claims.join(newcomers, new String[] {"prediction_id"}, "left")
                .withColumn(
                        "observed_value",
                        when(
                                col("end_day").isNotNull(),
                                coalesce(col("newcomers"), lit(0L)).cast("double")))
                .withColumn("observed_on", col("end_day"))
                .withColumn("required_value", Claims.requiredValue())
                .withColumn(
                        "seen",
                        format_string(
                                "repo_signals: %d new %s repositories surface on %s, %d were needed",
                                coalesce(col("newcomers"), lit(0L)),
                                col("subject_key"),
                                col("end_day").cast("string"),
                                col("required_value").cast("long")))
                .withColumn(
                        "unseen",
                        format_string(
                                "repo_signals: no night fit to publish %d to %d days after %s",
                                lit(Breakouts.HORIZON_DAYS),
                                lit(Breakouts.LAST_OBSERVATION_DAYS),
                                col("made_on").cast("string")));
    }
}
