package dev.reposignal.insight;

import static org.apache.spark.sql.functions.abs;
import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.array_distinct;
import static org.apache.spark.sql.functions.array_union;
import static org.apache.spark.sql.functions.avg;
import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_set;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.exists;
import static org.apache.spark.sql.functions.filter;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.inline;
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
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.slice;
import static org.apache.spark.sql.functions.split;
import static org.apache.spark.sql.functions.sqrt;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.try_divide;
import static org.apache.spark.sql.functions.when;

import dev.reposignal.config.Settings;
import dev.reposignal.table.Flags;
import dev.reposignal.table.Shortfall;
import dev.reposignal.table.Table;
import java.sql.Date;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.TreeMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;

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
    /** What GitHub calls a language and is a way to write texts down. */
    private static final Object[] FORMATS = {
        "HTML", "CSS", "Markdown", "MDX", "TeX", "Jupyter Notebook", "Rich Text Format", "reStructuredText"
    };
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

    /** What {@link #moves} says of a week. */
    private static final String WEEKS =
            "array<struct<weeks_ago: int, week_stars: bigint, before_stars: bigint, week_days: int, before_days: int>>";

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

    /**
     * Stars of each repository in a week and in the three weeks before it, for the night's week and every earlier one.
     *
     * <p>One pass puts the counts of a repository side by side, from which the weeks follow without sorting.
     */
    public static Dataset<Row> moves(Sources sources) {
        NavigableMap<Integer, LocalDate> days = new TreeMap<>();
        sources.countDays().forEach(each -> days.put(each.weeksAgo(), each.day()));
        Column[] counts = days.entrySet().stream()
                .map(each -> max(when(col(Table.DAY).equalTo(lit(Date.valueOf(each.getValue()))), col("stars")))
                        .as(countOf(each.getKey())))
                .toArray(Column[]::new);
        Column[] weeks = days.keySet().stream()
                .filter(week -> days.containsKey(week + 1) && days.containsKey(week + 1 + WEEKS_BEFORE))
                .map(week -> week(days, week))
                .toArray(Column[]::new);
        return sources.snapshots()
                .where(col("observed")
                        .and(col(Table.DAY)
                                .isInCollection(days.values().stream()
                                        .map(Date::valueOf)
                                        .toList())))
                .select("repo_key", Table.DAY, "stars")
                // Else each task would put together the few days it has of all repositories.
                .repartition(col("repo_key"))
                .groupBy("repo_key")
                .agg(lit(true).as("is_counted"), counts)
                .select(col("repo_key"), inline(array(weeks).cast(WEEKS)))
                .where(col("week_stars").isNotNull().and(col("before_stars").isNotNull()));
    }

    /** A week as an element of {@link #WEEKS}, from the counts side by side. */
    private static Column week(NavigableMap<Integer, LocalDate> days, int week) {
        LocalDate day = Objects.requireNonNull(days.get(week));
        LocalDate start = Objects.requireNonNull(days.get(week + 1));
        LocalDate earlier = Objects.requireNonNull(days.get(week + 1 + WEEKS_BEFORE));
        return struct(
                lit(week),
                col(countOf(week)).minus(col(countOf(week + 1))),
                col(countOf(week + 1)).minus(col(countOf(week + 1 + WEEKS_BEFORE))),
                lit((int) ChronoUnit.DAYS.between(start, day)),
                lit((int) ChronoUnit.DAYS.between(earlier, start)));
    }

    private static String countOf(int weeksAgo) {
        return "stars_" + weeksAgo;
    }

    /**
     * What the verdicts need of the many rows of the sources; some ten thousand rows.
     *
     * @param weeks what each subject and the whole feed gained, tonight and in the past
     * @param carriers the members that carry the growth of each subject, each with what is known of the subject tonight
     */
    public record Counted(Dataset<Row> weeks, Dataset<Row> carriers) {}

    /**
     * Counts what the verdicts need.
     *
     * @param moves as {@link #moves} has them
     */
    public static Counted counted(Sources sources, Dataset<Row> moves) {
        Dataset<Row> members = members(sources);
        return new Counted(
                weeks(members, moves).crossJoin(broadcast(feed(sources, moves))), carriers(sources, moves, members));
    }

    /**
     * The rows of {@code trends} of a day: every cluster, field and language that was looked at.
     *
     * @param counted as {@link #counted} has it
     */
    public static Dataset<Row> found(LocalDate day, Settings.Trend settings, Counted counted) {
        Dataset<Row> weeks = compared(counted.weeks());
        Dataset<Row> fit = counted.carriers()
                .groupBy("subject_type", "subject_key")
                .agg(avg(col("confirms_label").cast("double")).as("label_fit"));
        Dataset<Row> subjects =
                counted.carriers().where(col("position").equalTo(1)).drop("week_velocity", "before_velocity");
        return weeks.where(col("weeks_ago").equalTo(0))
                .join(subjects, SUBJECT)
                .join(fit, SUBJECT)
                .join(certainty(settings, weeks), SUBJECT, "left")
                .withColumn("week_share", share(col("week_stars"), col("feed_week_stars")))
                .withColumn("before_share", share(col("before_stars"), col("feed_before_stars")))
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

    /** A part of a whole; null where one of them lost stars. */
    private static Column share(Column part, Column whole) {
        return when(part.between(0, whole).and(whole.gt(0)), part.divide(whole));
    }

    /**
     * The rows of {@code trend_members} of a day: the repositories that carry the growth of the first subjects and of every field.
     *
     * @param counted as {@link #counted} has it
     * @param trends the day's rows of {@code trends}
     */
    public static Dataset<Row> carriers(LocalDate day, Counted counted, Dataset<Row> trends) {
        return counted.carriers()
                .join(
                        trends.where(col("position")
                                        .leq(KEPT_SUBJECTS)
                                        .or(col("is_trend"))
                                        .or(col("subject_type").equalTo("field")))
                                .select("subject_type", "subject_key"),
                        SUBJECT)
                .withColumn(Table.DAY, lit(day));
    }

    /** The members that carry the growth of their subject, and whether what they say of themselves confirms its label. */
    private static Dataset<Row> carriers(Sources sources, Dataset<Row> moves, Dataset<Row> members) {
        Dataset<Row> texts = sources.snapshots()
                .where(col(Table.DAY)
                        .isInCollection(sources.countDays().stream()
                                .filter(each -> each.weeksAgo() == 0)
                                .map(each -> Date.valueOf(each.day()))
                                .toList()))
                .select(col("repo_key"), text().as("text"));
        Dataset<Row> owners =
                sources.signals().groupBy("owner").agg(count(lit(1)).as("owner_repos"));
        return ranked(members, moves)
                .where(col("position").leq(CARRIERS).and(col("added_velocity").isNotNull()))
                .join(texts, "repo_key")
                .join(owners, "owner")
                .withColumn("confirms_label", confirms(col("words"), col("text")))
                .drop("words", "text");
    }

    /** Stars of all repositories whose growth counts, in the night's week and before it. */
    private static Dataset<Row> feed(Sources sources, Dataset<Row> moves) {
        return countable(sources)
                .join(moves.where(col("weeks_ago").equalTo(0)), "repo_key")
                .agg(
                        sum("week_stars").as("feed_week_stars"),
                        sum("before_stars").as("feed_before_stars"));
    }

    private static Dataset<Row> countable(Sources sources) {
        return sources.signals()
                .where(Flags.isGrowth().and(not(col("is_filled_in"))))
                .select("repo_key", "full_name", "owner", "language");
    }

    /** Which repository belongs to which subject; a repository is in one cluster, one field and one language. */
    private static Dataset<Row> members(Sources sources) {
        Dataset<Row> repositories = countable(sources);
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
                        when(col("language").isin(FORMATS), "list").as("relevance"),
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

    /** Week and weeks before of every subject and of all repositories, tonight and in the past. */
    private static Dataset<Row> weeks(Dataset<Row> members, Dataset<Row> moves) {
        Dataset<Row> all = moves.groupBy("weeks_ago")
                .agg(
                        sum("week_stars").as("all_week"),
                        sum("before_stars").as("all_before"),
                        count_if(rises()).as("all_rising"),
                        count_if(falls()).as("all_falling"));
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
                .join(broadcast(all), "weeks_ago");
    }

    /** Each subject against all other repositories. */
    private static Dataset<Row> compared(Dataset<Row> weeks) {
        Column week = col("week_stars").divide(col("week_days"));
        Column before = col("before_stars").divide(col("before_days"));
        Column restWeek = col("all_week").minus(col("week_stars")).divide(col("week_days"));
        Column restBefore = col("all_before").minus(col("before_stars")).divide(col("before_days"));
        Column restBalance = balance(
                col("all_rising").minus(col("rising")), col("all_falling").minus(col("falling")));
        return weeks.withColumn("week_velocity", week)
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

    /**
     * The members of tonight, those first that moved most in their subject's own direction, each with what is known of the
     * subject: growth without the member that moved most, owners that grow or fall, how many share the stars.
     */
    private static Dataset<Row> ranked(Dataset<Row> members, Dataset<Row> moves) {
        WindowSpec subject = Window.partitionBy("subject_type", "subject_key");
        WindowSpec byGain = subject.orderBy(col("week_stars").desc(), col("repo_key"));
        Column week = sum("week_stars").over(subject).divide(max("week_days").over(subject));
        Column before =
                sum("before_stars").over(subject).divide(max("before_days").over(subject));
        Column largerStars = sum("week_stars").over(byGain).minus(col("week_stars"));
        Column leads = col("place").equalTo(1);
        return members.join(moves.where(col("weeks_ago").equalTo(0)), new String[] {"repo_key"}, "left")
                .select(
                        col("*"),
                        when(rises(), col("owner")).as("rising_owner"),
                        when(falls(), col("owner")).as("falling_owner"),
                        col("week_stars").divide(col("week_days")).as("week_velocity"),
                        col("before_stars").divide(col("before_days")).as("before_velocity"))
                .select(
                        col("*"),
                        col("week_velocity").minus(col("before_velocity")).as("added_velocity"),
                        week.as("subject_week"),
                        before.as("subject_before"),
                        sum("week_stars").over(subject).as("subject_stars"),
                        row_number().over(byGain).as("place"),
                        largerStars.as("larger_stars"))
                .withColumn(
                        "position",
                        row_number()
                                .over(subject.orderBy(
                                        when(
                                                        growth(col("subject_week"), col("subject_before"))
                                                                .lt(0),
                                                        col("added_velocity").multiply(-1.0))
                                                .otherwise(col("added_velocity"))
                                                .desc(),
                                        col("repo_key"))))
                .select(
                        col("subject_type"),
                        col("subject_key"),
                        col("subject_name"),
                        col("field"),
                        col("relevance"),
                        col("words"),
                        col("repo_key"),
                        col("full_name"),
                        col("owner"),
                        col("position"),
                        col("week_velocity"),
                        col("before_velocity"),
                        col("added_velocity"),
                        size(collect_set("owner").over(subject)).cast("long").as("owners"),
                        size(collect_set("rising_owner").over(subject))
                                .cast("long")
                                .as("rising_owners"),
                        size(collect_set("falling_owner").over(subject))
                                .cast("long")
                                .as("falling_owners"),
                        col("repo_key").as("largest_repo_key"),
                        col("full_name").as("largest_name"),
                        try_divide(col("added_velocity"), col("subject_week").minus(col("subject_before")))
                                .as("largest_share"),
                        growth(
                                        col("subject_week").minus(col("week_velocity")),
                                        col("subject_before").minus(col("before_velocity")))
                                .as("growth_without_largest"),
                        max(when(leads, col("repo_key"))).over(subject).as("leader_repo_key"),
                        max(when(leads, col("full_name"))).over(subject).as("leader_name"),
                        max(when(leads, share(col("week_stars"), col("subject_stars"))))
                                .over(subject)
                                .as("leader_share"),
                        // As many as it takes until half of the stars are together.
                        count_if(col("larger_stars").multiply(2).lt(col("subject_stars")))
                                .over(subject)
                                .as("half_repos"));
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

    /** The first condition that a subject does not meet; null where it is a trend. */
    private static Column fallsShort(Settings.Trend settings) {
        return coalesce(shortfalls(settings).entrySet().stream()
                .map(shortfall -> when(shortfall.getValue(), shortfall.getKey().value()))
                .toArray(Column[]::new));
    }

    /** How many conditions are not met: the nearest candidate misses fewest. What shrinks is no candidate. */
    private static Column conditionsMissed(Settings.Trend settings) {
        Map<Shortfall, Column> shortfalls = shortfalls(settings);
        Column isNoCandidate = coalesce(col("growth"), lit(0.0))
                .leq(0)
                .or(shortfalls.get(Shortfall.RELEVANCE))
                .or(shortfalls.get(Shortfall.LABEL));
        return Shortfall.COUNTED.stream()
                .map(shortfalls::get)
                .map(isMissed -> when(isMissed, 1).otherwise(0))
                .reduce(when(isNoCandidate, 10).otherwise(0), Column::plus);
    }

    /** When each condition is not met, in the order in which they are looked at. */
    private static Map<Shortfall, Column> shortfalls(Settings.Trend settings) {
        Column least = lit(settings.minimumGrowth());
        Map<Shortfall, Column> shortfalls = new EnumMap<>(Shortfall.class);
        for (Shortfall shortfall : Shortfall.values()) {
            shortfalls.put(
                    shortfall,
                    switch (shortfall) {
                        case RELEVANCE ->
                            col("relevance")
                                    .isNotNull()
                                    .and(not(col("relevance")
                                            .isin(settings.relevance().toArray())));
                        case PACE ->
                            col("before_velocity")
                                    .lt(settings.minimumPace())
                                    .or(col("growth").isNull());
                        case GROWTH -> col("growth").lt(least);
                        case REST -> coalesce(col("growth_over_rest"), lit(0.0)).lt(least);
                        case LARGEST ->
                            coalesce(col("growth_without_largest"), lit(0.0)).lt(least);
                        case OWNERS -> col("rising_owners").lt(settings.minimumOwners());
                        case LABEL -> coalesce(col("label_fit"), lit(1.0)).lt(settings.minimumLabelFit());
                        case HISTORY -> col("false_discovery_rate").isNull();
                        case CHANCE -> col("false_discovery_rate").gt(settings.falseDiscoveryRate());
                    });
        }
        return shortfalls;
    }
}
