package dev.reposignal.insight;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.pow;
import static org.apache.spark.sql.functions.row_number;

import dev.reposignal.table.Table;
import dev.reposignal.table.Tier;
import java.time.LocalDate;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;

/**
 * What is notable in the tables of a night, ranked; the article is planned from it. See {@code jobs/docs/insights.md}.
 *
 * <p>Every finding is compared with something: its own past, the others of the night, or what was said about it before. How
 * unusual it is stands in {@code surprise} ({@link Surprise}), how much stands behind it in {@code support}: cases / (cases +
 * enough), where enough is what makes it half. {@code strength} is their product, halved for every article in a row that found
 * the same of the same subject: what was said yesterday is less of a surprise today.
 */
public final class Insights {
    /** Days of nights that a night is compared with. */
    public static final int LOOKBACK_DAYS = 28;

    /** A chance of one in eight; what is likelier is not notable. */
    static final double LEAST_SURPRISE = 3;

    private Insights() {}

    /**
     * The tables a night's insights are found in.
     *
     * @param languages the day's rows of {@code language_breakdown}
     * @param signals rows of {@code repo_signals}: all of the day, and those {@link #isOnBoard} of the
     *     {@link #LOOKBACK_DAYS} days before
     * @param clusters the day's rows of {@code clusters}
     * @param lineage rows of {@code cluster_lineage} of the day and of the days before
     * @param highlights the day's rows of {@code highlights}
     * @param feedHealth rows of {@code feed_health} of the day and of the days before
     * @param nightSummaries rows of {@code night_summary} of the day and of the days before
     * @param predictions rows of {@code predictions}
     * @param outcomes rows of {@code prediction_outcomes}
     * @param previousInsights the rows of {@code insights} of the previous article's day; may be empty
     */
    public record Sources(
            Dataset<Row> languages,
            Dataset<Row> signals,
            Dataset<Row> clusters,
            Dataset<Row> lineage,
            Dataset<Row> highlights,
            Dataset<Row> feedHealth,
            Dataset<Row> nightSummaries,
            Dataset<Row> predictions,
            Dataset<Row> outcomes,
            Dataset<Row> previousInsights) {}

    /** The rows of {@code repo_signals} that earlier nights are remembered by. */
    public static Column isOnBoard() {
        return Tier.onBoard();
    }

    /** The rows of {@code insights} of a day; none where nothing is notable. */
    public static Dataset<Row> found(LocalDate day, Sources sources) {
        return LanguageInsights.found(sources.languages())
                .unionByName(ClusterInsights.found(day, sources.clusters(), sources.lineage()))
                .unionByName(RepositoryInsights.found(day, sources.signals(), sources.highlights()))
                .unionByName(NightInsights.purge(day, sources.feedHealth()))
                .unionByName(NightInsights.turnover(day, sources.nightSummaries()))
                .unionByName(NightInsights.graded(day, sources.predictions(), sources.outcomes()))
                .where(col("surprise").geq(LEAST_SURPRISE))
                .transform(findings -> ranked(sources.previousInsights(), findings))
                .withColumn(Table.DAY, lit(day));
    }

    private static Dataset<Row> ranked(Dataset<Row> previousInsights, Dataset<Row> findings) {
        Dataset<Row> before = previousInsights.select(
                col("kind"), col("subject_key"), col("articles_running").plus(1).as("running"));
        Column strength = col("surprise").multiply(col("support")).multiply(pow(lit(0.5), col("articles_running")));
        return findings.join(before, new String[] {"kind", "subject_key"}, "left")
                .withColumn("articles_running", coalesce(col("running"), lit(0)))
                .withColumn("support", col("cases").divide(col("cases").plus(col("enough"))))
                .withColumn("strength", strength)
                .withColumn(
                        "position",
                        row_number()
                                .over(Window.partitionBy(lit(1))
                                        .orderBy(col("strength").desc(), col("kind"), col("subject_key"))));
    }
}
