package dev.reposignal.insight;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.when;

import dev.reposignal.table.Flags;
import dev.reposignal.table.Table;
import java.sql.Date;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * What the verdicts of {@link Trends} need of the many rows: stars by subject and week, and the members of every subject.
 *
 * <p>Plain Java adds it up on the driver, which holds one number for each repository and day compared. As a plan of joins and
 * windows the same takes four times as long to compile and start as to run.
 */
final class TrendCounts {
    private static final StructType CARRIER = new StructType()
            .add("number", DataTypes.IntegerType, false)
            .add("repo_key", DataTypes.StringType, false)
            .add("words", DataTypes.createArrayType(DataTypes.StringType));

    /** What GitHub calls a language and is a way to write texts down. */
    private static final Object[] FORMATS = {
        "HTML", "CSS", "Markdown", "MDX", "TeX", "Jupyter Notebook", "Rich Text Format", "reStructuredText"
    };

    private final List<Week> weeks;
    private final Tally[] all;
    private final Map<String, TrendSubject> subjects = new TreeMap<>();
    private final Map<String, Long> ownerRepos = new HashMap<>();
    private long feedWeekStars;
    private long feedBeforeStars;

    private TrendCounts(List<Week> weeks) {
        this.weeks = weeks;
        this.all = new Tally[weeks.size()];
        Arrays.setAll(all, week -> new Tally());
    }

    /**
     * A week and the three weeks before it.
     *
     * @param weeksAgo weeks before the night's day
     * @param end number of the day on which the week ends, among the days counted
     * @param start where it starts and the weeks before it end
     * @param earlier where those start
     * @param weekDays days of the week
     * @param beforeDays days of the weeks before it
     */
    record Week(int weeksAgo, int end, int start, int earlier, int weekDays, int beforeDays) {
        /** Stars that a repository gained; null where one of the days has no count. */
        @Nullable
        Gain gain(long[] counts) {
            return counts[end] == StarCounts.NONE
                            || counts[start] == StarCounts.NONE
                            || counts[earlier] == StarCounts.NONE
                    ? null
                    : new Gain(counts[end] - counts[start], counts[start] - counts[earlier], weekDays, beforeDays);
        }
    }

    /** Stars that a repository gained in a week and in the weeks before it. */
    record Gain(long weekStars, long beforeStars, int weekDays, int beforeDays) {
        /** Growth from which a member counts as growing, and its fall from which as falling. */
        private static final double MOVED = 1.2;

        double weekVelocity() {
            return (double) weekStars / weekDays;
        }

        double beforeVelocity() {
            return (double) beforeStars / beforeDays;
        }

        /** Whether the week is at least one star a day and a fifth above the weeks before. */
        boolean rises() {
            return weekVelocity() >= 1 && weekVelocity() >= beforeVelocity() * MOVED;
        }

        /** Whether the weeks before were at least one star a day and a fifth above the week. */
        boolean falls() {
            return beforeVelocity() >= 1 && weekVelocity() * MOVED <= beforeVelocity();
        }
    }

    /** What some repositories gained together. */
    static final class Tally {
        long repos;
        long weekStars;
        long beforeStars;
        long rising;
        long falling;

        void add(Gain gain) {
            repos++;
            weekStars += gain.weekStars();
            beforeStars += gain.beforeStars();
            rising += gain.rises() ? 1 : 0;
            falling += gain.falls() ? 1 : 0;
        }
    }

    /** The days counted, the latest first. */
    private static NavigableMap<Integer, LocalDate> days(List<Trends.CountDay> countDays) {
        NavigableMap<Integer, LocalDate> days = new TreeMap<>();
        countDays.forEach(each -> days.put(each.weeksAgo(), each.day()));
        return days;
    }

    static Dataset<StarCounts> stars(Trends.Sources sources) {
        return StarCounts.gathered(
                sources.snapshots(), List.copyOf(days(sources.countDays()).values()));
    }

