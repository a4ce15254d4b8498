package dev.reposignal.ledger;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.date_add;
import static org.apache.spark.sql.functions.datediff;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;

import dev.reposignal.table.ClaimKind;
import dev.reposignal.table.Field;
import dev.reposignal.table.Table;
import dev.reposignal.table.Tables;
import dev.reposignal.table.Verdict;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataType;

/** What claims of every kind share. */
public final class Claims {
    /** Type of {@code predictions.members}. */
    static final DataType MEMBERS = Tables.MEMBERS;

    private Claims() {}

    /**
     * The claims that may enter the ledger: none of a kind where the day has made claims of that kind before, whatever
     * the settings, the model or the data were then.
     *
     * @param predictions the ledger
     */
    public static Dataset<Row> notMadeBefore(Dataset<Row> predictions, Dataset<Row> claims) {
        Dataset<Row> made = predictions
                .select(col("kind").as("made_kind"), col("made_on").as("made_day"))
                .distinct();
        return claims.join(
                made, col("kind").equalTo(col("made_kind")).and(col("made_on").equalTo(col("made_day"))), "left_anti");
    }

    /**
     * The claims whose subject has no claim of the same kind running: of a cluster or a language the next claim is made
     * when the last one is due, so that one stretch of weeks is graded once.
     *
     * @param predictions the ledger
     */
    public static Dataset<Row> notRunning(Dataset<Row> predictions, Dataset<Row> claims) {
        Dataset<Row> running = predictions.select(
                col("kind").as("running_kind"),
                col("subject_key").as("running_key"),
                col("made_on").as("running_from"),
                col("due_on").as("running_to"));
        Column isSame =
                col("kind").equalTo(col("running_kind")).and(col("subject_key").equalTo(col("running_key")));
        Column isRunning =
                col("running_from").lt(col("made_on")).and(col("running_to").gt(col("made_on")));
        return claims.join(running, isSame.and(isRunning), "left_anti");
    }

    /**
     * The candidates of a night whose repository has no claim of a kind running.
     *
     * @param predictions the ledger
     * @param candidates rows with repo_key and snapshot_date
     */
    static Dataset<Row> withoutRunning(ClaimKind kind, Dataset<Row> predictions, Dataset<Row> candidates) {
        Dataset<Row> running = predictions
                .where(col("kind").equalTo(kind.value()))
                .select(
                        col("subject_key").as("running_key"),
                        col("made_on").as("running_from"),
                        col("due_on").as("running_to"));
        Column isRunning =
                col("running_from").lt(col(Table.DAY)).and(col("running_to").gt(col(Table.DAY)));
        return candidates.join(
                running, col("repo_key").equalTo(col("running_key")).and(isRunning), "left_anti");
    }

    /** The rows of {@code predictions}: id, kind, type of subject and due day added. */
    static Dataset<Row> toPredictions(ClaimKind kind, Dataset<Row> claims) {
        return claims.withColumn("kind", lit(kind.value()))
                .withColumn("subject_type", lit(kind.subjectType().value()))
                .withColumn("prediction_id", concat_ws(":", col("made_on"), col("kind"), col("subject_key")))
                .withColumn("due_on", date_add(col("made_on"), Breakouts.HORIZON_DAYS))
                .select(Tables.PREDICTIONS.fields().stream()
                        .map(Field::name)
                        .map(name -> col(name))
                        .toArray(Column[]::new));
    }

    /** What has to be observed at least; rows older than the column have it in required_gain. */
    static Column requiredValue() {
        return coalesce(col("required_value"), col("required_gain").cast("double"));
    }

    /**
     * Adds {@code end_day}: the first night 28 to 34 days after the claim whose feed was fit to publish; null where there is
     * none up to now.
     *
     * @param health rows of {@code feed_health} up to the night's day
     */
    static Dataset<Row> withEndDay(Dataset<Row> health, Dataset<Row> claims) {
        Dataset<Row> nights = health.where(col("verdict").equalTo(Verdict.PUBLISH.value()))
                .select(col(Table.DAY).as("night"))
                .distinct();
        Column elapsed = datediff(col("night"), col("made_on"));
        Dataset<Row> ends = claims.select("made_on")
                .distinct()
                .join(nights, elapsed.between(Breakouts.HORIZON_DAYS, Breakouts.LAST_OBSERVATION_DAYS))
                .groupBy("made_on")
                .agg(min("night").as("end_day"));
        return claims.join(ends, new String[] {"made_on"}, "left");
    }
}
