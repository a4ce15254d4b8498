package dev.reposignal.model;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.avg;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.length;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.lower;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.percent_rank;
import static org.apache.spark.sql.functions.regexp_replace;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.substring_index;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import dev.reposignal.table.Table;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;

/**
 * What surrounds a repository on its day: its text, its owner, its language, its topics and the market.
 *
 * <p>A mean over others leaves the repository itself out and is drawn towards the day's mean as if ten average
 * repositories stood in every group: a group of one says nothing.
 */
final class Surroundings {
    /** Names of the features, in their order, with what they are. */
    static final List<String> NAMES = List.of(
            "description_length",
            "han_share",
            "topics_given",
            "surge",
            "surge_rank",
            "market_surge",
            "language_surge",
            "owner_repositories",
            "owner_surge",
            "topic_surge");

    private static final double PRIOR_REPOSITORIES = 10;

    private Surroundings() {}

    /**
     * Adds {@code features}: those of the series and those of the surroundings. Rows without features of their own only
     * surround others and are dropped.
     *
     * @param snapshots rows of {@code snapshots}; only the examples' days matter
     * @param examples as {@link Examples#measured} gives, all repositories of each day
     */
    static Dataset<Row> withFeatures(List<LocalDate> days, Dataset<Row> snapshots, Dataset<Row> examples) {
        Column description = coalesce(col("description"), lit(""));
        Dataset<Row> texts = snapshots
                .where(col(Table.DAY)
                        .isInCollection(
                                days.stream().map(java.sql.Date::valueOf).toList()))
                .select(
                        col("repo_key"),
                        col(Table.DAY),
                        col("full_name"),
                        coalesce(col("language"), lit("")).as("language"),
                        lower(substring_index(col("full_name"), "/", 1)).as("owner"),
                        col("topics"),
                        length(description).cast("double").as("description_length"),
                        length(regexp_replace(description, "[^\\p{IsHan}]", ""))
                                .cast("double")
                                .as("han"));
        WindowSpec market = Window.partitionBy(Table.DAY);
        WindowSpec language = Window.partitionBy(Table.DAY, "language");
        WindowSpec owner = Window.partitionBy(Table.DAY, "owner");
        Dataset<Row> placed = examples.join(texts, new String[] {"repo_key", Table.DAY})
                .withColumn("market_surge", avg("surge").over(market))
                .withColumn("surge_rank", percent_rank().over(market.orderBy("surge")))
                .withColumn(
                        "language_surge",
                        surgeOfOthers(
                                sum("surge").over(language), count("surge").over(language)))
                .withColumn("owner_repositories", count(lit(1)).over(owner).cast("double"))
                .withColumn(
                        "owner_surge",
                        surgeOfOthers(sum("surge").over(owner), count("surge").over(owner)));
        Dataset<Row> topics = placed.withColumn("topic", explode(col("topics")));
        Dataset<Row> totals = topics.groupBy(Table.DAY, "topic")
                .agg(sum("surge").as("topic_sum"), count("surge").as("topic_count"));
        Dataset<Row> topicSurges = topics.where(col("series_features").isNotNull())
                .join(totals, new String[] {Table.DAY, "topic"})
                .groupBy("repo_key", Table.DAY)
                .agg(max(surgeOfOthers(col("topic_sum"), col("topic_count"))).as("topic_surge"));
        return placed.where(col("series_features").isNotNull())
                .join(topicSurges, new String[] {"repo_key", Table.DAY}, "left")
                .withColumn(
                        "topics_given",
                        when(col("topics").isNotNull(), size(col("topics"))).cast("double"))
                .withColumn(
                        "han_share",
                        col("han").divide(when(col("description_length").gt(0), col("description_length"))))
                .withColumn("features", concat(col("series_features"), array(numbers())))
                .select(Stream.concat(
                                Stream.of(examples.columns()).filter(name -> !name.equals("series_features")),
                                Stream.of("full_name", "features"))
                        .map(name -> col(name))
                        .toArray(Column[]::new));
    }

    private static Column[] numbers() {
        return NAMES.stream()
                .map(name -> coalesce(col(name), lit(Double.NaN)).cast("float"))
                .toArray(Column[]::new);
    }

    private static Column surgeOfOthers(Column sum, Column count) {
        Column own = coalesce(col("surge"), lit(0L));
        Column others = count.minus(when(col("surge").isNotNull(), 1L).otherwise(0L));
        Column excess = sum.minus(own).minus(col("market_surge").multiply(others));
        return excess.divide(others.plus(lit(PRIOR_REPOSITORIES)));
    }
}
