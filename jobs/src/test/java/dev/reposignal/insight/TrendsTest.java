package dev.reposignal.insight;

import static dev.reposignal.testing.RowsAssert.assertThatRows;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reposignal.config.Settings;
import dev.reposignal.night.TrendCounting;
import dev.reposignal.table.Tables;
import dev.reposignal.testing.TestRows;
import dev.reposignal.testing.TestSpark;
import java.time.LocalDate;
import java.util.List;
import java.util.TreeSet;
import java.util.function.IntUnaryOperator;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.RuntimeConfig;
import org.junit.jupiter.api.Test;

/**
 * Clusters of ten repositories over twelve earlier weeks. Each repository gains 110, 30 and 70 stars in turn, so 10 a day over
 * any three weeks, until tonight's week.
 */
class TrendsTest {
    private static final LocalDate DAY = LocalDate.parse("2026-03-06");
    private static final int PAST_WEEKS = 12;
    private static final int MEMBERS = 10;
    private static final Settings.Trend RULES =
            new Settings.Trend(0.2, 0.2, PAST_WEEKS, 8, 20, 5, 0.6, List.of("technology"), 3);

    /** What the members of a cluster gain in tonight's week, by their number. */
    private record Cluster(String label, IntUnaryOperator gains) {}

    private static final Cluster STEADY = new Cluster("steady", member -> usual(member, 0));
    private static final Cluster BROAD = new Cluster("broad", member -> 140);
    private static final Cluster SINGLE = new Cluster("single", member -> member == 0 ? 1400 : 70);
    private static final Cluster SMALL_STEP = new Cluster("small", member -> 77);
    private static final Cluster FALLING = new Cluster("falling", member -> 35);

    @Test
    void growthOfAllMembers_isATrend() {
        assertThatRows(trends(BROAD, STEADY, FALLING).where("subject_name = 'broad'"))
                .areExactly("""
                growth | growth_without_largest | rising_owners | falling_owners | past_weeks | past_weeks_as_strong | falls_short | is_trend | position
                1.0    | 1.0                    | 10            | 0              | 12         | 0                    | null        | true     | 1
                """);
    }

    @Test
    void growthOfOneMember_isNone() {
        assertThatRows(trends(SINGLE, STEADY).where("subject_name = 'single'")).areExactly("""
                growth | growth_without_largest | rising_owners | largest_name | falls_short
                1.9    | 0.0                    | 1             | single0/r    | largest
                """);
    }

    @Test
    void smallGrowth_isNone() {
        assertThatRows(trends(SMALL_STEP, STEADY).where("subject_name = 'small'"))
                .areExactly("""
                growth | falls_short
                %s     | growth
                """.formatted(77.0 / 70 - 1));
    }

    @Test
    void growthOfEverything_isNobodysTrend() {
        Cluster other = new Cluster("other", member -> 140);

        assertThatRows(trends(BROAD, other)).areExactly("""
                subject_name | growth | rest_growth | growth_over_rest | falls_short
                broad        | 1.0    | 1.0         | 0.0              | rest
                other        | 1.0    | 1.0         | 0.0              | rest
                """);
    }

    @Test
    void asManyOwnersDownAsUp_isNone() {
        Cluster split = new Cluster("split", member -> member < 5 ? 200 : 35);

        assertThatRows(trends(split, STEADY).where("subject_name = 'split'")).areExactly("""
                rising_owners | falling_owners | falls_short
                5             | 5              | balance
                """);
    }

    @Test
    void labelThatTheCarriersDoNotConfirm_isNone() {
        Dataset<Row> clusters = clusters("nothing like it", List.of(BROAD, STEADY));

        assertThatRows(judged(clusters, List.of(BROAD, STEADY), RULES).where("subject_key = 'broad'"))
                .areExactly("""
                label_fit | falls_short
                0.0       | label
                """);
    }

    @Test
    void fewPastWeeks_leaveChanceUnknown() {
        Settings.Trend strict = new Settings.Trend(0.2, 0.2, PAST_WEEKS, 40, 20, 5, 0.6, List.of("technology"), 3);

        assertThatRows(judged(clusters("", List.of(BROAD, STEADY)), List.of(BROAD, STEADY), strict)
                        .where("subject_key = 'broad'"))
                .areExactly("""
                past_weeks | false_discovery_rate | falls_short
                null       | null                 | history
                """);
    }

