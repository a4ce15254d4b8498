package dev.reposignal.insight;

import static java.time.temporal.ChronoUnit.DAYS;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.not;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reposignal.config.Settings;
import dev.reposignal.config.SettingsLoader;
import dev.reposignal.lake.Lake;
import dev.reposignal.lake.SparkSessions;
import dev.reposignal.night.TrendCounting;
import dev.reposignal.signal.Signals;
import dev.reposignal.table.Flags;
import dev.reposignal.table.Tables;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * How many nights have a trend, and how many trends hold up; run by {@code bench/trends.sh}.
 *
 * <p>One night a week is judged by {@link Trends} alone, on the counts up to that night. A subject holds up if its stars a day over the
 * 28 days after the night, by those of the three weeks before its week, grew more than those of all repositories. Beside it, 200
 * random groups of as many repositories of the same night. The clusters are those of one night of the lake, so their members
 * were named by descriptions of that night.
 */
@EnabledIfSystemProperty(named = "reposignal.trends.lake", matches = ".+")
class TrendReplayTest {
    private static final int AHEAD = 28;
    private static final int LATEST = 34;
    private static final int GROUPS = 200;
    private static final long SEED = 20260306;

    private record Gain(double before, double next) {}

    private record Judged(LocalDate day, String type, String name, boolean held, double ratio, double random) {}

    @Test
    void trendsOfPastNights_areCountedAndFollowed() {
        String root = System.getProperty("reposignal.trends.lake");
        LocalDate first = LocalDate.parse(System.getProperty("reposignal.trends.from", "2025-08-08"));
        LocalDate last = LocalDate.parse(System.getProperty("reposignal.trends.to", "2026-02-27"));
        Settings settings = SettingsLoader.load(Optional.empty(), Map.of(), Map.of());
        SparkSession spark = SparkSessions.open("trends");
        Lake lake = new Lake(spark, root);
        NavigableSet<LocalDate> observed = lake.days(Tables.SNAPSHOTS);
        LocalDate named = LocalDate.parse(System.getProperty(
                "reposignal.trends.clusters", lake.days(Tables.CLUSTERS).first().toString()));
        Dataset<Row> clusters = lake.readDays(Tables.CLUSTERS, named, named).cache();
        Dataset<Row> members =
                lake.readDays(Tables.CLUSTER_MEMBERS, named, named).cache();
        Map<Integer, Integer> nights = new HashMap<>();
        List<Judged> called = new ArrayList<>();
        List<Judged> others = new ArrayList<>();
        Random random = new Random(SEED);
        for (LocalDate day = first; !day.isAfter(last); day = day.plusWeeks(1)) {
            LocalDate end = observed.ceiling(day.plusDays(AHEAD));
            if (!observed.contains(day) || end == null || end.isAfter(day.plusDays(LATEST))) {
                System.out.println(day + " left out: not counted, or not followed for four weeks");
                continue;
            }
            Dataset<Row> signals = signals(lake, day).cache();
            Trends.Sources sources = new Trends.Sources(
                    signals,
                    lake.read(Tables.SNAPSHOTS),
                    Trends.countDays(settings.trend(), day, observed),
                    clusters,
                    members);
            Trends.Counted counted = TrendCounting.of(sources);
            List<Row> trends = Trends.found(day, settings.trend(), counted)
                    .orderBy("position")
                    .collectAsList();
            Map<String, Gain> gains = gains(lake, signals, sources.countDays(), end);
            List<Row> told = told(settings.trend(), trends);
            nights.merge(told.size(), 1, Integer::sum);
            Map<String, Set<String>> groups = groups(clusters, members, signals);
            for (Row row : trends) {
                String key = row.getAs("subject_type") + ":" + row.getAs("subject_key");
                double before = row.<Double>getAs("before_velocity");
                if (before < settings.trend().minimumPace()) {
                    continue;
                }
                judged(day, row, groups.getOrDefault(key, Set.of()), gains, random)
                        .ifPresent(told.contains(row) ? called::add : others::add);
            }
            System.out.println(day + " " + told.size() + " "
                    + told.stream()
                            .map(row -> row.<String>getAs("subject_name"))
                            .toList());
            signals.unpersist();
        }
        System.out.println("trends a night: nights = " + nights);
        called.forEach(one -> System.out.printf(
                Locale.ROOT,
                "%s %s %s: %s, %.2f of the feed's growth, random groups %.0f%%%n",
                one.day(),
                one.type(),
                one.name(),
                one.held() ? "held" : "fell back",
                one.ratio(),
                100 * one.random()));
        print("called", called, random);
        print("not called", others, random);
        assertThat(nights).isNotEmpty();
    }

    private static void print(String name, List<Judged> all, Random random) {
        if (all.isEmpty()) {
            return;
        }
        double held =
                all.stream().mapToDouble(one -> one.held() ? 1 : 0).average().orElseThrow();
        double chance = all.stream().mapToDouble(Judged::random).average().orElseThrow();
        // Nights are drawn, as trends of one night move together.
        List<LocalDate> days = all.stream().map(Judged::day).distinct().sorted().toList();
        List<Double> ratios = new ArrayList<>();
        for (int draw = 0; draw < 2000; draw++) {
            double hits = 0;
            double usual = 0;
            for (int i = 0; i < days.size(); i++) {
                LocalDate day = days.get(random.nextInt(days.size()));
                for (Judged one : all) {
                    if (one.day().equals(day)) {
                        hits += one.held() ? 1 : 0;
                        usual += one.random();
                    }
                }
            }
            ratios.add(hits / usual);
        }
        Collections.sort(ratios);
        System.out.printf(
                Locale.ROOT,
                "%s: %d, of which %.0f%% held up; random groups %.0f%%; ratio %.2f (95%% %.2f to %.2f)%n",
                name,
                all.size(),
                100 * held,
                100 * chance,
                held / chance,
                ratios.get(ratios.size() / 40),
                ratios.get(ratios.size() - 1 - ratios.size() / 40));
    }

