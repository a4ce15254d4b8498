package dev.reposignal.insight;

import static org.apache.spark.sql.functions.avg;
import static org.apache.spark.sql.functions.bool_and;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.date_sub;
import static org.apache.spark.sql.functions.datediff;
import static org.apache.spark.sql.functions.lag;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.try_divide;
import static org.apache.spark.sql.functions.udf;
import static org.apache.spark.sql.functions.when;

import dev.reposignal.table.Table;
import dev.reposignal.table.Tier;
import java.sql.Date;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;
import org.apache.spark.sql.types.DataTypes;
import org.jspecify.annotations.Nullable;

/** How the repositories that an article may speak of moved: the week against the weeks before, and what they must reach. */
public final class Movement {
    /** Days before the day whose counts are read. */
    private static final int WEEK_DAYS = 7;
    /** Days before the day on which its last weeks began, the day itself first; they need not be in its last {@value #WEEK_DAYS}. */
    private static final List<Object> WEEK_STARTS = List.of(0, 7, 14, 21, 28);
    /** Below one star a day a ratio says nothing. */
    private static final double LEAST_PACE = 1;
    /** A release that is older than so many days explains no week. */
    private static final int RELEASE_DAYS = 14;

    private Movement() {}

    /**
     * The rows of {@code repo_movement} of a day: the tracked, the subjects of claims and highlights, the carriers of trends and
     * the repository of each field that got most stars.
     *
     * @param signals the day's rows of {@code repo_signals} with {@code needed_gain}, the gain that makes a break-out
     * @param snapshots the rows of {@code snapshots} of the {@link #countDays}
     * @param clusters the day's rows of {@code clusters}
     * @param clusterMembers the day's rows of {@code cluster_members}
     * @param predictions the rows of {@code predictions} made on the day
     * @param highlights the day's rows of {@code highlights}
     * @param trends the day's rows of {@code trends}
     * @param trendMembers the day's rows of {@code trend_members}
     * @param census the rows of {@code census}: what was released when
     */
    public static Dataset<Row> measured(
            LocalDate day,
            Dataset<Row> signals,
            Dataset<Row> snapshots,
            Dataset<Row> clusters,
            Dataset<Row> clusterMembers,
            Dataset<Row> predictions,
            Dataset<Row> highlights,
            Dataset<Row> trends,
            Dataset<Row> trendMembers,
            Dataset<Row> census) {
        Column isRepository = col("subject_type").equalTo("repository");
        Dataset<Row> named = signals.where(Tier.onBoard())
                .select("repo_key")
                .union(predictions.where(isRepository).select("subject_key"))
                .union(highlights.where(isRepository).select("subject_key"))
                .union(trendMembers.select("repo_key"))
                .union(trends.where(col("subject_type")
                                .equalTo("field")
                                .and(col("leader_repo_key").isNotNull()))
                        .select("leader_repo_key"))
                .distinct();
        Dataset<Row> claims = predictions
                .where(col("kind").equalTo("breakout"))
                .select(
                        col("subject_key").as("repo_key"),
                        col("probability").as("claimed"),
                        col("required_gain").as("claimed_gain"));
        Dataset<Row> base = predictions
                .where(col("kind").equalTo("breakout"))
                .agg(avg("base_rate").as("base_rate"));
        Dataset<Row> kinds = clusterMembers
                .select("repo_key", "cluster_id")
                .join(
                        clusters.select(
                                col("cluster_id"),
                                col("label"),
                                Trends.words(col("label"), col("keywords")).as("words"),
                                column(clusters, "field"),
                                column(clusters, "relevance")),
                        "cluster_id");
        Column beforeDays = col("days_elapsed_28d").minus(col("days_elapsed_7d"));
        Column before = when(
                beforeDays.gt(0),
                col("stars_gained_28d").minus(col("stars_gained_7d")).divide(beforeDays));
        return signals.join(named, "repo_key")
                .join(
                        snapshots
                                .where(col(Table.DAY).equalTo(lit(Date.valueOf(day))))
                                .select(
                                        col("repo_key"),
                                        col("description"),
                                        Trends.text().as("text")),
                        new String[] {"repo_key"},
                        "left")
                .join(bestDays(day, snapshots, named), new String[] {"repo_key"}, "left")
                .join(risingWeeks(day, snapshots, named), new String[] {"repo_key"}, "left")
                .join(descriptions(day, snapshots, named), new String[] {"repo_key"}, "left")
                .join(releases(day, census), new String[] {"repo_key"}, "left")
                .join(kinds, new String[] {"repo_key"}, "left")
                .join(claims, new String[] {"repo_key"}, "left")
                .crossJoin(base)
                .withColumn("before_velocity", before)
                .withColumn("probability", coalesce(col("claimed"), col("breakout_probability")))
                .withColumn("needed", coalesce(col("claimed_gain"), col("needed_gain")))
                .select(
                        lit(day).as(Table.DAY),
                        col("repo_key"),
                        col("full_name"),
                        col("language"),
                        when(Trends.confirms(col("words"), col("text")), col("label"))
                                .as("subject"),
                        col("field"),
                        col("relevance"),
                        summary(col("description")).as("summary"),
                        col("stars"),
                        col("stars_gained_28d").as("month_gain"),
                        col("stars_gained_7d").as("week_gain"),
                        col("velocity_7d").as("week_velocity"),
                        col("before_velocity"),
                        when(
                                        col("before_velocity").geq(LEAST_PACE),
                                        col("velocity_7d")
                                                .divide(col("before_velocity"))
                                                .minus(1.0))
                                .as("growth"),
                        share(col("stars_gained_7d"), col("stars_gained_28d")).as("week_share"),
                        share(col("stars_gained_24h"), col("stars_gained_7d")).as("day_share"),
                        col("best_day"),
                        share(col("best_gain"), col("stars_gained_7d")).as("best_day_share"),
                        col("rising_weeks"),
                        col("needed").cast("long").as("needed_gain"),
                        when(col("stars_gained_28d").gt(0), col("needed").divide(col("stars_gained_28d")))
                                .as("needed_ratio"),
                        col("probability"),
                        try_divide(col("probability"), col("base_rate")).as("times_usual"),
                        col("released_on"),
                        col("is_newly_described"));
    }