    /** repo_key, full_name, owner, language, relevance of the language and whether the growth counts. */
    static Dataset<Row> signals(Trends.Sources sources) {
        Column isCounted = Flags.isGrowth().and(not(col("is_filled_in")));
        return sources.signals()
                .select(
                        col("repo_key"),
                        col("full_name"),
                        col("owner"),
                        col("language"),
                        when(col("language").isin(FORMATS), "list"),
                        coalesce(isCounted, lit(false)));
    }

    /** cluster_id, label, field, relevance and the words that confirm the label. */
    static Dataset<Row> clusters(Trends.Sources sources) {
        return sources.clusters()
                .select(
                        col("cluster_id"),
                        col("label"),
                        column(sources.clusters(), "field"),
                        column(sources.clusters(), "relevance"),
                        Trends.words(col("label"), col("keywords")).as("words"));
    }

    /** repo_key and cluster_id. */
    static Dataset<Row> clusterMembers(Trends.Sources sources) {
        return sources.clusterMembers().where(col("cluster_id").isNotNull()).select("repo_key", "cluster_id");
    }

    /**
     * Counts.
     *
     * @param stars what {@link #stars} gave
     * @param signals what {@link #signals} gave
     * @param clusters what {@link #clusters} gave
     * @param clusterMembers what {@link #clusterMembers} gave
     */
    static TrendCounts of(
            List<Trends.CountDay> countDays,
            List<StarCounts> stars,
            List<Row> signals,
            List<Row> clusters,
            List<Row> clusterMembers) {
        Map<String, long[]> counts = StarCounts.together(stars);
        TrendCounts trends = new TrendCounts(weeks(days(countDays)));
        for (int week = 0; week < trends.weeks.size(); week++) {
            for (long[] of : counts.values()) {
                Gain gain = trends.weeks.get(week).gain(of);
                if (gain != null) {
                    trends.all[week].add(gain);
                }
            }
        }
        trends.addMembers(counts, signals, clusters, clusterMembers);
        return trends;
    }

    /** The weeks all of whose days are there. */
    private static List<Week> weeks(NavigableMap<Integer, LocalDate> days) {
        List<Integer> numbers = List.copyOf(days.keySet());
        List<Week> weeks = new ArrayList<>();
        days.forEach((weeksAgo, day) -> {
            LocalDate start = days.get(weeksAgo + 1);
            LocalDate earlier = days.get(weeksAgo + 1 + Trends.WEEKS_BEFORE);
            if (start != null && earlier != null) {
                weeks.add(new Week(
                        weeksAgo,
                        numbers.indexOf(weeksAgo),
                        numbers.indexOf(weeksAgo + 1),
                        numbers.indexOf(weeksAgo + 1 + Trends.WEEKS_BEFORE),
                        (int) ChronoUnit.DAYS.between(start, day),
                        (int) ChronoUnit.DAYS.between(earlier, start)));
            }
        });
        return weeks;
    }

