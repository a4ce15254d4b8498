package dev.reposignal.insight;

import static dev.reposignal.testing.TestRows.row;
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
        add(Tables.REPO_SIGNALS, "repo_key", "a", "full_name", "o/a", "tier", "tracked", "burst", 1.0);

        assertThat(found()).isEmpty();
    }

    @Test
    void languageFarAboveItsShareOfTheTop_isFoundWithTheBoundOfItsChance() {
        language("Python", 40, 5, 0.8);
        language("Rust", 10, 10, 0.2);

        Row insight = only("language_surfacing");

        assertThat(insight.<String>getAs("subject_key")).isEqualTo("Rust");
        assertThat(insight.<Double>getAs("value")).isEqualTo(10.0 / 15);
        assertThat(insight.<Double>getAs("expected")).isEqualTo(0.2);
        assertThat(insight.<Long>getAs("cases")).isEqualTo(10);
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
        add(
                Tables.INSIGHTS,
                Table.DAY,
                DAY.minusDays(1),
                "kind",
                "language_surfacing",
                "subject_key",
                "Rust",
                "articles_running",
                1);

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
        add(
                Tables.REPO_SIGNALS,
                "repo_key",
                "a",
                "full_name",
                "o/a",
                "tier",
                "surfacing",
                "burst",
                15.0,
                "stars_gained_7d",
                150L);

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

        assertThat(insight.<String>getAs("subject_name")).isEqualTo("o/new");
        assertThat(insight.<Double>getAs("expected")).isEqualTo(50.0);
        assertThat(insight.<Long>getAs("cases")).isEqualTo(7);
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
            add(Tables.FEED_HEALTH, Table.DAY, DAY.minusDays(day), "share_negative", 0.04, "compared_repos", 10_000L);
        }
        add(Tables.FEED_HEALTH, Table.DAY, DAY, "share_negative", 0.3, "compared_repos", 10_000L, "is_purge_day", true);

        Row insight = only("feed_purge");

        assertThat(insight.<Double>getAs("expected")).isCloseTo(0.04, within(1e-9));
        assertThat(insight.<Double>getAs("surprise")).isCloseTo(log2(10), within(1e-9));
    }

    @Test
    void turnover_isNotableAtBothEndsAndNeedsAWeekOfNights() {
        for (int night = 1; night <= 20; night++) {
            add(
                    Tables.NIGHT_SUMMARY,
                    Table.DAY,
                    DAY.minusDays(night),
                    "previous_day",
                    DAY.minusDays(night + 1),
                    "surfacing_repos",
                    15L,
                    "new_surfacing_repos",
                    (long) (7 + night % 2));
        }
        add(
                Tables.NIGHT_SUMMARY,
                Table.DAY,
                DAY,
                "previous_day",
                DAY.minusDays(1),
                "surfacing_repos",
                15L,
                "new_surfacing_repos",
                1L);

        assertThat(only("board_turnover").<Double>getAs("expected")).isEqualTo(7.5);

        tables.computeIfPresent(Tables.NIGHT_SUMMARY, (table, rows) -> rows.subList(14, 21));
        assertThat(candidates("board_turnover")).isEmpty();
    }

    @Test
    void gradedClaims_areAlwaysNotable() {
        for (String claim : List.of("a", "b", "c")) {
            add(Tables.PREDICTIONS, "prediction_id", claim, "probability", 0.1);
            add(
                    Tables.PREDICTION_OUTCOMES,
                    "prediction_id",
                    claim,
                    "resolved_on",
                    DAY,
                    "outcome",
                    claim.equals("c") ? "unobservable" : "miss");
        }

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
        add(
                Tables.LANGUAGE_BREAKDOWN,
                "scope",
                "tracked",
                "language",
                name,
                "repos",
                repos,
                "scope_repos",
                50L,
                "share",
                repos / 50.0,
                "surfacing_repos",
                surfacing,
                "surfacing_share",
                surfacing / 15.0,
                "previous_share",
                previousShare,
                "share_change",
                repos / 50.0 - previousShare);
    }

    private void tracked(LocalDate day, String name, double velocity) {
        add(
                Tables.REPO_SIGNALS,
                Table.DAY,
                day,
                "repo_key",
                name,
                "full_name",
                "o/" + name,
                "tier",
                "tracked",
                "velocity_24h",
                velocity);
    }

    private void cluster(String id, long owners, long accelerating, boolean isForming) {
        add(
                Tables.CLUSTERS,
                "cluster_id",
                id,
                "label",
                id,
                "owners",
                owners,
                "accelerating_owners",
                accelerating,
                "is_forming",
                isForming,
                "repos",
                owners);
    }

    private void add(Table table, @Nullable Object... namesAndValues) {
        Map<String, @Nullable Object> row = row(namesAndValues);
        if (table.fields().stream().anyMatch(field -> field.name().equals(Table.DAY))) {
            row.putIfAbsent(Table.DAY, DAY);
        }
        tables.computeIfAbsent(table, key -> new ArrayList<>()).add(row);
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
