package dev.reposignal.insight;

import static org.apache.spark.sql.functions.abs;
import static org.apache.spark.sql.functions.array_distinct;
import static org.apache.spark.sql.functions.array_union;
import static org.apache.spark.sql.functions.avg;
import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.count_distinct;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.datediff;
import static org.apache.spark.sql.functions.exists;
import static org.apache.spark.sql.functions.filter;
import static org.apache.spark.sql.functions.first;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.least;
import static org.apache.spark.sql.functions.length;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.lower;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.median;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.regexp_replace;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.slice;
import static org.apache.spark.sql.functions.split;
import static org.apache.spark.sql.functions.sqrt;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.try_divide;
import static org.apache.spark.sql.functions.when;

import dev.reposignal.config.Settings;
import dev.reposignal.table.Flags;
import dev.reposignal.table.Table;
import java.sql.Date;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NavigableSet;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * The editor: which clusters, fields and languages an article may call a trend, and why the others fall short.
 *
 * <p>A week is compared with the three weeks before it, which do not contain it, over the repositories that were counted on all
 * of these days. A subject is a trend if its growth is
 *
 * <ul>
 *   <li><b>large</b>: at least {@code minimum_growth}, by itself and over the growth of all other repositories (which a week
 *       after a purge, or a busy week of GitHub, raises as well), from a pace at which a few stars do not decide;
 *   <li><b>broad</b>: as large without the repository that added most, and with several owners whose repositories grow;
 *   <li><b>certain</b>: more than chance among all subjects of its type, at a false-discovery rate. The yardstick is the
 *       subject's own past weeks: the logarithm of its growth over that of all else, less its median, by its median absolute
 *       deviation. How often so large a value comes by chance is counted over the past weeks of all subjects of its type, so that no
 *       distribution is assumed; the rate is that of Benjamini and Hochberg (1995);
 *   <li><b>fitting</b>: its label is confirmed by the repositories that carry the growth;
 *   <li><b>relevant</b>: it is about something that readers build with.
 * </ul>
 */
public final class Trends {
    /** Weeks before the week that it is compared with. */
    static final int WEEKS_BEFORE = 3;
    /** Days by which a count may be older than the day it is asked for. */
    static final int SLACK_DAYS = 3;
    /** The members that carry a growth: those that readers see. */
    static final int CARRIERS = 5;
    /** Subjects whose members are kept. */
    static final int KEPT_SUBJECTS = 12;
    /** Growth from which a member counts as growing, and its fall from which as falling. */
    private static final double MOVED = 1.2;
    /** A median absolute deviation times this is a standard deviation, where the distribution is normal. */
    private static final double NORMAL = 1.4826;
    /** Members that rise or fall, below which their balance says nothing. */
    private static final int LEAST_MOVED = 5;
    /** Keywords that may confirm a label beside its own words. */
    private static final int KEYWORDS = 4;
    /** Words of so many letters begin too many others. */
    private static final int SHORT_WORD = 3;

    private static final WindowSpec ALL = Window.partitionBy(lit(1));
    private static final String[] SUBJECT = {"subject_type", "subject_key"};

    private Trends() {}

    /**
     * A day whose counts are read.
     *
     * @param weeksAgo weeks before the night's day
     * @param day the latest day with counts at or shortly before that
     */
    public record CountDay(int weeksAgo, LocalDate day) {}

    /**
     * The days whose counts a night needs; a week without counts is left out.
     *
     * @param observed days with snapshots
     */
    public static List<CountDay> countDays(Settings.Trend settings, LocalDate day, NavigableSet<LocalDate> observed) {
        List<CountDay> days = new ArrayList<>();
        for (int week = 0; week <= settings.pastWeeks() + WEEKS_BEFORE + 1; week++) {
            LocalDate asked = day.minusWeeks(week);
            LocalDate found = observed.floor(asked);
            if (found != null && !found.isBefore(asked.minusDays(SLACK_DAYS))) {
                days.add(new CountDay(week, found));
            }
        }
        return days;
    }

