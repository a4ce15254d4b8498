package dev.reposignal.insight;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.count_distinct;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.desc;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.try_divide;

import dev.reposignal.table.HighlightKind;
import dev.reposignal.table.HighlightRule;
import dev.reposignal.table.InsightKind;
import dev.reposignal.table.Table;
import dev.reposignal.table.Tier;
import java.time.LocalDate;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;

/** What is notable about single repositories. */
final class RepositoryInsights {
    private static final WindowSpec ALL = Window.partitionBy(lit(1));
    private static final int BURSTS = 3;
    private static final double LEAST_BURST = 3;
    private static final int LEAST_STARS = 100;

    private RepositoryInsights() {}

    /**
     * @param day the day of the article
     * @param signals rows of {@code repo_signals} of the day, and the boards of the nights of the four weeks before
     * @param highlights the day's rows of {@code highlights}
     */
    static Dataset<Row> found(LocalDate day, Dataset<Row> signals, Dataset<Row> highlights) {
        Dataset<Row> today = signals.where(col(Table.DAY).equalTo(lit(day)));
        Dataset<Row> tracked = signals.where(Tier.onBoard());
        return bursting(tracked.where(col(Table.DAY).equalTo(lit(day))))
                .unionByName(fastest(day, tracked))
                .unionByName(lasting(day, tracked))
                .unionByName(quiet(today, highlights))
                .unionByName(slowing(today, highlights));
    }

    /** A week far above the repository's own earlier weeks. */
    private static Dataset<Row> bursting(Dataset<Row> tracked) {
        WindowSpec byBurst = ALL.orderBy(desc("burst"), col("repo_key"));
        return new InsightCandidate(
                        InsightKind.REPOSITORY_BURST,
                        "robust deviations",
                        "stars",
                        500,
                        "The week against the repository's own earlier weeks")
                .of(
                        col("repo_key"),
                        col("full_name"),
                        col("burst"),
                        lit(0.0),
                        tracked.withColumn(
                                        "surprise",
                                        Surprise.ofTheBest(
                                                count(lit(1)).over(ALL), Surprise.ofDeviations(col("burst"))))
                                .withColumn("cases", col("stars_gained_7d"))
                                .where(col("burst")
                                        .geq(LEAST_BURST)
                                        .and(col("cases").gt(0)))
                                .withColumn("place", row_number().over(byBurst))
                                .where(col("place").leq(BURSTS)));
    }

    /** The fastest day on the board, where no earlier night of four weeks had a faster one. */
    private static Dataset<Row> fastest(LocalDate day, Dataset<Row> tracked) {
        Column isToday = col(Table.DAY).equalTo(lit(day));
        Dataset<Row> before = tracked.where(not(isToday))
                .agg(
                        count_distinct(col(Table.DAY)).as("nights"),
                        max("velocity_24h").as("fastest_before"));
        Dataset<Row> first = tracked.where(isToday.and(col("velocity_24h").isNotNull()))
                .orderBy(desc("velocity_24h"), col("repo_key"))
                .limit(1);
        return new InsightCandidate(
                        InsightKind.BOARD_RECORD,
                        "stars/day",
                        "nights",
                        5,
                        "The fastest day on the board against the fastest of every night of the four weeks before")
                .of(
                        col("repo_key"),
                        col("full_name"),
                        col("velocity_24h"),
                        col("fastest_before"),
                        first.crossJoin(before)
                                .where(col("velocity_24h").gt(col("fastest_before")))
                                .withColumn("surprise", Surprise.amongOthers(lit(0.0), col("nights")))
                                .withColumn("cases", col("nights")));
    }

