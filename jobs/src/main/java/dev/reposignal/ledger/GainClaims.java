package dev.reposignal.ledger;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.format_string;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.to_json;

import dev.reposignal.table.ClaimKind;
import dev.reposignal.table.Table;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** What the claims share that a repository gains so many stars in the next 28 days. */
final class GainClaims {
    private GainClaims() {}

    /**
     * Rows of {@code predictions}.
     *
     * @param subject the repository as the claim names it
     * @param gainBefore stars of the 28 days before
     * @param chosen rows of {@code repo_signals} with position, required_gain, probability, base_rate, base_repos and model
     */
    static Dataset<Row> worded(ClaimKind kind, Column subject, Column gainBefore, Dataset<Row> chosen) {
        Column claim = format_string(
                "%s gains at least %,d stars in the %d days after %s",
                subject,
                col("required_gain"),
                lit(Breakouts.HORIZON_DAYS),
                col(Table.DAY).cast("string"));
        return predicted(kind, claim, gainBefore, chosen);
    }

    /**
     * The same with other words.
     *
     * @param claim the words
     * @param terms what the criterion says besides
     */
    static Dataset<Row> predicted(
            ClaimKind kind, Column claim, Column gainBefore, Dataset<Row> chosen, Column... terms) {
        List<Column> criterion = new ArrayList<>(List.of(
                lit("stars_gained").as("metric"),
                col("repo_key"),
                col(Table.DAY).cast("string").as("from"),
                lit(Breakouts.HORIZON_DAYS).as("days"),
                lit(Breakouts.LAST_OBSERVATION_DAYS).as("observed_within_days"),
                col("required_gain").as("at_least")));
        criterion.addAll(List.of(terms));
        return chosen.select(
                        col(Table.DAY).as("made_on"),
                        col("repo_key").as("subject_key"),
                        col("full_name").as("subject_name"),
                        col("position"),
                        claim.as("claim"),
                        to_json(struct(criterion.toArray(Column[]::new))).as("criterion"),
                        lit("stars").as("unit"),
                        col("required_gain").cast("double").as("required_value"),
                        col("stars").as("stars_at_claim"),
                        gainBefore.as("gain_before"),
                        col("required_gain"),
                        lit(null).cast(Claims.MEMBERS).as("members"),
                        col("probability"),
                        col("base_rate"),
                        col("base_repos"),
                        col("model"))
                .transform(claims -> Claims.toPredictions(kind, claims));
    }
}
