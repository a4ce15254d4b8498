package dev.reposignal.insight;

import static org.apache.spark.sql.functions.avg;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.least;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;

import dev.reposignal.table.InsightKind;
import dev.reposignal.table.Outcome;
import dev.reposignal.table.SubjectType;
import dev.reposignal.table.Table;
import java.time.LocalDate;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** What is notable about the feed, the board as a whole and the ledger. */
final class NightInsights {
    private static final int LEAST_NIGHTS = 7;

    private NightInsights() {}

    /** A day on which many repositories lost stars, against the days before. */
    static Dataset<Row> purge(LocalDate day, Dataset<Row> feedHealth) {
        Dataset<Row> known = feedHealth.where(col("share_negative").isNotNull());
        return new InsightCandidate(
                        InsightKind.FEED_PURGE,
                        "0-1",
                        "repositories",
                        100,
                        "The share of repositories that lost stars against the days before")
                .of(
                        lit(SubjectType.FEED.value()),
                        lit("the feed"),
                        col("share_negative"),
                        col("usual"),
                        againstPast(day, "share_negative", known)
                                .where(col("is_purge_day"))
                                .withColumn("surprise", Surprise.amongOthers(col("at_least"), col("nights")))
                                .withColumn("cases", col("compared_repos")));
    }

    /** How many names are new among the surfacing, against the nights before: far more or far fewer. */
    static Dataset<Row> turnover(LocalDate day, Dataset<Row> nightSummaries) {
        Dataset<Row> compared = nightSummaries.where(
                col("previous_day").isNotNull().and(col("surfacing_repos").gt(0)));
        Column extreme = least(col("at_least"), col("at_most"));
        return new InsightCandidate(
                        InsightKind.BOARD_TURNOVER,
                        "repositories",
                        "nights",
                        5,
                        "New names among the surfacing against the nights before")
                .of(
                        lit(SubjectType.BOARD.value()),
                        lit("the board"),
                        col("new_surfacing_repos"),
                        col("usual"),
                        againstPast(day, "new_surfacing_repos", compared)
                                .where(col("nights").geq(LEAST_NIGHTS))
                                // Both ends were looked at.
                                .withColumn(
                                        "surprise",
                                        Surprise.ofTheBest(lit(2), Surprise.amongOthers(extreme, col("nights"))))
                                .withColumn("cases", col("nights")));
    }

    /** How many of the claims graded on the day came true, against what they were given. */
    static Dataset<Row> graded(LocalDate day, Dataset<Row> predictions, Dataset<Row> outcomes) {
        Dataset<Row> resolved = outcomes.where(col("resolved_on").equalTo(lit(day)))
                .where(not(col("outcome").equalTo(Outcome.UNOBSERVABLE.value())))
                .select("prediction_id", "outcome")
                .join(predictions.select("prediction_id", "probability"), "prediction_id")
                .agg(
                        count(lit(1)).as("cases"),
                        count_if(col("outcome").equalTo(Outcome.HIT.value())).as("hits"),
                        avg("probability").as("mean_probability"))
                .where(col("cases").gt(0));
        Column surprise = greatest(
                Surprise.ofAtLeast(col("hits"), col("cases"), col("mean_probability")),
                Surprise.ofAtMost(col("hits"), col("cases"), col("mean_probability")));
        return new InsightCandidate(
                        InsightKind.PREDICTIONS_GRADED,
                        "predictions",
                        "predictions",
                        2,
                        "The claims graded tonight that came true against the sum of their probabilities")
                .of(
                        lit(SubjectType.LEDGER.value()),
                        lit("the ledger"),
                        col("hits"),
                        col("mean_probability").multiply(col("cases")),
                        // A graded claim is news whatever comes of it: readers were promised the answer.
                        resolved.withColumn(
                                "surprise", least(lit(Surprise.MOST), surprise.plus(Insights.LEAST_SURPRISE))));
    }

    /** The day's row beside how many earlier rows are as high, or as low, and their mean. */
    private static Dataset<Row> againstPast(LocalDate day, String column, Dataset<Row> rows) {
        Column isToday = col(Table.DAY).equalTo(lit(day));
        Dataset<Row> today = rows.where(isToday);
        Dataset<Row> counts = rows.where(not(isToday))
                .select(col(column).as("then"))
                .crossJoin(today.select(col(column).as("now")))
                .agg(
                        count(lit(1)).as("nights"),
                        count_if(col("then").geq(col("now"))).as("at_least"),
                        count_if(col("then").leq(col("now"))).as("at_most"),
                        avg("then").as("usual"));
        return today.crossJoin(counts);
    }
}