    /**
     * What a night's trends are found in.
     *
     * @param signals the day's rows of {@code repo_signals}
     * @param snapshots rows of {@code snapshots} of the days that {@link #countDays} names
     * @param countDays those days
     * @param clusters the day's rows of {@code clusters}
     * @param clusterMembers the day's rows of {@code cluster_members}
     */
    public record Sources(
            Dataset<Row> signals,
            Dataset<Row> snapshots,
            List<CountDay> countDays,
            Dataset<Row> clusters,
            Dataset<Row> clusterMembers) {}

    /** Stars of each repository in a week and in the three weeks before it, for the night's week and every earlier one. */
    public static Dataset<Row> moves(Sources sources) {
        WindowSpec byWeek = Window.partitionBy("repo_key").orderBy("weeks_ago");
        Column count = struct(col("stars"), col("day"));
        return sources.snapshots()
                .where(col("observed"))
                .join(daysOf(sources), Table.DAY)
                .select(
                        col("repo_key"),
                        col("weeks_ago"),
                        col("stars"),
                        col(Table.DAY).as("day"))
                .withColumn("start", max(count).over(byWeek.rangeBetween(1, 1)))
                .withColumn("earlier", max(count).over(byWeek.rangeBetween(1 + WEEKS_BEFORE, 1 + WEEKS_BEFORE)))
                .where(col("start").isNotNull().and(col("earlier").isNotNull()))
                .select(
                        col("repo_key"),
                        col("weeks_ago"),
                        col("stars").minus(col("start.stars")).as("week_stars"),
                        col("start.stars").minus(col("earlier.stars")).as("before_stars"),
                        datediff(col("day"), col("start.day")).as("week_days"),
                        datediff(col("start.day"), col("earlier.day")).as("before_days"));
    }

    private static Dataset<Row> daysOf(Sources sources) {
        List<Row> days = sources.countDays().stream()
                .map(each -> RowFactory.create(Date.valueOf(each.day()), each.weeksAgo()))
                .toList();
        return sources.snapshots()
                .sparkSession()
                .createDataFrame(
                        days,
                        new StructType().add(Table.DAY, DataTypes.DateType).add("weeks_ago", DataTypes.IntegerType));
    }

    /**
     * The rows of {@code trends} of a day: every cluster, field and language that was looked at.
     *
     * @param moves as {@link #moves} has them
     */
    public static Dataset<Row> found(LocalDate day, Settings.Trend settings, Sources sources, Dataset<Row> moves) {
        Dataset<Row> members = members(sources);
        Dataset<Row> weeks = weeks(members, moves);
        Dataset<Row> tonight = weeks.where(col("weeks_ago").equalTo(0));
        Dataset<Row> ranked = ranked(members, moves, tonight);
        Dataset<Row> fit = confirmed(sources, ranked)
                .groupBy(col("subject_type"), col("subject_key"))
                .agg(avg(col("confirms_label").cast("double")).as("label_fit"));
        return tonight.join(ofAll(members), SUBJECT)
                .join(breadth(ranked), SUBJECT)
                .join(fit, SUBJECT)
                .join(certainty(settings, weeks), SUBJECT, "left")
                .withColumn("falls_short", fallsShort(settings))
                .withColumn("is_trend", col("falls_short").isNull())
                .withColumn(
                        "position",
                        row_number()
                                .over(ALL.orderBy(
                                        col("is_trend").desc(),
                                        conditionsMissed(settings),
                                        col("week_velocity")
                                                .minus(col("before_velocity"))
                                                .desc(),
                                        col("subject_type"),
                                        col("subject_key"))))
                .withColumn(Table.DAY, lit(day));
    }

