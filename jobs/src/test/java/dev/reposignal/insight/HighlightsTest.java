package dev.reposignal.insight;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reposignal.table.Tables;
import dev.reposignal.testing.TestRows;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class HighlightsTest {
    private static final LocalDate DAY = LocalDate.parse("2026-03-06");
    private static final Dataset<Row> NO_LANGUAGES = TestRows.of(Tables.LANGUAGE_BREAKDOWN);
    private static final Dataset<Row> NO_CLUSTERS = TestRows.of(Tables.CLUSTERS);
    private static final Dataset<Row> NO_MEMBERS = TestRows.of(Tables.CLUSTER_MEMBERS);
    private static final Dataset<Row> NOTHING_BEFORE = TestRows.of(Tables.HIGHLIGHTS);

    @Test
    void quietMover_isTheSteadyClimberThatGrewMost() {
        Dataset<Row> signals = signals("""
                repo_key     | tier      | stars | velocity_24h | velocity_7d | velocity_28d | stars_gained_28d | is_level_shift | is_filled_in | is_frozen_series
                slow         | watched   | 1000  | 4.0          | 4.4         | 4.0          | 100              | false          | false        | false
                chosen       | watched   | 1000  | 4.0          | 4.4         | 4.0          | 140              | false          | false        | false
                big          | watched   | 5000  | 4.0          | 4.4         | 4.0          | 112              | false          | false        | false
                tiny         | watched   | 299   | 4.0          | 4.4         | 4.0          | 112              | false          | false        | false
                surfacing    | surfacing | 1000  | 4.0          | 4.4         | 4.0          | 112              | false          | false        | false
                crawling     | watched   | 1000  | 4.0          | 1.9         | 1.9          | 112              | false          | false        | false
                slowing      | watched   | 1000  | 4.0          | 3.9         | 4.0          | 112              | false          | false        | false
                spiking-week | watched   | 1000  | 4.0          | 5.5         | 4.0          | 112              | false          | false        | false
                spiking-day  | watched   | 1000  | 8.1          | 4.4         | 4.0          | 112              | false          | false        | false
                silent-day   | watched   | 1000  | 1.9          | 4.4         | 4.0          | 112              | false          | false        | false
                swapped      | watched   | 1000  | 4.0          | 4.4         | 4.0          | 112              | true           | false        | false
                filled       | watched   | 1000  | 4.0          | 4.4         | 4.0          | 112              | false          | true         | false
                frozen       | watched   | 1000  | 4.0          | 4.4         | 4.0          | 112              | false          | false        | true
                """);

        assertThat(chosen(signals, "quiet_mover")).containsExactly("steady_climb 1 chosen 0.14");
    }

    @Test
    void quietMoverOfThePreviousArticle_isNotChosenAgain() {
        Dataset<Row> before = TestRows.table(Tables.HIGHLIGHTS, """
                kind        | subject_type | subject_key
                quiet_mover | repository   | chosen
                """);
        Dataset<Row> signals = signals("""
                repo_key | tier    | stars | velocity_24h | velocity_7d | velocity_28d | stars_gained_28d
                second   | watched | 1000  | 4.0          | 4.4         | 4.0          | 100
                chosen   | watched | 1000  | 4.0          | 4.4         | 4.0          | 112
                """);

        assertThat(chosen(NO_LANGUAGES, signals, NO_CLUSTERS, NO_MEMBERS, before, "quiet_mover"))
                .containsExactly("steady_climb 1 second 0.1");
    }

    @Test
    void breakoutWatch_isTheStrongestBurstOfTheTrackedThatDoNotSurface() {
        Dataset<Row> signals = signals("""
                repo_key  | tier      | signal_rank | signal_score | burst
                surfacing | surfacing | 1           | 79           | 9.0
                weak      | tracked   | 2           | 78           | 2.5
                chosen    | tracked   | 3           | 77           | 4.0
                watched   | watched   | 4           | 76           | 8.0
                """);
        Dataset<Row> calm = signals("""
                repo_key | tier    | signal_rank | signal_score | burst
                calm     | tracked | 1           | 79           | 1.9
                """);

        assertThat(chosen(signals, "breakout_watch")).containsExactly("strongest_burst 1 chosen 4.0");
        assertThat(chosen(calm, "breakout_watch")).isEmpty();
    }

    @Test
    void toStar_isThreeDifferentRepositoriesByThreeRules() {
        Dataset<Row> signals = signals("""
                repo_key | tier      | signal_rank | signal_score | acceleration | stars
                best     | surfacing | 1           | 79           | 5.0          | 10
                other    | surfacing | 2           | 78           | 5.0          | 900
                member   | surfacing | 3           | 77           | 5.0          | 20
                slowing  | tracked   | 4           | 76           | -1.0         | 30
                small    | tracked   | 5           | 75           | 1.0          | 40
                outside  | watched   | 6           | 74           | 1.0          | 5
                """);
        Dataset<Row> clusters = TestRows.table(Tables.CLUSTERS, DAY, """
                cluster_id | is_forming | forming_rank
                x          | true       | 1
                y          | true       | 2
                """);
        Dataset<Row> members = TestRows.table(Tables.CLUSTER_MEMBERS, DAY, """
                repo_key | cluster_id
                best     | x
                slowing  | x
                member   | x
                other    | y
                """);

        assertThat(chosen(NO_LANGUAGES, signals, clusters, members, NOTHING_BEFORE, "to_star"))
                .containsExactly(
                        "best_score 1 best 79.0", "forming_cluster 2 member 77.0", "small_and_fast 3 small 40.0");
    }

    @Test
    void contrarian_ranksTheConsensusThatFallsShortMost() {
        Dataset<Row> languages = TestRows.table(Tables.LANGUAGE_BREAKDOWN, DAY, """
                scope   | language | position | repos | share | surfacing_share
                tracked | Python   | 1        | 20    | 0.4   | 0.3
                tracked | Rust     | 2        | 10    | 0.2   | 0.0
                all     | C        | 1        | 900   | 0.4   | 0.0
                """);
        Dataset<Row> signals = signals("""
                repo_key | tier    | signal_rank | signal_score | stars_gained_28d | velocity_28d | velocity_7d
                loud     | watched | 1           | 79           | 2800             | 100.0        | 40.0
                quiet    | watched | 2           | 78           | 280              | 10.0         | 1.0
                """);
        Dataset<Row> clusters = TestRows.table(Tables.CLUSTERS, DAY, """
                cluster_id | label  | velocity_28d | velocity_7d
                x          | agents | 50.0         | 25.0
                y          | games  | 5.0          | 0.0
                """);

        assertThat(chosen(languages, signals, clusters, NO_MEMBERS, NOTHING_BEFORE, "contrarian"))
                .containsExactly(
                        "loudest_repository_slows 1 loud 0.6",
                        "loudest_cluster_slows 2 x 0.5",
                        "largest_language_lags 3 Python 0.25");
    }

    @Test
    void consensusThatHolds_isNoContrarianTake() {
        Dataset<Row> languages = TestRows.table(Tables.LANGUAGE_BREAKDOWN, DAY, """
                scope   | language | position | repos | share | surfacing_share
                tracked | Python   | 1        | 20    | 0.4   | 0.35
                """);
        Dataset<Row> signals = signals("""
                repo_key | tier    | signal_rank | signal_score | stars_gained_28d | velocity_28d | velocity_7d
                loud     | watched | 1           | 79           | 2800             | 100.0        | 90.0
                """);

        assertThat(chosen(languages, signals, NO_CLUSTERS, NO_MEMBERS, NOTHING_BEFORE, "contrarian"))
                .isEmpty();
    }

    @Test
    void nothingScored_choosesNothing() {
        Dataset<Row> nothing = TestRows.of(Tables.REPO_SIGNALS);

        assertThat(Highlights.chosen(DAY, NO_LANGUAGES, nothing, NO_CLUSTERS, NO_MEMBERS, NOTHING_BEFORE)
                        .collectAsList())
                .isEmpty();
    }

    /** Signals of the day; a repository is of the owner "o" and, where no rank is given, on rank 60 with 20 points. */
    private static Dataset<Row> signals(String text) {
        List<Map<String, @Nullable Object>> rows = TestRows.rows(Tables.REPO_SIGNALS, DAY, text);
        for (Map<String, @Nullable Object> row : rows) {
            row.put("full_name", "o/" + row.get("repo_key"));
            row.putIfAbsent("signal_rank", 60);
            row.putIfAbsent("signal_score", "20");
        }
        return TestRows.of(Tables.REPO_SIGNALS, rows);
    }

    private static List<String> chosen(Dataset<Row> signals, String kind) {
        return chosen(NO_LANGUAGES, signals, NO_CLUSTERS, NO_MEMBERS, NOTHING_BEFORE, kind);
    }

    private static List<String> chosen(
            Dataset<Row> languages,
            Dataset<Row> signals,
            Dataset<Row> clusters,
            Dataset<Row> members,
            Dataset<Row> before,
            String kind) {
        return Highlights.chosen(DAY, languages, signals, clusters, members, before)
                .to(Tables.HIGHLIGHTS.schema())
                .where("kind = '" + kind + "'")
                .orderBy("position")
                .selectExpr("concat_ws(' ', rule, position, subject_key, cast(round(measure, 4) AS STRING))")
                .collectAsList()
                .stream()
                .map(row -> row.getString(0))
                .toList();
    }
}
