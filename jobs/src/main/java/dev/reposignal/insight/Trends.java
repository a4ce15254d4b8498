package dev.reposignal.insight;

import static org.apache.spark.sql.functions.array_distinct;
import static org.apache.spark.sql.functions.array_union;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.exists;
import static org.apache.spark.sql.functions.filter;
import static org.apache.spark.sql.functions.length;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.lower;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.regexp_replace;
import static org.apache.spark.sql.functions.slice;
import static org.apache.spark.sql.functions.split;
import static org.apache.spark.sql.functions.when;

import dev.reposignal.config.Settings;
import dev.reposignal.table.Field;
import dev.reposignal.table.Table;
import dev.reposignal.table.Tables;
import java.sql.Date;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;

/**
 * The editor: which clusters, fields and languages an article may call a trend, and why the others fall short.
 *
 * <p>A week is compared with the three weeks before it, which do not contain it, over the repositories that were counted on all
 * of these days. A subject is a trend if its growth is
 *
 * <ul>
 *   <li><b>large</b>: at least {@code minimum_growth}, by itself and over the growth of all other repositories (which a week
 *       after a purge, or a busy week of GitHub, raises as well), from a pace at which a few stars do not decide;
 *   <li><b>broad</b>: as large without the repository that added most, and with several owners whose repositories grow, clearly
 *       more than those whose repositories shrink;
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
    /** The largest, whose members are kept too: if one falls, that is news. */
    private static final int LARGEST_SUBJECTS = 40;
    /** Keywords that may confirm a label beside its own words. */
    private static final int KEYWORDS = 4;
    /** Words of so many letters begin too many others. */
    private static final int SHORT_WORD = 3;

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

    /** What the verdicts need of the many rows of the sources. */
    public static final class Counted {
        private final SparkSession spark;
        private final TrendCounts counts;

        private Counted(SparkSession spark, TrendCounts counts) {
            this.spark = spark;
            this.counts = counts;
        }

        /** What the members that carry a growth say of themselves; {@link #confirm} takes the rows. */
        public Dataset<Row> confirmations(Sources sources) {
            return counts.confirmations(sources);
        }

        /** Notes whose own words confirm the label of their subject. */
        public void confirm(List<Row> confirmations) {
            counts.confirm(confirmations);
        }
    }

    /** What is needed of the clusters. */
    public static Dataset<Row> clusters(Sources sources) {
        return TrendCounts.clusters(sources);
    }

    /**
     * What each task has counted of the sources; {@link #together} adds it up.
     *
     * @param clusters the collected rows of {@link #clusters}
     */
    public static Dataset<TrendCounts> counts(Sources sources, List<Row> clusters) {
        return TrendCounts.parts(sources, clusters);
    }

    /** What the verdicts need, of the collected {@link #counts}. */
    public static Counted together(Sources sources, List<TrendCounts> parts) {
        TrendCounts counts = TrendCounts.none(sources.countDays());
        parts.forEach(counts::add);
        return new Counted(sources.signals().sparkSession(), counts);
    }

    /**
     * The rows of {@code trends} of a day: every cluster, field and language that was looked at.
     *
     * @param counted as {@link #together} has it
     */
    public static Dataset<Row> found(LocalDate day, Settings.Trend settings, Counted counted) {
        TrendCounts counts = counted.counts;
        Map<TrendSubject, TrendCertainty.Certainty> certain = TrendCertainty.of(settings, counts);
        List<TrendVerdict> verdicts = new ArrayList<>();
        if (!counts.weeks().isEmpty() && counts.weeks().get(0).weeksAgo() == 0) {
            for (TrendSubject subject : counts.subjects()) {
                TrendWeek week = TrendWeek.of(counts, subject, 0);
                if (week != null) {
                    verdicts.add(new TrendVerdict(settings, subject, week, certain.get(subject)));
                }
            }
        }
        verdicts.sort(TrendVerdict.NEAREST_FIRST);
        List<Row> rows = new ArrayList<>();
        for (TrendVerdict verdict : verdicts) {
            rows.add(verdict.row(day, rows.size() + 1, counts));
        }
        return counted.spark.createDataFrame(rows, Tables.TRENDS.nullableSchema());
    }

    /**
     * The rows of {@code trend_members} of a day: the repositories that carry the growth of the first and of the largest subjects and of
     * every field.
     *
     * @param counted as {@link #together} has it
     * @param trends the day's rows of {@code trends}
     */
    public static Dataset<Row> carriers(LocalDate day, Counted counted, Dataset<Row> trends) {
        List<Row> rows = new ArrayList<>();
        for (TrendSubject subject : counted.counts.subjects()) {
            int position = 0;
            for (TrendSubject.Member member : subject.carriers()) {
                position++;
                Map<String, @Nullable Object> values = new HashMap<>();
                values.put(Table.DAY, Date.valueOf(day));
                values.put("subject_type", subject.type());
                values.put("subject_key", subject.key());
                values.put("repo_key", member.repoKey());
                values.put("full_name", member.fullName());
                values.put("owner", member.owner());
                values.put("owner_repos", member.ownerRepos());
                values.put("position", position);
                values.put("week_velocity", member.counted().weekVelocity());
                values.put("before_velocity", member.counted().beforeVelocity());
                values.put("added_velocity", member.addedVelocity());
                values.put("confirms_label", subject.confirmsLabel(member));
                rows.add(row(Tables.TREND_MEMBERS, values));
            }
        }
        Dataset<Row> kept = trends.where(col("position")
                        .leq(KEPT_SUBJECTS)
                        .or(col("is_trend"))
                        .or(col("subject_type").equalTo("field")))
                .select("subject_type", "subject_key")
                .union(trends.orderBy(col("before_velocity").desc(), col("subject_type"), col("subject_key"))
                        .limit(LARGEST_SUBJECTS)
                        .select("subject_type", "subject_key"))
                .distinct();
        return counted.spark
                .createDataFrame(rows, Tables.TREND_MEMBERS.nullableSchema())
                .join(kept, new String[] {"subject_type", "subject_key"});
    }

    /** A row of a table. */
    static Row row(Table table, Map<String, @Nullable Object> values) {
        return RowFactory.create(
                table.fields().stream().map(Field::name).map(values::get).toArray());
    }

    /** A part of a whole; null where one of them lost stars. */
    static @Nullable Double share(long part, long whole) {
        return part >= 0 && part <= whole && whole > 0 ? Double.valueOf((double) part / whole) : null;
    }

    /** The words that confirm a label: its own, and the first keywords of the cluster. */
    static Column words(Column label, Column keywords) {
        Column own = split(regexp_replace(lower(label), "[^\\p{L}\\p{N}.+#]+", " "), " ");
        Column all = array_union(own, slice(keywords, 1, KEYWORDS));
        return filter(array_distinct(all), word -> length(word)
                .gt(1)
                .and(not(word.isin("and", "of", "for", "the", "programming", "tool", "tools"))));
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
}