    /**
     * The rows of {@code trend_members} of a day: the repositories that carry the growth of the first subjects.
     *
     * @param trends the day's rows of {@code trends}
     */
    public static Dataset<Row> carriers(LocalDate day, Sources sources, Dataset<Row> moves, Dataset<Row> trends) {
        Dataset<Row> first = trends.where(col("position").leq(KEPT_SUBJECTS).or(col("is_trend")))
                .select("subject_type", "subject_key", "growth", "week_velocity", "before_velocity");
        Dataset<Row> members = members(sources).join(first.select(col("subject_type"), col("subject_key")), SUBJECT);
        Dataset<Row> owners =
                sources.signals().groupBy("owner").agg(count(lit(1)).as("owner_repos"));
        return confirmed(sources, ranked(members, moves, first))
                .join(owners, "owner")
                .select(
                        lit(day).as(Table.DAY),
                        col("subject_type"),
                        col("subject_key"),
                        col("repo_key"),
                        col("full_name"),
                        col("owner"),
                        col("owner_repos"),
                        col("place").as("position"),
                        col("member_week").as("week_velocity"),
                        col("member_before").as("before_velocity"),
                        col("added").as("added_velocity"),
                        col("confirms_label"));
    }

    /** Which repository belongs to which subject; a repository is in one cluster, one field and one language. */
    private static Dataset<Row> members(Sources sources) {
        Dataset<Row> repositories = sources.signals()
                .where(Flags.isGrowth().and(not(col("is_filled_in"))))
                .select("repo_key", "full_name", "owner", "language");
        Dataset<Row> clusters = sources.clusters()
                .select(
                        col("cluster_id"),
                        col("label"),
                        col("keywords"),
                        column(sources.clusters(), "field"),
                        column(sources.clusters(), "relevance"));
        Dataset<Row> inClusters = repositories
                .join(sources.clusterMembers().select("repo_key", "cluster_id"), "repo_key")
                .join(clusters, "cluster_id");
        Dataset<Row> ofClusters = inClusters.select(
                col("repo_key"),
                col("full_name"),
                col("owner"),
                lit("cluster").as("subject_type"),
                col("cluster_id").as("subject_key"),
                col("label").as("subject_name"),
                col("field"),
                col("relevance"),
                words(col("label"), col("keywords")).as("words"));
        Dataset<Row> ofFields = inClusters
                .where(col("field").isNotNull())
                .select(
                        col("repo_key"),
                        col("full_name"),
                        col("owner"),
                        lit("field").as("subject_type"),
                        col("field").as("subject_key"),
                        col("field").as("subject_name"),
                        col("field"),
                        // A field holds more than one kind of thing; it leads where most of its members may.
                        lit(null).cast("string").as("relevance"),
                        lit(null).cast("array<string>").as("words"));
        Dataset<Row> ofLanguages = repositories
                .where(col("language").isNotNull())
                .select(
                        col("repo_key"),
                        col("full_name"),
                        col("owner"),
                        lit("language").as("subject_type"),
                        col("language").as("subject_key"),
                        col("language").as("subject_name"),
                        lit(null).cast("string").as("field"),
                        lit(null).cast("string").as("relevance"),
                        lit(null).cast("array<string>").as("words"));
        return ofClusters.unionByName(ofFields).unionByName(ofLanguages);
    }

    /** A column that lakes of older versions do not have. */
    private static Column column(Dataset<Row> rows, String name) {
        return Arrays.asList(rows.columns()).contains(name)
                ? col(name)
                : lit(null).cast("string").as(name);
    }

    /** The words that confirm a label: its own, and the first keywords of the cluster. */
    static Column words(Column label, Column keywords) {
        Column own = split(regexp_replace(lower(label), "[^\\p{L}\\p{N}.+#]+", " "), " ");
        Column all = array_union(own, slice(keywords, 1, KEYWORDS));
        return filter(array_distinct(all), word -> length(word)
                .gt(1)
                .and(not(word.isin("and", "of", "for", "the", "programming", "tool", "tools"))));
    }