    /** The releases that may explain a week; the census knows the latest of each repository alone. */
    private static Dataset<Row> releases(LocalDate day, Dataset<Row> census) {
        return census.where(col("released_on")
                        .between(lit(Date.valueOf(day.minusDays(RELEASE_DAYS))), lit(Date.valueOf(day))))
                .select("repo_key", "released_on");
    }

    /** Whether a source describes each as it did when its last weeks began; sources cut texts in different ways. */
    private static Dataset<Row> descriptions(LocalDate day, Dataset<Row> snapshots, Dataset<Row> named) {
        Object first = WEEK_STARTS.get(WEEK_STARTS.size() - 1);
        return snapshots
                .where(col("observed").and(col("description").isNotNull()))
                .join(named, "repo_key")
                .groupBy("repo_key", "source")
                .pivot(datediff(lit(Date.valueOf(day)), col(Table.DAY)), List.of(WEEK_STARTS.get(0), first))
                .agg(max("description"))
                .select(
                        col("repo_key"),
                        not(col(WEEK_STARTS.get(0).toString()).equalTo(col(first.toString())))
                                .as("is_newly_described"))
                .groupBy("repo_key")
                .agg(bool_and(col("is_newly_described")).as("is_newly_described"));
    }

    /** The day of the week on which each gained most, and how much; none where a day was not counted. */
    private static Dataset<Row> bestDays(LocalDate day, Dataset<Row> snapshots, Dataset<Row> named) {
        WindowSpec inOrder = Window.partitionBy("repo_key").orderBy(Table.DAY);
        LocalDate first = day.minusDays(WEEK_DAYS);
        return snapshots
                .where(col("observed").and(col(Table.DAY).between(lit(Date.valueOf(first)), lit(Date.valueOf(day)))))
                .join(named, "repo_key")
                .select(
                        col("repo_key"),
                        col(Table.DAY),
                        col("stars").minus(lag("stars", 1).over(inOrder)).as("gain"))
                .where(col("gain").isNotNull())
                .groupBy("repo_key")
                .agg(
                        count(lit(1)).as("days"),
                        max(struct(col("gain"), col(Table.DAY))).as("best"))
                // A gain of two days is not the gain of one.
                .where(col("days").equalTo(WEEK_DAYS))
                // A count is that of the day's start: what it has more came the day before.
                .select(
                        col("repo_key"),
                        date_sub(col("best." + Table.DAY), 1).as("best_day"),
                        col("best.gain").as("best_gain"));
    }

    /** A part of a whole, where both grew and the part is one. */
    private static Column share(Column part, Column whole) {
        return when(part.between(0, whole).and(whole.gt(0)), part.divide(whole));
    }

    /** What it is, in plain words of its description; null where that says none. */
    static Column summary(Column description) {
        return udf((UDF1<@Nullable String, @Nullable String>) PlainSummary::of, DataTypes.StringType)
                .apply(description);
    }

    /**
     * The weeks in a row, this one included, that each brought more stars than the week before; null where a count is missing.
     */
    private static Dataset<Row> risingWeeks(LocalDate day, Dataset<Row> snapshots, Dataset<Row> named) {
        Dataset<Row> counts = snapshots
                .where(col("observed"))
                .join(named, "repo_key")
                .groupBy("repo_key")
                .pivot(datediff(lit(Date.valueOf(day)), col(Table.DAY)), WEEK_STARTS)
                .agg(max("stars"));
        Column isRising = lit(true);
        Column weeks = lit(0);
        for (int week = 0; week + 2 < WEEK_STARTS.size(); week++) {
            isRising = isRising.and(gain(week).gt(gain(week + 1)));
            weeks = weeks.plus(isRising.cast("int"));
        }
        return counts.select(col("repo_key"), weeks.as("rising_weeks"));
    }

    /** What a week brought, by weeks before the last; the counts are in columns named by days before the day. */
    private static Column gain(int weeksAgo) {
        return col(WEEK_STARTS.get(weeksAgo).toString())
                .minus(col(WEEK_STARTS.get(weeksAgo + 1).toString()));
    }

    /** The days whose counts are read. */
    public static List<LocalDate> countDays(LocalDate day) {
        return Stream.concat(
                        IntStream.rangeClosed(0, WEEK_DAYS).boxed(),
                        WEEK_STARTS.stream().map(Integer.class::cast))
                .distinct()
                .map(day::minusDays)
                .sorted()
                .toList();
    }

    private static Column column(Dataset<Row> rows, String name) {
        return Arrays.asList(rows.columns()).contains(name)
                ? col(name)
                : lit(null).cast("string").as(name);
    }
}
