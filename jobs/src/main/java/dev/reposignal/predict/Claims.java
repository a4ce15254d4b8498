package dev.reposignal.predict;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.date_add;
import static org.apache.spark.sql.functions.format_string;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.to_json;

import dev.reposignal.config.Settings;
import dev.reposignal.table.Table;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;

/** The claims of one night: which repositories break out in the next 28 days. */
public final class Claims {
    private Claims() {}

    /**
     * Rows of {@code predictions} for the best-ranked tracked repositories that are on pace; none where experience is too short to
     * give a probability.
     *
     * @param signals {@code repo_signals} of the night
     * @param experience the row of {@link Experience#counted}
     */
    public static Dataset<Row> made(Settings.Predict settings, Dataset<Row> signals, Dataset<Row> experience) {
        return signals.where(col("tier").isin("surfacing", "tracked"))
                .where(col("stars_gained_28d").isNotNull())
                .withColumn("required_gain", Breakouts.requiredGain(settings, col("stars_gained_28d")))
                .where(Breakouts.isOnPace(col("velocity_7d"), col("required_gain")))
                .withColumn("position", row_number().over(Window.orderBy(col("signal_rank"))))
                .where(col("position").leq(settings.repositories()))
                .crossJoin(experience.where(col("base_rate").isNotNull()))
                .select(
                        concat_ws(":", col(Table.DAY), lit("breakout"), col("repo_key"))
                                .as("prediction_id"),
                        col(Table.DAY).as("made_on"),
                        date_add(col(Table.DAY), Breakouts.HORIZON_DAYS).as("due_on"),
                        lit("breakout").as("kind"),
                        lit("repository").as("subject_type"),
                        col("repo_key").as("subject_key"),
                        col("full_name").as("subject_name"),
                        col("position"),
                        format_string(
                                        "%s gains at least %,d stars in the %d days after %s",
                                        col("full_name"),
                                        col("required_gain"),
                                        lit(Breakouts.HORIZON_DAYS),
                                        col(Table.DAY).cast("string"))
                                .as("claim"),
                        to_json(struct(
                                        lit("stars_gained").as("metric"),
                                        col("repo_key"),
                                        col(Table.DAY).cast("string").as("from"),
                                        lit(Breakouts.HORIZON_DAYS).as("days"),
                                        lit(Breakouts.LAST_OBSERVATION_DAYS).as("observed_within_days"),
                                        col("required_gain").as("at_least")))
                                .as("criterion"),
                        col("stars").as("stars_at_claim"),
                        col("stars_gained_28d").as("gain_before"),
                        col("required_gain"),
                        col("probability"),
                        col("base_rate"),
                        col("base_repos"),
                        lit(Experience.MODEL).as("model"));
    }
}
