package dev.reposignal.insight;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import dev.reposignal.table.Table;
import java.io.Serializable;
import java.sql.Date;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * What the verdicts of {@link Trends} need of the many rows: stars by subject and week, and the first members of every subject.
 *
 * <p>Plain Java adds it up, each task the repositories of some owners, and {@link #add} puts the tasks together: what is held grows
 * with the subjects, not with the repositories. As a plan of aggregates and windows the same takes four times as long to
 * compile and start as to run.
 */
public final class TrendCounts implements Serializable {
    private static final StructType CARRIER = new StructType()
            .add("number", DataTypes.IntegerType, false)
            .add("repo_key", DataTypes.StringType, false)
            .add("words", DataTypes.createArrayType(DataTypes.StringType));

    private final List<Week> weeks;
    private final Tally[] all;
    private final Map<String, TrendSubject> subjects = new TreeMap<>();
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
    record Week(int weeksAgo, int end, int start, int earlier, int weekDays, int beforeDays) implements Serializable {
        /** Stars that a repository gained; null where one of the days has no count. */
        @Nullable
        Gain gain(List<Long> counts) {
            long now = counts.get(end);
            long then = counts.get(start);
            long before = counts.get(earlier);
            return now == TrendRepositories.NONE || then == TrendRepositories.NONE || before == TrendRepositories.NONE
                    ? null
                    : new Gain(now - then, then - before, weekDays, beforeDays);
        }
    }

    /** Stars that a repository gained in a week and in the weeks before it. */
    record Gain(long weekStars, long beforeStars, int weekDays, int beforeDays) implements Serializable {
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
    static final class Tally implements Serializable {
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

        void add(Tally other) {
            repos += other.repos;
            weekStars += other.weekStars;
            beforeStars += other.beforeStars;
            rising += other.rising;
            falling += other.falling;
        }
    }

    /** The days counted, the latest first. */
    private static NavigableMap<Integer, LocalDate> days(List<Trends.CountDay> countDays) {
        NavigableMap<Integer, LocalDate> days = new TreeMap<>();
        countDays.forEach(each -> days.put(each.weeksAgo(), each.day()));
        return days;
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

    /**
     * What each task has counted; {@link #add} puts it together.
     *
     * @param clusters what {@link #clusters} gave
     */
    static Dataset<TrendCounts> parts(Trends.Sources sources, List<Row> clusters) {
        NavigableMap<Integer, LocalDate> days = days(sources.countDays());
        List<Week> weeks = weeks(days);
        Map<String, Row> clusterById = new HashMap<>();
        clusters.forEach(cluster -> clusterById.put(cluster.getString(0), cluster));
        MapPartitionsFunction<Row, TrendCounts> count =
                rows -> List.of(counted(weeks, clusterById, rows)).iterator();
        return TrendRepositories.of(sources, List.copyOf(days.values()))
                .mapPartitions(count, Encoders.javaSerialization(TrendCounts.class));
    }

    /** Nothing counted: what the parts are added to. */
    static TrendCounts none(List<Trends.CountDay> countDays) {
        return new TrendCounts(weeks(days(countDays)));
    }

    private static TrendCounts counted(List<Week> weeks, Map<String, Row> clusters, Iterator<Row> rows) {
        TrendCounts counts = new TrendCounts(weeks);
        List<TrendRepositories.Repository> ofOwner = new ArrayList<>();
        while (rows.hasNext()) {
            TrendRepositories.Repository repository = TrendRepositories.Repository.read(rows.next());
            counts.addToAll(repository);
            if (repository.owner() != null) {
                if (!ofOwner.isEmpty()
                        && !repository.owner().equals(ofOwner.get(0).owner())) {
                    counts.addOwner(ofOwner, clusters);
                    ofOwner.clear();
                }
                ofOwner.add(repository);
            }
        }
        counts.addOwner(ofOwner, clusters);
        return counts;
    }

    /** Adds what other repositories, of other owners, gained. */
    void add(TrendCounts part) {
        for (int week = 0; week < all.length; week++) {
            all[week].add(part.all[week]);
        }
        feedWeekStars += part.feedWeekStars;
        feedBeforeStars += part.feedBeforeStars;
        part.subjects.forEach((key, subject) -> subjects.merge(key, subject, TrendSubject::with));
    }

    private void addToAll(TrendRepositories.Repository repository) {
        for (int week = 0; week < all.length; week++) {
            Gain gain = weeks.get(week).gain(repository.stars());
            if (gain != null) {
                all[week].add(gain);
            }
        }
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

    /** Adds the repositories of an owner whose growth counts to their subjects: each is in one cluster, one field and one language. */
    private void addOwner(List<TrendRepositories.Repository> repositories, Map<String, Row> clusters) {
        int tonight = weeks.isEmpty() || weeks.get(0).weeksAgo() > 0 ? -1 : 0;
        Set<TrendSubject> ofOwner = new HashSet<>();
        for (TrendRepositories.Repository repository : repositories) {
            if (!repository.isCounted()) {
                continue;
            }
            @Nullable Gain[] gains = new @Nullable Gain[weeks.size()];
            Arrays.setAll(gains, week -> weeks.get(week).gain(repository.stars()));
            Gain gain = tonight < 0 ? null : gains[tonight];
            if (gain != null) {
                feedWeekStars += gain.weekStars();
                feedBeforeStars += gain.beforeStars();
            }
            Row cluster = repository.clusterId() == null ? null : clusters.get(repository.clusterId());
            TrendSubject.Member member = new TrendSubject.Member(
                    repository.repoKey(),
                    Objects.requireNonNull(repository.fullName()),
                    Objects.requireNonNull(repository.owner()),
                    repositories.size(),
                    gain,
                    cluster == null || cluster.isNullAt(4) ? null : List.copyOf(cluster.<String>getList(4)));
            for (TrendSubject subject : subjectsOf(repository, cluster)) {
                subject.add(member, gains);
                ofOwner.add(subject);
            }
        }
        ofOwner.forEach(TrendSubject::endOwner);
    }

    private List<TrendSubject> subjectsOf(TrendRepositories.Repository repository, @Nullable Row cluster) {
        List<TrendSubject> found = new ArrayList<>();
        if (cluster != null) {
            found.add(subject("cluster", cluster.getString(0), cluster.getString(1), cluster, cluster.getString(3)));
            if (!cluster.isNullAt(2)) {
                // A field holds more than one kind of thing; it leads where most of its members may.
                found.add(subject("field", cluster.getString(2), cluster.getString(2), cluster, null));
            }
        }
        String language = repository.language();
        if (language != null) {
            found.add(subject("language", language, language, null, repository.relevance()));
        }
        return found;
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

    /** Stars that the repositories whose growth counts gained in the night's week. */
    long feedWeekStars() {
        return feedWeekStars;
    }

    /** The same of the three weeks before it. */
    long feedBeforeStars() {
        return feedBeforeStars;
    }
}