    /** Week and weeks before of every subject, tonight and in the past, against all other repositories. */
    private static Dataset<Row> weeks(Dataset<Row> members, Dataset<Row> moves) {
        Dataset<Row> all = moves.groupBy("weeks_ago")
                .agg(
                        sum("week_stars").as("all_week"),
                        sum("before_stars").as("all_before"),
                        count_if(rises()).as("all_rising"),
                        count_if(falls()).as("all_falling"));
        Column week = col("week_stars").divide(col("week_days"));
        Column before = col("before_stars").divide(col("before_days"));
        Column restWeek = col("all_week").minus(col("week_stars")).divide(col("week_days"));
        Column restBefore = col("all_before").minus(col("before_stars")).divide(col("before_days"));
        Column restBalance = balance(
                col("all_rising").minus(col("rising")), col("all_falling").minus(col("falling")));
        return members.select("repo_key", "subject_type", "subject_key")
                .join(moves, "repo_key")
                .groupBy("subject_type", "subject_key", "weeks_ago")
                .agg(
                        count(lit(1)).as("repos"),
                        sum("week_stars").as("week_stars"),
                        sum("before_stars").as("before_stars"),
                        count_if(rises()).as("rising"),
                        count_if(falls()).as("falling"),
                        max("week_days").as("week_days"),
                        max("before_days").as("before_days"))
                .join(broadcast(all), "weeks_ago")
                .withColumn("week_velocity", week)
                .withColumn("before_velocity", before)
                .withColumn("growth", growth(week, before))
                .withColumn("rest_growth", growth(restWeek, restBefore))
                .withColumn(
                        "growth_over_rest",
                        try_divide(col("growth").plus(1.0), col("rest_growth").plus(1.0))
                                .minus(1.0))
                .withColumn("moved", col("rising").plus(col("falling")))
                .withColumn("step", balance(col("rising"), col("falling")).minus(restBalance));
    }

    /** Whether a repository's week is at least one star a day and a fifth above its weeks before. */
    private static Column rises() {
        Column week = col("week_stars").divide(col("week_days"));
        Column before = col("before_stars").divide(col("before_days"));
        return week.geq(1.0).and(week.geq(before.multiply(MOVED)));
    }

    /** Whether its weeks before were at least one star a day and a fifth above its week. */
    private static Column falls() {
        Column week = col("week_stars").divide(col("week_days"));
        Column before = col("before_stars").divide(col("before_days"));
        return before.geq(1.0).and(week.multiply(MOVED).leq(before));
    }

    /** Those that rise less those that fall, by both; null where nothing moves. */
    private static Column balance(Column rising, Column falling) {
        return try_divide(rising.minus(falling), rising.plus(falling));
    }

    /** Growth of a week over what came before; null where nothing, or a loss, came before. */
    private static Column growth(Column week, Column before) {
        return when(before.gt(0), week.divide(before).minus(1.0));
    }

    private static Dataset<Row> ofAll(Dataset<Row> members) {
        return members.groupBy("subject_type", "subject_key")
                .agg(
                        first("subject_name").as("subject_name"),
                        first("field").as("field"),
                        first("relevance").as("relevance"),
                        count_distinct(col("owner")).as("owners"));
    }

    /** The members of tonight, those first that moved most in their subject's own direction. */
    private static Dataset<Row> ranked(Dataset<Row> members, Dataset<Row> moves, Dataset<Row> tonight) {
        WindowSpec byAdded = Window.partitionBy("subject_type", "subject_key")
                .orderBy(col("towards").desc(), col("repo_key"));
        return members.join(moves.where(col("weeks_ago").equalTo(0)), "repo_key")
                .withColumn("is_rising", rises())
                .withColumn("is_falling", falls())
                .withColumn("member_week", col("week_stars").divide(col("week_days")))
                .withColumn("member_before", col("before_stars").divide(col("before_days")))
                .drop("week_stars", "before_stars", "week_days", "before_days", "weeks_ago")
                .withColumn("added", col("member_week").minus(col("member_before")))
                .join(
                        tonight.select("subject_type", "subject_key", "growth", "week_velocity", "before_velocity"),
                        SUBJECT)
                .withColumn(
                        "towards",
                        when(col("growth").lt(0), col("added").multiply(-1.0)).otherwise(col("added")))
                .withColumn("place", row_number().over(byAdded));
    }

