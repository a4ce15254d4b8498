package dev.reposignal.evaluation;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.date_sub;
import static org.apache.spark.sql.functions.datediff;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.lower;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.max_by;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.min_by;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import dev.reposignal.table.Table;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * How early boards named what a trending list named later.
 *
 * <p>A case is a repository's first appearance on the list, with few enough stars and 28 days of earlier history in the lake.
 * It is caught where a board of the {@value #DAYS_BEFORE} days before named it; the day itself does not count.
 */
public final class TrendingAppearances {
    /** Days before an appearance whose boards count. */
    public static final int DAYS_BEFORE = 60;

    /** Days of history a case needs: what is listed when it is new cannot be seen before. */
    private static final int HISTORY_DAYS = 28;

    private TrendingAppearances() {}

    /** The first appearance of each repository: name (lower case), trended_on, full_name and stars of that day. */
    public static Dataset<Row> firstAppearances(Dataset<Row> trending) {
        return trending.groupBy(lower(col("full_name")).as("name"))
                .agg(
                        min("trended_on").as("trended_on"),
                        min_by(col("full_name"), col("trended_on")).as("full_name"),
                        min_by(col("stars"), col("trended_on")).as("stars"));
    }

    /**
     * The appearances of repositories with history: trended_on, repo_key, full_name, stars, days_observed.
     *
     * @param mostStars stars on the day of the appearance, at most
     * @param snapshots rows of {@code snapshots}; only names, keys and days matter
     */
    public static Dataset<Row> cases(long mostStars, Dataset<Row> firstAppearances, Dataset<Row> snapshots) {
        Dataset<Row> small = firstAppearances.where(col("stars").leq(mostStars));
        Dataset<Row> named = named(small, snapshots);
        Dataset<Row> first = snapshots.groupBy("repo_key").agg(min(Table.DAY).as("first_seen"));
        Dataset<Row> cases = small.join(named, "name")
                .join(first, "repo_key")
                .where(datediff(col("trended_on"), col("first_seen")).geq(HISTORY_DAYS));
        Dataset<Row> observed = cases.join(snapshots.select("repo_key", Table.DAY), "repo_key")
                .where(datediff(col("trended_on"), col(Table.DAY)).between(1, DAYS_BEFORE))
                .groupBy("repo_key")
                .agg(count(lit(1)).as("days_observed"));
        return cases.join(observed, new String[] {"repo_key"}, "left")
                .select(
                        col("trended_on"),
                        col("repo_key"),
                        col("full_name"),
                        col("stars"),
                        coalesce(col("days_observed"), lit(0L)).as("days_observed"));
    }

    /** The key of each name. A name may have had several keys; the one seen under it latest before the appearance is meant. */
    private static Dataset<Row> named(Dataset<Row> appearances, Dataset<Row> snapshots) {
        return snapshots
                .withColumn("name", lower(col("full_name")))
                .join(appearances, "name")
                .where(snapshots.col(Table.DAY).lt(appearances.col("trended_on")))
                .groupBy(col("name"), snapshots.col("repo_key"))
                .agg(max(snapshots.col(Table.DAY)).as("last_named"))
                .groupBy("name")
                .agg(max_by(col("repo_key"), struct(col("last_named"), col("repo_key")))
                        .as("repo_key"));
    }

    /**
     * Rows of {@code coverage}: every first appearance, whether the feed had it, whether a board listed it, and what kept it
     * out.
     *
     * @param mostStars stars on the day of the appearance, at most
     * @param snapshots rows of {@code snapshots}; only names, keys and days matter
     * @param boards rows of {@code early_boards} of one method
     * @param census rows of {@code census}, for the reasons
     */
    public static Dataset<Row> coverage(
            long mostStars,
            Dataset<Row> firstAppearances,
            Dataset<Row> snapshots,
            Dataset<Row> boards,
            Dataset<Row> census) {
        Dataset<Row> small = firstAppearances.where(col("stars").leq(mostStars));
        Dataset<Row> keyed = small.join(named(small, snapshots), new String[] {"name"}, "left");
        Column daysBefore = datediff(col("trended_on"), col(Table.DAY));
        Dataset<Row> seen = keyed.join(snapshots.select("repo_key", Table.DAY), "repo_key")
                .where(daysBefore.geq(1))
                .groupBy("name")
                .agg(
                        min(Table.DAY).as("first_seen_on"),
                        sum(when(daysBefore.leq(DAYS_BEFORE), 1L).otherwise(0L)).as("days_observed"));
        Dataset<Row> listed = keyed.join(boards.select("repo_key", Table.DAY), "repo_key")
                .where(daysBefore.between(1, DAYS_BEFORE))
                .groupBy("name")
                .agg(min(Table.DAY).as("first_listed_on"));
        Dataset<Row> reasons = census.where(col("why").isNotNull())
                .groupBy(lower(col("full_name")).as("name"))
                .agg(max(concat(col("state"), lit(": "), col("why"))).as("census_reason"));
        String[] name = {"name"};
        Column isSeen = col("days_observed").gt(0);
        Column isListed = col("first_listed_on").isNotNull();
        Column isYoung = datediff(col("trended_on"), col("first_seen_on")).lt(HISTORY_DAYS);
        return keyed.join(seen, name, "left")
                .join(listed, name, "left")
                .join(reasons, name, "left")
                .select(
                        col("trended_on"),
                        col("name"),
                        col("full_name"),
                        col("stars"),
                        col("repo_key"),
                        col("first_seen_on"),
                        coalesce(col("days_observed"), lit(0L)).as("days_observed"),
                        col("first_listed_on"),
                        when(isListed, "listed")
                                .when(isSeen, "seen")
                                .otherwise("not seen")
                                .as("status"),
                        when(isListed, lit(null).cast("string"))
                                .when(isSeen.and(isYoung), "the feed had less than 28 days of it")
                                .when(isSeen, "no board chose it")
                                .when(
                                        col("first_seen_on").isNotNull(),
                                        "the feed had it, but not in the 60 days before")
                                .otherwise(coalesce(col("census_reason"), lit("the feed did not have it")))
                                .as("reason"));
    }

    /**
     * Rows of {@code early_sightings}: every case with every method.
     *
     * @param boards rows of {@code early_boards}
     */
    public static Dataset<Row> graded(List<String> methods, Dataset<Row> boards, Dataset<Row> cases) {
        Dataset<Row> asked = cases.withColumn(
                "method",
                explode(array(methods.stream().map(method -> lit(method)).toArray(Column[]::new))));
        Column isBefore = boards.col(Table.DAY)
                .between(date_sub(asked.col("trended_on"), DAYS_BEFORE), date_sub(asked.col("trended_on"), 1));
        Dataset<Row> listed = asked.join(
                        boards,
                        asked.col("repo_key")
                                .equalTo(boards.col("repo_key"))
                                .and(asked.col("method").equalTo(boards.col("method")))
                                .and(isBefore))
                .groupBy(asked.col("trended_on"), asked.col("repo_key"), asked.col("method"))
                .agg(min(boards.col(Table.DAY)).as("first_listed_on"));
        return asked.join(listed, new String[] {"trended_on", "repo_key", "method"}, "left")
                .withColumn("days_ahead", datediff(col("trended_on"), col("first_listed_on")));
    }
}