    /** As the article has it: a cluster is left out where its whole field is told. */
    private static List<Row> told(Settings.Trend rules, List<Row> trends) {
        Set<String> fields = new HashSet<>();
        trends.stream()
                .filter(row -> row.<Boolean>getAs("is_trend")
                        && row.getAs("subject_type").equals("field"))
                .forEach(row -> fields.add(row.getAs("subject_key")));
        return trends.stream()
                .filter(row -> row.<Boolean>getAs("is_trend"))
                .filter(row ->
                        !row.getAs("subject_type").equals("cluster") || !fields.contains(row.<String>getAs("field")))
                .limit(rules.most())
                .toList();
    }

    private static Dataset<Row> signals(Lake lake, LocalDate day) {
        return Signals.scored(day, lake.readDays(Tables.SNAPSHOTS, day.minusDays(Signals.LOOKBACK_DAYS), day))
                .select("repo_key", "full_name", "owner", "language", "is_level_shift", "is_alias", "is_filled_in");
    }

    /** Stars a day before the week and after the night of every repository without a level shift in either time. */
    private static Map<String, Gain> gains(
            Lake lake, Dataset<Row> signals, List<Trends.CountDay> countDays, LocalDate end) {
        LocalDate day = at(countDays, 0);
        LocalDate start = at(countDays, 1);
        LocalDate earlier = at(countDays, 1 + Trends.WEEKS_BEFORE);
        Dataset<Row> gains = signals(lake, end)
                .where(Flags.isGrowth())
                .select("repo_key")
                .join(
                        signals.where(Flags.isGrowth().and(not(col("is_filled_in"))))
                                .select("repo_key"),
                        "repo_key");
        for (LocalDate each : List.of(earlier, start, day, end)) {
            gains = gains.join(
                    lake.readDays(Tables.SNAPSHOTS, each, each)
                            .where(col("observed"))
                            .select(col("repo_key"), col("stars").as("at " + each)),
                    "repo_key");
        }
        Map<String, Gain> all = new HashMap<>();
        gains.collectAsList()
                .forEach(row -> all.put(
                        row.getString(0),
                        new Gain(
                                (double) (row.getLong(2) - row.getLong(1)) / DAYS.between(earlier, start),
                                (double) (row.getLong(4) - row.getLong(3)) / DAYS.between(day, end))));
        return all;
    }

    private static LocalDate at(List<Trends.CountDay> days, int weeksAgo) {
        return days.stream()
                .filter(each -> each.weeksAgo() == weeksAgo)
                .map(Trends.CountDay::day)
                .findFirst()
                .orElseThrow();
    }

    private static Map<String, Set<String>> groups(Dataset<Row> clusters, Dataset<Row> members, Dataset<Row> signals) {
        Map<String, Set<String>> groups = new HashMap<>();
        members.select("repo_key", "cluster_id")
                .join(clusters.select("cluster_id", "field"), "cluster_id")
                .select("repo_key", "cluster_id", "field")
                .collectAsList()
                .forEach(row -> {
                    groups.computeIfAbsent("cluster:" + row.getString(1), key -> new HashSet<>())
                            .add(row.getString(0));
                    groups.computeIfAbsent("field:" + row.getString(2), key -> new HashSet<>())
                            .add(row.getString(0));
                });
        signals.select("repo_key", "language").collectAsList().forEach(row -> groups.computeIfAbsent(
                        "language:" + row.getString(1), key -> new HashSet<>())
                .add(row.getString(0)));
        return groups;
    }

    private static Optional<Judged> judged(
            LocalDate day, Row row, Set<String> keys, Map<String, Gain> gains, Random random) {
        List<Gain> group = keys.stream()
                .sorted()
                .filter(gains::containsKey)
                .map(gains::get)
                .toList();
        List<Gain> all = gains.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(Map.Entry::getValue)
                .toList();
        double feed = growth(all);
        if (group.isEmpty() || Double.isNaN(growth(group)) || Double.isNaN(feed)) {
            return Optional.empty();
        }
        int held = 0;
        for (int i = 0; i < GROUPS; i++) {
            List<Gain> drawn =
                    random.ints(group.size(), 0, all.size()).mapToObj(all::get).toList();
            held += growth(drawn) > feed ? 1 : 0;
        }
        return Optional.of(new Judged(
                day,
                row.getAs("subject_type"),
                row.getAs("subject_name"),
                growth(group) > feed,
                growth(group) / feed,
                (double) held / GROUPS));
    }

    /** Stars a day after, by those before; not a number where nothing came before. */
    private static double growth(List<Gain> group) {
        double before = group.stream().mapToDouble(Gain::before).sum();
        return before > 0 ? group.stream().mapToDouble(Gain::next).sum() / before : Double.NaN;
    }
}