    /** Growth without the repository that moved most, and the owners that grow or fall. */
    private static Dataset<Row> breadth(Dataset<Row> ranked) {
        Column leads = col("place").equalTo(1);
        return ranked.groupBy("subject_type", "subject_key")
                .agg(
                        max(when(leads, col("repo_key"))).as("largest_repo_key"),
                        max(when(leads, col("full_name"))).as("largest_name"),
                        max(when(
                                        leads,
                                        try_divide(
                                                col("added"),
                                                col("week_velocity").minus(col("before_velocity")))))
                                .as("largest_share"),
                        max(when(
                                        leads,
                                        growth(
                                                col("week_velocity").minus(col("member_week")),
                                                col("before_velocity").minus(col("member_before")))))
                                .as("growth_without_largest"),
                        count_distinct(when(col("is_rising"), col("owner"))).as("rising_owners"),
                        count_distinct(when(col("is_falling"), col("owner"))).as("falling_owners"));
    }

    /** The members that carry the growth, and whether what they say of themselves confirms the label. */
    private static Dataset<Row> confirmed(Sources sources, Dataset<Row> ranked) {
        Dataset<Row> texts = sources.snapshots()
                .join(daysOf(sources).where(col("weeks_ago").equalTo(0)), Table.DAY)
                .select(col("repo_key"), text().as("text"));
        return ranked.where(col("place").leq(CARRIERS))
                .join(texts, "repo_key")
                .withColumn("confirms_label", confirms(col("words"), col("text")));
    }

    /** What a repository says of itself, as words between spaces. */
    static Column text() {
        Column all = lower(concat_ws(" ", col("full_name"), col("description"), col("topics")));
        return concat(lit(" "), regexp_replace(all, "[^\\p{L}\\p{N}.+#]+", " "), lit(" "));
    }

    /** Whether one of the words begins a word of the text; a short one must be a whole word. */
    static Column confirms(Column words, Column text) {
        return exists(words, word -> when(length(word).leq(SHORT_WORD), text.contains(concat(lit(" "), word, lit(" "))))
                .otherwise(text.contains(concat(lit(" "), regexp_replace(word, "s$", "")))));
    }

    /**
     * How often so many more members rise than fall by chance, beside all other repositories: in the subject's own past, and
     * over the past of all subjects of its type.
     */
    private static Dataset<Row> certainty(Settings.Trend settings, Dataset<Row> weeks) {
        Dataset<Row> tested = weeks.where(col("step")
                        .isNotNull()
                        .and(col("before_velocity").geq(settings.minimumPace()))
                        .and(col("moved").geq(LEAST_MOVED)))
                .select("subject_type", "subject_key", "weeks_ago", "step", "moved", "growth_over_rest");
        Dataset<Row> tonight = tested.where(col("weeks_ago").equalTo(0));
        Dataset<Row> past = tested.where(col("weeks_ago").between(1, settings.pastWeeks()));
        WindowSpec own = Window.partitionBy("subject_type", "subject_key");
        Column isPast = col("weeks_ago").gt(0);
        Column tonights = max(when(not(isPast), col("growth_over_rest"))).over(own);
        Column asStrong = when(tonights.geq(0), col("growth_over_rest").geq(tonights))
                .otherwise(col("growth_over_rest").leq(tonights));
        Dataset<Row> scored = tonight.unionByName(past)
                .withColumn("middle", median(when(isPast, col("step"))).over(own))
                .withColumn("distance", abs(col("step").minus(col("middle"))))
                .withColumn("past_weeks", count_if(isPast).over(own))
                .withColumn(
                        "past_weeks_as_strong", count_if(isPast.and(asStrong)).over(own))
                .withColumn(
                        "spread",
                        median(when(isPast, col("distance"))).over(own).multiply(NORMAL))
                .where(col("past_weeks").geq(settings.minimumPastWeeks()))
                // Counts alone scatter by one over the root of how many there are.
                .withColumn(
                        "z",
                        col("step")
                                .minus(col("middle"))
                                .divide(greatest(col("spread"), lit(1.0).divide(sqrt(col("moved"))))));
        // Clusters, fields and languages are each a family: thirteen fields are thirteen questions, however many
        // clusters there are.
        WindowSpec ofKind = Window.partitionBy("subject_type");
        WindowSpec downwards = ofKind.orderBy(col("z").desc(), col("weeks_ago").desc());
        WindowSpec upwards = ofKind.orderBy(col("z"), col("weeks_ago").desc());
        Dataset<Row> chances = scored.withColumn("above", count_if(isPast).over(downwards))
                .withColumn("below", count_if(isPast).over(upwards))
                .withColumn("all_past", count_if(isPast).over(ofKind))
                .where(not(isPast))
                .withColumn("chance", chance(col("above"), col("all_past")))
                .withColumn("fall_chance", chance(col("below"), col("all_past")));
        return chances.withColumn("tests", count(lit(1)).over(ofKind))
                .transform(rows -> withDiscoveryRate("chance", "false_discovery_rate", rows))
                .transform(rows -> withDiscoveryRate("fall_chance", "fall_false_discovery_rate", rows))
                .select(
                        "subject_type",
                        "subject_key",
                        "past_weeks",
                        "past_weeks_as_strong",
                        "z",
                        "chance",
                        "false_discovery_rate",
                        "fall_chance",
                        "fall_false_discovery_rate");
    }