    @Test
    void carriers_areTheMembersThatAddedMost() {
        Cluster uneven = new Cluster("uneven", member -> 140 + 70 * member);
        List<Cluster> clusters = List.of(uneven, STEADY);
        Trends.Counted counted = TrendCounting.of(sources(clusters("", clusters), clusters));
        Dataset<Row> trends = Trends.found(DAY, RULES, counted);

        assertThatRows(Trends.carriers(DAY, counted, trends)
                        .where("subject_key = 'uneven'")
                        .orderBy("position"))
                .areExactly("""
                position | full_name | week_velocity | before_velocity | added_velocity | confirms_label
                1        | uneven9/r | 110.0         | 10.0            | 100.0          | true
                2        | uneven8/r | 100.0         | 10.0            | 90.0           | true
                3        | uneven7/r | 90.0          | 10.0            | 80.0           | true
                4        | uneven6/r | 80.0          | 10.0            | 70.0           | true
                5        | uneven5/r | 70.0          | 10.0            | 60.0           | true
                """);
    }

    @Test
    void starsOfTheWeek_areSharedOutAmongSubjectsAndMembers() {
        // 10 times 70 of 2,730 stars; one member alone makes half of its subject's 2,030.
        assertThatRows(trends(SINGLE, new Cluster("even", member -> 70)))
                .areExactly("""
                subject_name | week_stars | week_share | before_share | leader_name | leader_share | half_repos
                even         | 700        | %s         | 0.5          | even0/r     | 0.1          | 5
                single       | 2030       | %s         | 0.5          | single0/r   | %s           | 1
                """.formatted(700.0 / 2730, 2030.0 / 2730, 1400.0 / 2030));
    }

    @Test
    void starsOfAllRepositories_haveOneGrowth() {
        // 2,730 stars in seven days, after 4,200 in 21.
        assertThatRows(trends(SINGLE, new Cluster("even", member -> 70)))
                .areExactly("""
                subject_name | feed_growth
                even         | %1$s
                single       | %1$s
                """.formatted(2730.0 / 7 / (4200.0 / 21) - 1));
    }

    @Test
    void memberThatTheLabelDoesNotFit_isNoLeader() {
        Dataset<Row> clusters = clusters("single5", List.of(SINGLE));

        assertThatRows(judged(clusters, List.of(SINGLE), RULES)).areExactly("""
                leader_name | leader_share | largest_name | half_repos
                single5/r   | %s           | single0/r    | 1
                """.formatted(70.0 / 2030));
    }

    @Test
    void memberOfAField_isConfirmedByTheLabelOfItsCluster() {
        Dataset<Row> clusters = clusters("single5", List.of(SINGLE)).withColumn("field", lit("one field"));

        assertThatRows(judged(clusters, List.of(SINGLE), RULES).where("subject_type = 'field'"))
                .areExactly("""
                subject_key | leader_name | label_fit
                one field   | single5/r   | 0.0
                """);
    }

    @Test
    void repositoriesOfOneOwner_areCountedOnceInAnyPartitioning() {
        List<Cluster> clusters = List.of(BROAD, STEADY);
        Trends.Sources each = sources(clusters("", clusters), clusters);
        // broad0, broad1 and broad2 belong to one owner, who has steady0 to steady2, too.
        Trends.Sources shared = new Trends.Sources(
                each.signals()
                        .withColumn(
                                "owner",
                                when(col("repo_key").rlike("[012]$"), "many").otherwise(col("owner"))),
                each.snapshots(),
                each.countDays(),
                each.clusters(),
                each.clusterMembers());
        List<List<String>> found = Stream.of(1, 7)
                .map(partitions -> withPartitions(partitions, () -> {
                    Trends.Counted counted = TrendCounting.of(shared);
                    Dataset<Row> trends = Trends.found(DAY, RULES, counted).orderBy("subject_key");
                    assertThatRows(trends).areExactly("""
                            subject_key | owners
                            broad       | 8
                            steady      | 8
                            """);
                    Dataset<Row> carriers = Trends.carriers(DAY, counted, trends);
                    assertThat(carriers.where("owner = 'many'")
                                    .select("owner_repos")
                                    .distinct()
                                    .collectAsList())
                            .containsExactly(RowFactory.create(6L));
                    return Stream.concat(
                                    trends.collectAsList().stream(),
                                    carriers.orderBy("subject_key", "position").collectAsList().stream())
                            .map(Row::toString)
                            .toList();
                }))
                .toList();

        assertThat(found.get(1)).isEqualTo(found.get(0));
    }

