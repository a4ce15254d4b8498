package dev.reposignal.ledger;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.format_string;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.round;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.when;

import dev.reposignal.config.Settings;
import dev.reposignal.table.ClaimKind;
import dev.reposignal.table.Columns;
import dev.reposignal.table.Tier;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;

/** Claims that a repository breaks out in the next 28 days. */
public final class BreakoutClaims {
    /**
     * Under what kind the track record sums up claims that a repository doubles its pace. Earlier versions made them as
     * break-outs: they keep their rows and are recognised by the model that made them.
     */
    static final String DOUBLING = "doubling";

    private static final List<String> DOUBLING_MODELS = List.of("breakout-trees-v1", "on-pace-hit-rate-v1");

    private BreakoutClaims() {}

    /** The kind of a claim in the track record, so that hits of the smaller event do not count for the larger. */
    static Column recordedKind() {
        Column isDoubling = DOUBLING_MODELS.stream()
                .map(model -> coalesce(col("model").startsWith(model), lit(false)))
                .reduce(Column::or)
                .orElseThrow();
        return when(col("kind").equalTo(ClaimKind.BREAKOUT.value()).and(isDoubling), DOUBLING)
                .otherwise(col("kind"));
    }

    /**
     * Rows of {@code predictions} for the most probable break-outs among the surfacing repositories, as the model sees them.
     *
     * @param signals {@code repo_signals} of the night, with the model's probabilities
     * @param baseRate share of break-outs among all the model learned from
     * @param examples how many those were
     */
    public static Dataset<Row> byModel(
            Settings.Predict settings, double baseRate, long examples, Dataset<Row> signals) {
        return candidates(settings, signals)
                .where(col(Columns.BREAKOUT_PROBABILITY).isNotNull().and(Tier.SURFACING.isTier()))
                .withColumn(
                        "position",
                        row_number()
                                .over(Window.orderBy(
                                        col(Columns.BREAKOUT_PROBABILITY).desc(), col("repo_key"))))
                .where(col("position").leq(settings.repositories()))
                .withColumn("probability", col(Columns.BREAKOUT_PROBABILITY))
                .withColumn("base_rate", lit(baseRate))
                .withColumn("base_repos", lit(examples))
                .transform(BreakoutClaims::worded);
    }

    /**
     * Rows of {@code predictions} for the repositories first on the board that are on pace; none where the history is too
     * short for a hit rate. For nights without a model.
     *
     * @param signals {@code repo_signals} of the night
     * @param experience the row of {@link HistoricalHitRate#counted}
     */
    public static Dataset<Row> byExperience(Settings.Predict settings, Dataset<Row> signals, Dataset<Row> experience) {
        return candidates(settings, signals)
                .where(Breakouts.isOnPace(col(Columns.VELOCITY_7D), col("required_gain")))
                .withColumn("position", row_number().over(Window.orderBy(col(Columns.SIGNAL_RANK))))
                .where(col("position").leq(settings.repositories()))
                .drop("model")
                .withColumn("model", lit(HistoricalHitRate.MODEL))
                .crossJoin(experience.where(col("base_rate").isNotNull()))
                .transform(BreakoutClaims::worded);
    }

    private static Dataset<Row> candidates(Settings.Predict settings, Dataset<Row> signals) {
        return signals.where(Tier.onBoard())
                .where(col(Columns.STARS_GAINED_28D).isNotNull().and(not(col("is_suspect_burst"))))
                .withColumn(
                        "required_gain", Breakouts.requiredGain(settings, col(Columns.STARS_GAINED_28D), col("stars")));
    }

    private static Dataset<Row> worded(Dataset<Row> chosen) {
        return GainClaims.worded(ClaimKind.BREAKOUT, col("full_name"), col(Columns.STARS_GAINED_28D), chosen);
    }

    /**
     * Adds what was observed of each claim, see {@link Grading#resolved}: the stars gained until the first observation 28
     * to 34 days later, scaled to 28 days.
     *
     * @param snapshots observations up to the night's day, and none after it
     */
    public static Dataset<Row> observed(Dataset<Row> snapshots, Dataset<Row> due) {
        return Breakouts.withObservedGain("made_on", "stars_at_claim", snapshots, due)
                .select(
                        col("prediction_id"),
                        col("made_on"),
                        Claims.requiredValue().as("required_value"),
                        col("observed_on"),
                        col("observed_gain").as("observed_value"),
                        format_string(
                                        "snapshots: %s gained %s stars in 28 days by %s, %d were needed",
                                        col("subject_key"),
                                        round(col("observed_gain"), 1).cast("string"),
                                        col("observed_on").cast("string"),
                                        col("required_gain"))
                                .as("seen"),
                        format_string(
                                        "snapshots: no row of %s %d to %d days after %s",
                                        col("subject_key"),
                                        lit(Breakouts.HORIZON_DAYS),
                                        lit(Breakouts.LAST_OBSERVATION_DAYS),
                                        col("made_on").cast("string"))
                                .as("unseen"));
    }
}
