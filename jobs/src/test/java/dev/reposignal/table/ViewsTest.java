package dev.reposignal.table;

import static dev.reposignal.testing.TestRows.row;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reposignal.lake.RepositoryMonths;
import dev.reposignal.testing.TestRows;
import dev.reposignal.testing.TestSpark;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class ViewsTest {
    private static final String EARLIER = "2026-02-27";
    private static final String LATEST = "2026-03-06";
    private static final String HELD = "2026-03-07";

    static List<View> views() {
        return Views.ALL;
    }

    @BeforeEach
    void emptyTables() {
        Tables.ALL.stream().filter(table -> !table.equals(Tables.REPO_MONTHS)).forEach(table -> given(table));
        given(Tables.RUNS, run(EARLIER, 1, "published"), run(LATEST, 1, "published"), run(HELD, 1, "held"));
        Views.ALL.forEach(view -> TestSpark.session().sql("CREATE OR REPLACE TEMPORARY VIEW " + view.definition()));
    }

    @SafeVarargs
    private static void given(Table table, Map<String, @Nullable Object>... rows) {
        Dataset<Row> given = TestRows.of(table, rows);
        given.createOrReplaceTempView(table.name());
        if (table.equals(Tables.SNAPSHOTS)) {
            RepositoryMonths.of(given).createOrReplaceTempView(Tables.REPO_MONTHS.name());
        }
    }

    private static Map<String, @Nullable Object> run(String day, int attempt, String status) {
        return row(
                "run_id",
                "%s-%04d".formatted(day, attempt),
                "snapshot_date",
                day,
                "status",
                status,
                "finished_at",
                Instant.parse(day + "T03:00:00Z").plusSeconds(attempt));
    }

    private static Map<String, @Nullable Object> signal(String day, String name, @Nullable Object... more) {
        Map<String, @Nullable Object> row = row("snapshot_date", day, "repo_key", "name:" + name, "full_name", name);
        row.putAll(row(more));
        row.putIfAbsent("tier", "watched");
        return row;
    }

    private static Map<String, @Nullable Object> snapshot(String day, String key, String name, int stars) {
        return row("snapshot_date", day, "repo_key", key, "full_name", name, "stars", stars, "observed", true);
    }

    private static List<String> answer(String query) {
        return TestSpark.session().sql(query).collectAsList().stream()
                .map(row -> row.mkString(" "))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("views")
    void view_hasTheColumnsItDeclares(View view) {
        StructType schema = TestSpark.session().table(view.name()).schema();

        assertThat(Arrays.stream(schema.fields())
                        .map(field -> field.name() + " " + field.dataType().simpleString())
                        .toList())
                .isEqualTo(view.fields().stream()
                        .map(field -> field.name() + " " + field.type().simpleString())
                        .toList());
        assertThat(Arrays.stream(schema.fields())
                        .map(StructField::getComment)
                        .map(scala.Option::get)
                        .toList())
                .isEqualTo(view.fields().stream().map(Field::comment).toList());
    }

    @Test
    void nights_ofADayRunTwice_isTheLastRun() {
        given(
                Tables.RUNS,
                run(LATEST, 1, "published"),
                run(LATEST, 2, "failed"),
                run(EARLIER, 2, "published"),
                run(EARLIER, 1, "held"));

        assertThat(answer("SELECT snapshot_date, run_id, status, attempts FROM nights ORDER BY 1"))
                .containsExactly("2026-02-27 2026-02-27-0002 published 2", "2026-03-06 2026-03-06-0002 failed 2");
    }

    @ParameterizedTest
    @EnumSource(RunStatus.class)
    void nights_arePublishableByTheirStatus(RunStatus status) {
        given(Tables.RUNS, run(LATEST, 1, status.value()));

        assertThat(answer("SELECT is_publishable FROM nights")).containsExactly(String.valueOf(status.isPublishable()));
        assertThat(answer("SELECT count(*) FROM runs WHERE " + RunStatus.publishable()))
                .containsExactly(status.isPublishable() ? "1" : "0");
    }

    @Test
    void latestSignals_passOverAHeldNight_andNameTheFlags() {
        given(
                Tables.REPO_SIGNALS,
                signal(EARLIER, "a/a", "signal_rank", 1),
                signal(LATEST, "a/a", "signal_rank", 2, "is_alias", true, "is_new_arrival", true),
                signal(LATEST, "b/b", "signal_rank", 1),
                signal(HELD, "a/a", "signal_rank", 1));

        assertThat(answer("SELECT snapshot_date, full_name, to_json(flags) FROM latest_signals ORDER BY signal_rank"))
                .containsExactly("2026-03-06 b/b []", "2026-03-06 a/a [\"alias\",\"new_arrival\"]");
    }

    @Test
    void movers_areOrderedInEachWindow_withoutFlaggedOrUnknownOnes() {
        given(
                Tables.REPO_SIGNALS,
                signal(LATEST, "a/a", "stars", 110, "stars_gained_7d", 10, "days_elapsed_7d", 8, "velocity_7d", 1.25),
                signal(
                        LATEST,
                        "b/b",
                        "stars",
                        60,
                        "stars_gained_24h",
                        20,
                        "days_elapsed_24h",
                        1,
                        "velocity_24h",
                        20.0,
                        "stars_gained_7d",
                        30,
                        "days_elapsed_7d",
                        7,
                        "velocity_7d",
                        30 / 7.0),
                signal(LATEST, "c/c", "stars", 9999, "velocity_7d", 500.0, "is_level_shift", true));

        assertThat(answer("SELECT window_days, position, full_name, stars_gained, days_elapsed, round(share_gained, 2)"
                        + " FROM movers ORDER BY 1, 2"))
                .containsExactly("1 1 b/b 20 1 0.5", "7 1 b/b 30 7 1.0", "7 2 a/a 10 8 0.1");
    }

    @Test
    void quietClimbers_areSmallSteadyAndNotSurfacing() {
        given(
                Tables.REPO_SIGNALS,
                climber("steady/slow", 4000, 3.0, 3.5, 3.0, "watched"),
                climber("steady/small", 400, 3.0, 3.5, 3.0, "tracked"),
                climber("too/large", 5000, 3.0, 3.5, 3.0, "watched"),
                climber("week/faster", 400, 3.0, 4.1, 3.0, "watched"),
                climber("day/spike", 400, 6.5, 3.5, 3.0, "watched"),
                climber("shown/already", 400, 3.0, 3.5, 3.0, "surfacing"));

        assertThat(answer("SELECT position, full_name, round(share_gained_28d, 3) FROM quiet_climbers ORDER BY 1"))
                .containsExactly("1 steady/small 0.21", "2 steady/slow 0.021");
    }

    private static Map<String, @Nullable Object> climber(
            String name, int stars, double day, double week, double month, String tier) {
        return signal(
                LATEST,
                name,
                "stars",
                stars,
                "velocity_24h",
                day,
                "velocity_7d",
                week,
                "velocity_28d",
                month,
                "stars_gained_28d",
                (long) (28 * month),
                "signal_rank",
                stars,
                "tier",
                tier);
    }

    @Test
    void firstSeen_countsPublishedNightsOnly_andFollowsARename() {
        given(
                Tables.SNAPSHOTS,
                snapshot("2026-01-01", "id:1", "old/name", 10),
                snapshot(HELD, "id:1", "new/name", 90),
                snapshot(LATEST, "id:2", "b/b", 5));
        given(
                Tables.REPO_SIGNALS,
                row("snapshot_date", EARLIER, "repo_key", "id:1", "tier", "tracked", "stars", 30, "signal_rank", 20),
                row("snapshot_date", LATEST, "repo_key", "id:1", "tier", "surfacing", "stars", 70, "signal_rank", 3),
                row("snapshot_date", HELD, "repo_key", "id:1", "tier", "surfacing", "stars", 90, "signal_rank", 1),
                row("snapshot_date", LATEST, "repo_key", "id:2", "tier", "tracked", "stars", 5, "signal_rank", 30));

        assertThat(answer("SELECT * FROM first_seen"))
                .containsExactly("id:1 new/name 2026-01-01 2026-02-27 2026-03-06 3 70 1 2026-03-06 2026-03-07 90 20");
    }

    @Test
    void repoHistory_marksAGapAndDividesByItsDays() {
        given(
                Tables.SNAPSHOTS,
                snapshot("2026-03-01", "id:1", "old/name", 100),
                snapshot("2026-03-02", "id:1", "old/name", 103),
                snapshot("2026-03-06", "id:1", "new/name", 111),
                snapshot("2026-03-02", "id:2", "b/b", 7));

        assertThat(answer("SELECT snapshot_date, stars, previous_day, missing_days, stars_gained, stars_per_day"
                        + " FROM repo_history WHERE full_name = 'new/name' ORDER BY 1"))
                .containsExactly(
                        "2026-03-01 100 null null null null",
                        "2026-03-02 103 2026-03-01 0 3 3.0",
                        "2026-03-06 111 2026-03-02 3 8 2.0");
    }

    @Test
    void languageTrend_comparesPublishedNights() {
        given(
                Tables.LANGUAGE_BREAKDOWN,
                language(EARLIER, "Rust", 0.2, 3, 10),
                language(LATEST, "Rust", 0.3, 1, 30),
                language(LATEST, "Go", 0.7, 2, 10),
                language(HELD, "Rust", 0.9, 1, 99));

        assertThat(answer("SELECT snapshot_date, language, round(share_change, 2), positions_climbed, velocity_share"
                        + " FROM language_trend ORDER BY 1, 2"))
                .containsExactly(
                        "2026-02-27 Rust null null 1.0", "2026-03-06 Go null null 0.25", "2026-03-06 Rust 0.1 2 0.75");
    }

    private static Map<String, @Nullable Object> language(
            String day, String language, double share, int position, double velocity) {
        return row(
                "snapshot_date",
                day,
                "scope",
                "all",
                "language",
                language,
                "share",
                share,
                "position",
                position,
                "velocity_7d",
                velocity);
    }

    @Test
    void clusterOverview_namesTheBestRankedMembers() {
        given(
                Tables.CLUSTERS,
                row("snapshot_date", LATEST, "cluster_id", "c1", "label", "web servers", "repos", 2),
                row("snapshot_date", LATEST, "cluster_id", "c2", "label", "nobody scored"),
                row("snapshot_date", EARLIER, "cluster_id", "c1", "label", "servers"));
        given(
                Tables.CLUSTER_MEMBERS,
                member(LATEST, "a/a", "c1"),
                member(LATEST, "b/b", "c1"),
                member(LATEST, "d/d", "c2"));
        given(
                Tables.REPO_SIGNALS,
                signal(LATEST, "a/a", "signal_rank", 10),
                signal(LATEST, "b/b", "signal_rank", 9),
                signal(LATEST, "d/d"),
                signal(EARLIER, "a/a", "signal_rank", 1));

        assertThat(answer("SELECT cluster_id, label, repos, to_json(best_repos) FROM cluster_overview ORDER BY 1"))
                .containsExactly("c1 web servers 2 [\"b/b\",\"a/a\"]", "c2 nobody scored 0 []");
    }

    private static Map<String, @Nullable Object> member(String day, String name, String cluster) {
        return row("snapshot_date", day, "repo_key", "name:" + name, "full_name", name, "cluster_id", cluster);
    }

    @Test
    void clusterHistory_tellsGrowthAndNewLabels() {
        given(
                Tables.CLUSTERS,
                row("snapshot_date", EARLIER, "cluster_id", "c1", "label", "servers", "repos", 5, "velocity_7d", 2.0),
                row(
                        "snapshot_date",
                        LATEST,
                        "cluster_id",
                        "c1",
                        "label",
                        "web servers",
                        "repos",
                        7,
                        "velocity_7d",
                        5.5));

        assertThat(answer("SELECT snapshot_date, previous_night, repos_change, velocity_change, is_relabelled"
                        + " FROM cluster_history ORDER BY 1"))
                .containsExactly("2026-02-27 null null null null", "2026-03-06 2026-02-27 2 3.5 true");
    }

    @Test
    void predictionResults_keepOpenClaims() {
        given(Tables.PREDICTIONS, claim("hit", 0.25), claim("open", 0.25), claim("gone", 0.25));
        given(
                Tables.PREDICTION_OUTCOMES,
                row("prediction_id", "hit", "outcome", "hit", "resolved_on", LATEST, "observed_value", 120.0),
                row("prediction_id", "gone", "outcome", "unobservable", "resolved_on", LATEST));

        assertThat(answer("SELECT prediction_id, outcome, lead_days, squared_error FROM prediction_results ORDER BY 1"))
                .containsExactly("gone unobservable 28 null", "hit hit 28 0.5625", "open open null null");
    }

    private static Map<String, @Nullable Object> claim(String id, double probability) {
        return row("prediction_id", id, "made_on", "2026-02-06", "due_on", LATEST, "probability", probability);
    }

    @Test
    void feedDays_showMissingHeldAndUnjudgedDays() {
        given(
                Tables.SNAPSHOTS,
                snapshot("2026-03-04", "id:1", "a/a", 1),
                snapshot(LATEST, "id:1", "a/a", 2),
                snapshot(HELD, "id:1", "a/a", 2));
        given(
                Tables.FEED_HEALTH,
                row("snapshot_date", LATEST, "verdict", "publish"),
                row("snapshot_date", HELD, "verdict", "hold", "reason", "frozen"));

        assertThat(answer("SELECT snapshot_date, repos, state, reason, night FROM feed_days ORDER BY 1"))
                .containsExactly(
                        "2026-03-04 1 not judged null null",
                        "2026-03-05 0 missing null null",
                        "2026-03-06 1 publish null published",
                        "2026-03-07 1 hold frozen held");
    }
}