    private static <T> T withPartitions(int partitions, Supplier<T> result) {
        RuntimeConfig conf = TestSpark.session().conf();
        String before = conf.get("spark.sql.shuffle.partitions");
        conf.set("spark.sql.shuffle.partitions", partitions);
        conf.set("spark.sql.adaptive.coalescePartitions.enabled", false);
        try {
            return result.get();
        } finally {
            conf.set("spark.sql.shuffle.partitions", before);
            conf.unset("spark.sql.adaptive.coalescePartitions.enabled");
        }
    }

    @Test
    void missingDay_isBridgedByTheDaysBeforeIt() {
        TreeSet<LocalDate> observed = new TreeSet<>(List.of(
                DAY, LocalDate.parse("2026-02-26"), LocalDate.parse("2026-02-20"), LocalDate.parse("2026-02-09")));

        assertThat(Trends.countDays(RULES, DAY, observed))
                .containsExactly(
                        new Trends.CountDay(0, DAY),
                        new Trends.CountDay(1, LocalDate.parse("2026-02-26")),
                        new Trends.CountDay(2, LocalDate.parse("2026-02-20")));
    }

    private static Dataset<Row> trends(Cluster... clusters) {
        return judged(clusters("", List.of(clusters)), List.of(clusters), RULES);
    }

    private static Dataset<Row> judged(Dataset<Row> rows, List<Cluster> clusters, Settings.Trend rules) {
        return Trends.found(DAY, rules, TrendCounting.of(sources(rows, clusters)))
                .orderBy("subject_key");
    }

    private static Dataset<Row> clusters(String label, List<Cluster> clusters) {
        return TestRows.table(
                Tables.CLUSTERS,
                DAY,
                clusters.stream()
                        .map(cluster -> "%s | %s".formatted(cluster.label(), label.isEmpty() ? cluster.label() : label))
                        .collect(Collectors.joining("\n", "cluster_id | label\n", "\n")));
    }

    private static Trends.Sources sources(Dataset<Row> rows, List<Cluster> clusters) {
        List<Trends.CountDay> days = IntStream.rangeClosed(0, PAST_WEEKS + 4)
                .mapToObj(week -> new Trends.CountDay(week, DAY.minusWeeks(week)))
                .toList();
        return new Trends.Sources(
                TestRows.table(
                        Tables.REPO_SIGNALS,
                        DAY,
                        lines(
                                clusters,
                                "repo_key | full_name | owner | is_level_shift | is_alias | is_filled_in",
                                name -> "%s | %s/r | %s | false | false | false".formatted(name, name, name))),
                TestRows.table(Tables.SNAPSHOTS, snapshots(clusters, days)),
                days,
                rows,
                TestRows.table(Tables.CLUSTER_MEMBERS, DAY, lines(clusters, "repo_key | cluster_id", name -> "%s | %s"
                        .formatted(name, name.replaceAll("\\d+$", "")))));
    }

    private static String lines(List<Cluster> clusters, String heading, UnaryOperator<String> line) {
        return clusters.stream()
                .flatMap(cluster -> names(cluster).map(line))
                .collect(Collectors.joining("\n", heading + "\n", "\n"));
    }

    /** What a member gains in a week, so many weeks ago. */
    private static int usual(int member, int weeksAgo) {
        return switch ((member + weeksAgo) % 3) {
            case 0 -> 110;
            case 1 -> 30;
            default -> 70;
        };
    }

    /** What it gained from then to the beginning of tonight's week. */
    private static int before(int member, int weeksAgo) {
        return IntStream.range(1, weeksAgo).map(week -> usual(member, week)).sum();
    }

    private static Stream<String> names(Cluster cluster) {
        return IntStream.range(0, MEMBERS).mapToObj(member -> cluster.label() + member);
    }

    private static String snapshots(List<Cluster> clusters, List<Trends.CountDay> days) {
        return clusters.stream()
                .flatMap(cluster -> IntStream.range(0, MEMBERS).boxed().flatMap(member -> days.stream()
                        .map(day -> "%s | %s%d | %s%d/r | %d | true"
                                .formatted(
                                        day.day(),
                                        cluster.label(),
                                        member,
                                        cluster.label(),
                                        member,
                                        day.weeksAgo() == 0
                                                ? 10_000 + cluster.gains().applyAsInt(member)
                                                : 10_000 - before(member, day.weeksAgo())))))
                .collect(Collectors.joining("\n", "snapshot_date | repo_key | full_name | stars | observed\n", "\n"));
    }
}