    /** The longest stay on the board: nights in a row, counted back from this one over the nights known. */
    private static Dataset<Row> lasting(LocalDate day, Dataset<Row> tracked) {
        Dataset<Row> nights = tracked.select(Table.DAY)
                .distinct()
                .withColumn("nights_ago", row_number().over(ALL.orderBy(desc(Table.DAY))));
        WindowSpec byName = Window.partitionBy("repo_key").orderBy(desc(Table.DAY));
        Dataset<Row> stays = tracked.join(nights, Table.DAY)
                .withColumn("held", row_number().over(byName))
                .where(col("held").equalTo(col("nights_ago")))
                .groupBy("repo_key")
                .agg(
                        max("nights_ago").as("stay"),
                        count_if(col(Table.DAY).equalTo(lit(day))).as("is_there"))
                .where(col("is_there").gt(0));
        Dataset<Row> names = tracked.where(col(Table.DAY).equalTo(lit(day))).select("repo_key", "full_name");
        Column others = count(lit(1)).over(ALL).minus(1);
        Column longer = count(lit(1))
                .over(ALL.orderBy(desc("stay")).rangeBetween(Window.unboundedPreceding(), Window.currentRow()))
                .minus(1);
        return new InsightCandidate(
                        InsightKind.BOARD_STAY,
                        "nights",
                        "nights",
                        5,
                        "Nights in a row on the board against those of the others there")
                .of(
                        col("repo_key"),
                        col("full_name"),
                        col("stay"),
                        lit(1.0),
                        stays.join(names, "repo_key")
                                .withColumn("surprise", Surprise.amongOthers(longer, others))
                                .withColumn("cases", col("stay"))
                                .where(col("stay").gt(1)));
    }

    /** The quiet mover's growth among all repositories of its size. */
    private static Dataset<Row> quiet(Dataset<Row> today, Dataset<Row> highlights) {
        Dataset<Row> chosen = highlights
                .where(col("kind").equalTo(HighlightKind.QUIET_MOVER.value()))
                .select(col("subject_key"), col("subject_name"), col("measure").as("growth"));
        Dataset<Row> ofItsSize = today.where(col("stars").between(Highlights.SMALLEST_QUIET, Highlights.LARGEST_QUIET))
                .where(col("stars_gained_28d").isNotNull())
                .select(
                        try_divide(col("stars_gained_28d"), col("stars")).as("other_growth"),
                        coalesce(Highlights.isQuiet(), lit(false)).as("is_candidate"),
                        col("repo_key"));
        Dataset<Row> compared = chosen.crossJoin(ofItsSize)
                .where(col("repo_key").notEqual(col("subject_key")))
                .groupBy("subject_key", "subject_name", "growth")
                .agg(
                        count(lit(1)).as("others"),
                        count_if(col("other_growth").geq(col("growth"))).as("faster"),
                        count_if(col("is_candidate")).as("candidates"));
        return new InsightCandidate(
                        InsightKind.QUIET_CLIMBER,
                        "0-1",
                        "repositories",
                        100,
                        "The share of its stars that came in four weeks, among all repositories of its size")
                .of(
                        col("subject_key"),
                        col("subject_name"),
                        col("growth"),
                        lit(0.0),
                        compared.withColumn(
                                        "surprise",
                                        Surprise.ofTheBest(
                                                col("candidates").plus(1),
                                                Surprise.amongOthers(col("faster"), col("others"))))
                                .withColumn("cases", col("others")));
    }

    /** The loudest repository's loss of pace among all that gained visibly. */
    private static Dataset<Row> slowing(Dataset<Row> today, Dataset<Row> highlights) {
        Dataset<Row> chosen = highlights
                .where(col("rule").equalTo(HighlightRule.LOUDEST_REPOSITORY_SLOWS.value()))
                .select(col("subject_key"), col("subject_name"), col("measure").as("shortfall"));
        Dataset<Row> visible = today.where(col("stars_gained_28d").geq(LEAST_STARS))
                .where(col("velocity_7d").isNotNull())
                .select(
                        lit(1.0).minus(try_divide(col("velocity_7d"), col("velocity_28d")))
                                .as("other_shortfall"),
                        col("repo_key"));
        Dataset<Row> compared = chosen.crossJoin(visible)
                .where(col("repo_key").notEqual(col("subject_key")))
                .groupBy("subject_key", "subject_name", "shortfall")
                .agg(
                        count(lit(1)).as("others"),
                        count_if(col("other_shortfall").geq(col("shortfall"))).as("slower"));
        return new InsightCandidate(
                        InsightKind.LOUDEST_SLOWS,
                        "0-1, share short of what is expected",
                        "repositories",
                        100,
                        "The week's shortfall against four weeks, among all repositories that gained 100 stars in them")
                .of(
                        col("subject_key"),
                        col("subject_name"),
                        col("shortfall"),
                        lit(0.0),
                        compared.withColumn("surprise", Surprise.amongOthers(col("slower"), col("others")))
                                .withColumn("cases", col("others")));
    }
}
