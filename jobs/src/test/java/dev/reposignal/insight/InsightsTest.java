package dev.reposignal.insight;

import static dev.reposignal.testing.RowsAssert.assertThatRow;
import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.reposignal.table.Table;
import dev.reposignal.table.Tables;
import dev.reposignal.testing.TestRows;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is notable, and by how much. */
class InsightsTest {
    private static final LocalDate DAY = LocalDate.parse("2026-03-06");

    private final Map<Table, List<Map<String, @Nullable Object>>> tables = new HashMap<>();

    @Test
    void ordinaryNight_hasNothingNotable() {
        language("Python", 25, 8, 0.5);
        language("Rust", 25, 7, 0.5);
        given(Tables.REPO_SIGNALS, """
                repo_key | full_name | tier    | burst
                a        | o/a       | tracked | 1.0
                """);

        assertThat(found()).isEmpty();
    }

    @Test
    void languageFarAboveItsShareOfTheTop_isFoundWithTheBoundOfItsChance() {
        language("Python", 40, 5, 0.8);
        language("Rust", 10, 10, 0.2);

        Row insight = only("language_surfacing");

        assertThatRow(insight).areExactly("""
                subject_key | value | expected | cases
                Rust        | 10/15 | 0.2      | 10
                """);
        // 15 D(10/15 || 11/52) bits, less one for the choice between two languages.
        double q = 10.0 / 15;
        double p = 11.0 / 52;
        double bits = 15 * (q * log2(q / p) + (1 - q) * log2((1 - q) / (1 - p))) - 1;
        assertThat(insight.<Double>getAs("surprise")).isCloseTo(bits, within(1e-9));
    }

    @Test
    void largestMoveOfAShare_isTheOnlyOne() {
        language("Python", 40, 0, 0.2);
        language("Go", 10, 0, 0.8);

        assertThat(names("language_move")).containsExactlyInAnyOrder("Python", "Go");

        tables.clear();
        language("Python", 40, 0, 0.2);
        language("Go", 10, 0, 0.3);
        assertThat(names("language_move")).containsExactly("Python");
    }

    @Test
    void strength_isSurpriseBySupportAndHalvedForEveryArticleThatSaidSo() {
        language("Python", 40, 5, 0.8);
        language("Rust", 10, 10, 0.2);
        given(Tables.INSIGHTS, """
                snapshot_date | kind               | subject_key | articles_running
                2026-03-05    | language_surfacing | Rust        | 1
                """);

        List<Row> insights = found();

        assertThat(insights).hasSize(1);
        Row again = insights.get(0);
        assertThat(again.<Integer>getAs("articles_running")).isEqualTo(2);
        assertThat(again.<Double>getAs("support")).isCloseTo(10.0 / 13, within(1e-9));
        assertThat(again.<Double>getAs("strength"))
                .isCloseTo(again.<Double>getAs("surprise") * 10 / 13 / 4, within(1e-9));
        assertThat(again.<Integer>getAs("position")).isEqualTo(1);
    }

    @Test
    void burst_isBoundedWhateverItsDistribution() {
        given(Tables.REPO_SIGNALS, """
                repo_key | full_name | tier      | burst | stars_gained_7d
                a        | o/a       | surfacing | 15.0  | 150
                """);

        Row insight = only("repository_burst");

        assertThat(insight.<Double>getAs("surprise")).isCloseTo(log2(226), within(1e-9));
        assertThat(insight.<Long>getAs("cases")).isEqualTo(150);
    }

    @Test
    void fastestDayOfManyNights_isARecord() {
        for (int night = 1; night <= 7; night++) {
            tracked(DAY.minusDays(night), "old", 50.0);
        }
        tracked(DAY, "new", 60.0);

        Row insight = only("board_record");

        assertThatRow(insight).areExactly("""
                subject_name | expected | cases
                o/new        | 50.0     | 7
                """);
        assertThat(insight.<Double>getAs("surprise")).isCloseTo(3, within(1e-9));
    }

    @Test
    void longStayOnTheBoard_isCountedBackWithoutAGap() {
        for (int night = 0; night < 5; night++) {
            tracked(DAY.minusDays(night), "stays", 1.0);
            if (night != 2) {
                tracked(DAY.minusDays(night), "came-back", 1.0);
            }
        }
        for (int other = 0; other < 20; other++) {
            tracked(DAY, "new" + other, 1.0);
        }

        assertThat(candidates("board_stay"))
                .extracting(row -> row.getAs("subject_key") + " " + row.<Double>getAs("value"))
                .containsExactly("came-back 2.0", "stays 5.0");
    }

    @Test
    void purgeDay_isComparedWithTheDaysBefore() {
        for (int day = 1; day <= 9; day++) {
            given(Tables.FEED_HEALTH, """
                    snapshot_date | share_negative | compared_repos
                    %s            | 0.04           | 10000
                    """.formatted(DAY.minusDays(day)));
        }
        given(Tables.FEED_HEALTH, """
                share_negative | compared_repos | is_purge_day
                0.3            | 10000          | true
                """);

        Row insight = only("feed_purge");

        assertThat(insight.<Double>getAs("expected")).isCloseTo(0.04, within(1e-9));
        assertThat(insight.<Double>getAs("surprise")).isCloseTo(log2(10), within(1e-9));
    }

    @Test
    void turnover_isNotableAtBothEndsAndNeedsAWeekOfNights() {
        for (int night = 1; night <= 20; night++) {
            turnover(night, 7 + night % 2);
        }
        turnover(0, 1);

        assertThat(only("board_turnover").<Double>getAs("expected")).isEqualTo(7.5);

        tables.computeIfPresent(Tables.NIGHT_SUMMARY, (table, rows) -> rows.subList(14, 21));
        assertThat(candidates("board_turnover")).isEmpty();
    }