    private static Column chance(Column asExtreme, Column all) {
        return asExtreme.plus(1.0).divide(all.plus(1.0));
    }

    /** The rate of Benjamini and Hochberg (1995) at which each row would be called. */
    private static Dataset<Row> withDiscoveryRate(String chance, String rate, Dataset<Row> rows) {
        WindowSpec upwards = Window.partitionBy("subject_type").orderBy(col(chance), col("subject_key"));
        return rows.withColumn("rank", row_number().over(upwards))
                .withColumn(
                        rate,
                        least(
                                lit(1.0),
                                min(col(chance).multiply(col("tests")).divide(col("rank")))
                                        .over(upwards.rowsBetween(Window.currentRow(), Window.unboundedFollowing()))))
                .drop("rank");
    }

    /** The first reason, in this order, why a subject is no trend; null where it is one. */
    private static Column fallsShort(Settings.Trend settings) {
        Column isRelevant = col("relevance")
                .isNull()
                .or(col("relevance").isin(settings.relevance().toArray()));
        Column least = lit(settings.minimumGrowth());
        return when(not(isRelevant), "relevance")
                .when(
                        col("before_velocity")
                                .lt(settings.minimumPace())
                                .or(col("growth").isNull()),
                        "pace")
                .when(col("growth").lt(least), "growth")
                .when(coalesce(col("growth_over_rest"), lit(0.0)).lt(least), "rest")
                .when(coalesce(col("growth_without_largest"), lit(0.0)).lt(least), "largest")
                .when(col("rising_owners").lt(settings.minimumOwners()), "owners")
                .when(coalesce(col("label_fit"), lit(1.0)).lt(settings.minimumLabelFit()), "label")
                .when(col("false_discovery_rate").isNull(), "history")
                .when(col("false_discovery_rate").gt(settings.falseDiscoveryRate()), "chance");
    }

    /** How many conditions are not met: the nearest candidate misses fewest. What shrinks is no candidate. */
    private static Column conditionsMissed(Settings.Trend settings) {
        Column least = lit(settings.minimumGrowth());
        Column isRelevant = col("relevance")
                .isNull()
                .or(col("relevance").isin(settings.relevance().toArray()));
        Column shrinks = coalesce(col("growth"), lit(0.0)).leq(0);
        Column isNoSubject = coalesce(col("label_fit"), lit(1.0)).lt(settings.minimumLabelFit());
        return when(shrinks.or(not(isRelevant)).or(isNoSubject), lit(10))
                .otherwise(lit(0))
                .plus(missed(col("before_velocity").lt(settings.minimumPace())))
                .plus(missed(coalesce(col("growth"), lit(0.0)).lt(least)))
                .plus(missed(coalesce(col("growth_over_rest"), lit(0.0)).lt(least)))
                .plus(missed(coalesce(col("growth_without_largest"), lit(0.0)).lt(least)))
                .plus(missed(col("rising_owners").lt(settings.minimumOwners())))
                .plus(missed(coalesce(col("false_discovery_rate"), lit(1.0)).gt(settings.falseDiscoveryRate())));
    }

    private static Column missed(Column condition) {
        return when(condition, lit(1)).otherwise(lit(0));
    }
}