    /** Adds the repositories whose growth counts to their subjects: each is in one cluster, one field and one language. */
    private void addMembers(
            Map<String, long[]> counts, List<Row> signals, List<Row> clusters, List<Row> clusterMembers) {
        Map<String, Row> clusterRows = new HashMap<>();
        clusters.forEach(cluster -> clusterRows.put(cluster.getString(0), cluster));
        Map<String, String> clusterOf = new HashMap<>();
        clusterMembers.forEach(member -> clusterOf.put(member.getString(0), member.getString(1)));
        int tonight = weeks.isEmpty() || weeks.get(0).weeksAgo() > 0 ? -1 : 0;
        for (Row signal : signals) {
            ownerRepos.merge(signal.getString(2), 1L, Long::sum);
            if (!signal.getBoolean(5)) {
                continue;
            }
            String key = signal.getString(0);
            long[] stars = counts.get(key);
            @Nullable Gain[] gains = new @Nullable Gain[weeks.size()];
            if (stars != null) {
                Arrays.setAll(gains, week -> weeks.get(week).gain(stars));
            }
            Gain gain = tonight < 0 ? null : gains[tonight];
            if (gain != null) {
                feedWeekStars += gain.weekStars();
                feedBeforeStars += gain.beforeStars();
            }
            Row cluster = clusterOf.containsKey(key) ? clusterRows.get(clusterOf.get(key)) : null;
            TrendSubject.Member member = new TrendSubject.Member(
                    key,
                    signal.getString(1),
                    signal.getString(2),
                    gain,
                    cluster == null || cluster.isNullAt(4) ? null : List.copyOf(cluster.<String>getList(4)));
            if (cluster != null) {
                subject("cluster", cluster.getString(0), cluster.getString(1), cluster, cluster.getString(3))
                        .add(member, gains);
                if (!cluster.isNullAt(2)) {
                    // A field holds more than one kind of thing; it leads where most of its members may.
                    subject("field", cluster.getString(2), cluster.getString(2), cluster, null)
                            .add(member, gains);
                }
            }
            if (!signal.isNullAt(3)) {
                subject("language", signal.getString(3), signal.getString(3), null, signal.getString(4))
                        .add(member, gains);
            }
        }
    }

    private TrendSubject subject(
            String type, String key, String name, @Nullable Row cluster, @Nullable String relevance) {
        return subjects.computeIfAbsent(
                type + "\n" + key,
                unknown -> new TrendSubject(
                        type, key, name, cluster == null ? null : cluster.getString(2), relevance, weeks));
    }

    /** A column that lakes of older versions do not have. */
    private static Column column(Dataset<Row> rows, String name) {
        return Arrays.asList(rows.columns()).contains(name)
                ? col(name)
                : lit(null).cast("string").as(name);
    }

    /** What the carriers of each subject and those that may lead it say of themselves: number of the subject, repo_key and whether that confirms its label. */
    Dataset<Row> confirmations(Trends.Sources sources) {
        List<Row> carriers = new ArrayList<>();
        int number = 0;
        for (TrendSubject subject : subjects.values()) {
            for (TrendSubject.Member member : subject.asked()) {
                List<String> words = subject.wordsFor(member);
                carriers.add(RowFactory.create(
                        number, member.repoKey(), words == null ? null : words.toArray(String[]::new)));
            }
            number++;
        }
        return sources.snapshots()
                .where(col(Table.DAY)
                        .isInCollection(sources.countDays().stream()
                                .filter(each -> each.weeksAgo() == 0)
                                .map(each -> Date.valueOf(each.day()))
                                .toList()))
                .select("repo_key", "full_name", "description", "topics")
                .join(broadcast(sources.snapshots().sparkSession().createDataFrame(carriers, CARRIER)), "repo_key")
                .select(col("number"), col("repo_key"), Trends.confirms(col("words"), Trends.text()));
    }

    /**
     * Notes them.
     *
     * @param confirmations what {@link #confirmations} gave
     */
    void confirm(List<Row> confirmations) {
        List<TrendSubject> asked = List.copyOf(subjects.values());
        confirmations.forEach(
                row -> asked.get(row.getInt(0)).confirm(row.getString(1), row.isNullAt(2) ? null : row.getBoolean(2)));
    }

    List<Week> weeks() {
        return weeks;
    }

    /** What all repositories of the feed gained in a week. */
    Tally all(int week) {
        return all[week];
    }

    Iterable<TrendSubject> subjects() {
        return subjects.values();
    }

    /** Repositories of an owner in the feed. */
    long ownerRepos(String owner) {
        return ownerRepos.getOrDefault(owner, 0L);
    }

    /** Stars that the repositories whose growth counts gained in the night's week. */
    long feedWeekStars() {
        return feedWeekStars;
    }

    /** The same of the three weeks before it. */
    long feedBeforeStars() {
        return feedBeforeStars;
    }
}
