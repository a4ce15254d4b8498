package dev.reposignal.insight;

import static dev.reposignal.testing.TestRows.row;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reposignal.table.Tables;
import dev.reposignal.testing.TestRows;
import java.time.LocalDate;
import java.util.HashMap;
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
        Dataset<Row> signals = signals(
                quiet("slow", Map.of("stars_gained_28d", 100)),
                quiet("chosen", Map.of("stars_gained_28d", 140)),
                quiet("big", Map.of("stars", 5_000)),
                quiet("tiny", Map.of("stars", 299)),
                quiet("surfacing", Map.of("tier", "surfacing")),
                quiet("crawling", Map.of("velocity_7d", 1.9, "velocity_28d", 1.9)),
                quiet("slowing", Map.of("velocity_7d", 3.9)),
                quiet("spiking-week", Map.of("velocity_7d", 5.5)),
                quiet("spiking-day", Map.of("velocity_24h", 8.1)),
                quiet("silent-day", Map.of("velocity_24h", 1.9)),
                quiet("swapped", Map.of("is_level_shift", true)),
                quiet("filled", Map.of("is_filled_in", true)),
                quiet("frozen", Map.of("is_frozen_series", true)));

        assertThat(chosen(signals, "quiet_mover")).containsExactly("steady_climb 1 chosen 0.14");
    }

    @Test
    void quietMoverOfThePreviousArticle_isNotChosenAgain() {
        Dataset<Row> before = TestRows.of(
                Tables.HIGHLIGHTS, row("kind", "quiet_mover", "subject_type", "repository", "subject_key", "chosen"));
        Dataset<Row> signals = signals(quiet("second", Map.of("stars_gained_28d", 100)), quiet("chosen", Map.of()));

        assertThat(chosen(NO_LANGUAGES, signals, NO_CLUSTERS, NO_MEMBERS, before, "quiet_mover"))
                .containsExactly("steady_climb 1 second 0.1");
    }

    @Test
    void breakoutWatch_isTheStrongestBurstOfTheTrackedThatDoNotSurface() {
        Dataset<Row> signals = signals(
                signal("surfacing", "surfacing", 1, Map.of("burst", 9.0)),
                signal("weak", "tracked", 2, Map.of("burst", 2.5)),
                signal("chosen", "tracked", 3, Map.of("burst", 4.0)),
                signal("watched", "watched", 4, Map.of("burst", 8.0)));

        assertThat(chosen(signals, "breakout_watch")).containsExactly("strongest_burst 1 chosen 4.0");
        assertThat(chosen(signals(signal("calm", "tracked", 1, Map.of("burst", 1.9))), "breakout_watch"))
                .isEmpty();
    }

    @Test
    void toStar_isThreeDifferentRepositoriesByThreeRules() {
        Dataset<Row> signals = signals(
                signal("best", "surfacing", 1, Map.of("acceleration", 5.0, "stars", 10)),
                signal("other", "surfacing", 2, Map.of("acceleration", 5.0, "stars", 900)),
                signal("member", "surfacing", 3, Map.of("acceleration", 5.0, "stars", 20)),
                signal("slowing", "tracked", 4, Map.of("acceleration", -1.0, "stars", 30)),
                signal("small", "tracked", 5, Map.of("acceleration", 1.0, "stars", 40)),
                signal("outside", "watched", 6, Map.of("acceleration", 1.0, "stars", 5)));
        Dataset<Row> clusters = TestRows.of(
                Tables.CLUSTERS,
                row("snapshot_date", DAY, "cluster_id", "x", "is_forming", true, "forming_rank", 1),
                row("snapshot_date", DAY, "cluster_id", "y", "is_forming", true, "forming_rank", 2));
        Dataset<Row> members = TestRows.of(
                Tables.CLUSTER_MEMBERS,
                row("snapshot_date", DAY, "repo_key", "best", "cluster_id", "x"),
                row("snapshot_date", DAY, "repo_key", "slowing", "cluster_id", "x"),
                row("snapshot_date", DAY, "repo_key", "member", "cluster_id", "x"),
                row("snapshot_date", DAY, "repo_key", "other", "cluster_id", "y"));

        assertThat(chosen(NO_LANGUAGES, signals, clusters, members, NOTHING_BEFORE, "to_star"))
                .containsExactly(
                        "best_score 1 best 79.0", "forming_cluster 2 member 77.0", "small_and_fast 3 small 40.0");
    }

    @Test
    void contrarian_ranksTheConsensusThatFallsShortMost() {
        Dataset<Row> languages = TestRows.of(
                Tables.LANGUAGE_BREAKDOWN,
                language("tracked", "Python", 1, 20, 0.4, 0.3),
                language("tracked", "Rust", 2, 10, 0.2, 0.0),
                language("all", "C", 1, 900, 0.4, 0.0));
        Dataset<Row> signals = signals(
                signal(
                        "loud",
                        "watched",
                        1,
                        Map.of("stars_gained_28d", 2800, "velocity_28d", 100.0, "velocity_7d", 40.0)),
                signal(
                        "quiet",
                        "watched",
                        2,
                        Map.of("stars_gained_28d", 280, "velocity_28d", 10.0, "velocity_7d", 1.0)));
        Dataset<Row> clusters = TestRows.of(
                Tables.CLUSTERS,
                row(
                        "snapshot_date",
                        DAY,
                        "cluster_id",
                        "x",
                        "label",
                        "agents",
                        "velocity_28d",
                        50.0,
                        "velocity_7d",
                        25.0),
                row(
                        "snapshot_date",
                        DAY,
                        "cluster_id",
                        "y",
                        "label",
                        "games",
                        "velocity_28d",
                        5.0,
                        "velocity_7d",
                        0.0));

        assertThat(chosen(languages, signals, clusters, NO_MEMBERS, NOTHING_BEFORE, "contrarian"))
                .containsExactly(
                        "loudest_repository_slows 1 loud 0.6",
                        "loudest_cluster_slows 2 x 0.5",
                        "largest_language_lags 3 Python 0.25");
    }

    @Test
    void consensusThatHolds_isNoContrarianTake() {
        Dataset<Row> languages =
                TestRows.of(Tables.LANGUAGE_BREAKDOWN, language("tracked", "Python", 1, 20, 0.4, 0.35));
        Dataset<Row> signals = signals(signal(
                "loud", "watched", 1, Map.of("stars_gained_28d", 2800, "velocity_28d", 100.0, "velocity_7d", 90.0)));

        assertThat(chosen(languages, signals, NO_CLUSTERS, NO_MEMBERS, NOTHING_BEFORE, "contrarian"))
                .isEmpty();
    }

    @Test
    void nothingScored_choosesNothing() {
        assertThat(Highlights.chosen(
                                DAY,
                                NO_LANGUAGES,
                                TestRows.of(Tables.REPO_SIGNALS),
                                NO_CLUSTERS,
                                NO_MEMBERS,
                                NOTHING_BEFORE)
                        .collectAsList())
                .isEmpty();
    }

    private static Map<String, @Nullable Object> quiet(String key, Map<String, Object> change) {
        Map<String, Object> values = new HashMap<>(Map.of(
                "stars", 1_000, "velocity_24h", 4.0, "velocity_7d", 4.4, "velocity_28d", 4.0, "stars_gained_28d", 112));
        values.putAll(change);
        return signal(key, "watched", 60, values);
    }

    private static Map<String, @Nullable Object> signal(String key, String tier, int rank, Map<String, Object> values) {
        Map<String, @Nullable Object> signal = row(
                "snapshot_date",
                DAY,
                "repo_key",
                key,
                "full_name",
                "o/" + key,
                "tier",
                tier,
                "signal_rank",
                rank,
                "signal_score",
                String.valueOf(80 - rank));
        signal.putAll(values);
        return signal;
    }

    private static Map<String, @Nullable Object> language(
            String scope, String language, int position, long repos, double share, double surfacingShare) {
        return row(
                "snapshot_date",
                DAY,
                "scope",
                scope,
                "language",
                language,
                "position",
                position,
                "repos",
                repos,
                "share",
                share,
                "surfacing_share",
                surfacingShare);
    }

    @SafeVarargs
    private static Dataset<Row> signals(Map<String, @Nullable Object>... rows) {
        return TestRows.of(Tables.REPO_SIGNALS, List.of(rows));
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