    @Test
    void gradedClaims_areAlwaysNotable() {
        given(Tables.PREDICTIONS, """
                prediction_id | probability
                a             | 0.1
                b             | 0.1
                c             | 0.1
                """);
        given(Tables.PREDICTION_OUTCOMES, """
                prediction_id | resolved_on | outcome
                a             | 2026-03-06  | miss
                b             | 2026-03-06  | miss
                c             | 2026-03-06  | unobservable
                """);

        Row insight = only("predictions_graded");

        assertThat(insight.<Double>getAs("value")).isZero();
        assertThat(insight.<Double>getAs("expected")).isCloseTo(0.2, within(1e-9));
        assertThat(insight.<Long>getAs("cases")).isEqualTo(2);
        assertThat(insight.<Double>getAs("surprise")).isGreaterThanOrEqualTo(3);
    }

    @Test
    void clusterWithManyOwnersGainingSpeed_isFoundAmongQuietOnes() {
        for (int other = 0; other < 30; other++) {
            cluster("c" + other, 40, 8 + other % 3, false);
        }
        cluster("hot", 60, 55, true);

        assertThat(names("cluster_owners")).containsExactly("hot");
    }

    private void language(String name, long repos, long surfacing, double previousShare) {
        double share = repos / 50.0;
        given(Tables.LANGUAGE_BREAKDOWN, """
                scope   | language | repos | scope_repos | surfacing_repos | surfacing_share | share | previous_share | share_change
                tracked | %s       | %d    | 50          | %d              | %d/15           | %s    | %s             | %s
                """.formatted(
                        name, repos, surfacing, surfacing, share, previousShare, share - previousShare));
    }

    private void tracked(LocalDate day, String name, double velocity) {
        given(Tables.REPO_SIGNALS, """
                snapshot_date | repo_key | full_name | tier    | velocity_24h
                %s            | %s       | o/%s      | tracked | %s
                """.formatted(day, name, name, velocity));
    }

    private void cluster(String id, long owners, long accelerating, boolean isForming) {
        given(Tables.CLUSTERS, """
                cluster_id | label | owners | repos | accelerating_owners | is_forming
                %s         | %s    | %d     | %d    | %d                  | %s
                """.formatted(id, id, owners, owners, accelerating, isForming));
    }

    /** The summary of a night some nights ago, of which so many of the 15 surfacing repositories were new. */
    private void turnover(int nightsAgo, long newRepos) {
        LocalDate day = DAY.minusDays(nightsAgo);
        given(Tables.NIGHT_SUMMARY, """
                snapshot_date | previous_day | surfacing_repos | new_surfacing_repos
                %s            | %s           | 15              | %d
                """.formatted(day, day.minusDays(1), newRepos));
    }

    /** Adds rows; they are of the day where they name no other. */
    private void given(Table table, String text) {
        List<Map<String, @Nullable Object>> rows = TestRows.rows(table, text);
        if (table.fields().stream().anyMatch(field -> field.name().equals(Table.DAY))) {
            rows.forEach(row -> row.putIfAbsent(Table.DAY, DAY));
        }
        tables.computeIfAbsent(table, key -> new ArrayList<>()).addAll(rows);
    }

    private Dataset<Row> rows(Table table) {
        return TestRows.of(table, tables.getOrDefault(table, List.of()));
    }

    private List<Row> found() {
        return Insights.found(
                        DAY,
                        new Insights.Sources(
                                rows(Tables.LANGUAGE_BREAKDOWN),
                                rows(Tables.REPO_SIGNALS),
                                rows(Tables.CLUSTERS),
                                rows(Tables.CLUSTER_LINEAGE),
                                rows(Tables.HIGHLIGHTS),
                                rows(Tables.FEED_HEALTH),
                                rows(Tables.NIGHT_SUMMARY),
                                rows(Tables.PREDICTIONS),
                                rows(Tables.PREDICTION_OUTCOMES),
                                rows(Tables.INSIGHTS)))
                .orderBy("position")
                .collectAsList();
    }

    /** The candidates of one kind before they are ranked: as good for most cases, and much faster. */
    private List<Row> candidates(String kind) {
        Dataset<Row> found =
                switch (kind) {
                    case "repository_burst", "board_record", "board_stay" ->
                        RepositoryInsights.found(DAY, rows(Tables.REPO_SIGNALS), rows(Tables.HIGHLIGHTS));
                    case "language_move", "language_surfacing" ->
                        LanguageInsights.found(rows(Tables.LANGUAGE_BREAKDOWN));
                    case "feed_purge" -> NightInsights.purge(DAY, rows(Tables.FEED_HEALTH));
                    case "board_turnover" -> NightInsights.turnover(DAY, rows(Tables.NIGHT_SUMMARY));
                    case "predictions_graded" ->
                        NightInsights.graded(DAY, rows(Tables.PREDICTIONS), rows(Tables.PREDICTION_OUTCOMES));
                    default -> ClusterInsights.found(DAY, rows(Tables.CLUSTERS), rows(Tables.CLUSTER_LINEAGE));
                };
        return found.where(col("kind").equalTo(kind).and(col("surprise").geq(Insights.LEAST_SURPRISE)))
                .orderBy("subject_key")
                .collectAsList();
    }

    private Row only(String kind) {
        List<Row> rows = candidates(kind);
        assertThat(rows).hasSize(1);
        return rows.get(0);
    }

    private List<String> names(String kind) {
        return candidates(kind).stream()
                .map(row -> row.<String>getAs("subject_name"))
                .toList();
    }

    private static double log2(double value) {
        return Math.log(value) / Math.log(2);
    }
}
