package dev.reposignal.night;

import static dev.reposignal.testing.TestRows.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reposignal.error.UserException;
import dev.reposignal.lake.Lake;
import dev.reposignal.table.Table;
import dev.reposignal.table.Tables;
import dev.reposignal.testing.TestRows;
import dev.reposignal.testing.TestSpark;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A wrong day is taken out with all it did, and put back as it was. */
class DayRemovalTest {
    private static final LocalDate GOOD = LocalDate.parse("2026-03-06");
    private static final LocalDate WRONG = LocalDate.parse("2062-03-06");
    private static final Instant NOW = Instant.parse("2026-03-07T03:00:00Z");

    @TempDir
    Path folder;

    private Lake lake = new Lake(TestSpark.session(), "none");

    @BeforeEach
    void makeLake() {
        lake = new Lake(TestSpark.session(), folder.resolve("lake").toString());
        for (LocalDate day : List.of(GOOD, WRONG)) {
            lake.replaceDay(Tables.SNAPSHOTS, day, TestRows.of(Tables.SNAPSHOTS, snapshot(day)));
            lake.replaceDay(
                    Tables.FEED_HEALTH,
                    day,
                    TestRows.of(Tables.FEED_HEALTH, row(Table.DAY, day, "repos", 1L, "verdict", "publish")));
            run(day, "published", "2026-03-06T0%d:00:00Z".formatted(day.equals(GOOD) ? 1 : 2));
        }
        lake.appendNew(Tables.PREDICTIONS, TestRows.of(Tables.PREDICTIONS, claim("old", GOOD), claim("new", WRONG)));
        lake.appendNew(
                Tables.PREDICTION_OUTCOMES,
                TestRows.of(
                        Tables.PREDICTION_OUTCOMES,
                        row(
                                "prediction_id",
                                "old",
                                "resolved_on",
                                WRONG,
                                "outcome",
                                "unobservable",
                                "evidence",
                                "no row")));
    }

    @Test
    void removedDay_leavesNoRowAndItsGradesAreUndone() {
        DayRemoval.Plan plan = new DayRemoval(lake).remove(WRONG, "mistyped year", NOW);

        assertThat(plan.rows()).containsOnly(Map.entry("snapshots", 1L), Map.entry("feed_health", 1L));
        assertThat(plan.claims()).isEqualTo(1);
        assertThat(plan.outcomes()).isEqualTo(1);
        assertThat(lake.days(Tables.SNAPSHOTS)).containsExactly(GOOD);
        assertThat(lake.days(Tables.FEED_HEALTH)).containsExactly(GOOD);
        assertThat(strings(Tables.PREDICTION_OUTCOMES, "concat(prediction_id, '|', evidence)"))
                .containsExactly("new|withdrawn: 2062-03-06 was taken out of the lake: mistyped year");
        assertThat(strings(Tables.RUNS, "concat(run_id, '|', status)"))
                .containsExactlyInAnyOrder(
                        "2026-03-06-0001|published", "2062-03-06-0001|published", "2062-03-06-0002|held");
    }

    @Test
    void restoredDay_isAsItWas() {
        List<String> before = strings(Tables.PREDICTION_OUTCOMES, "concat(prediction_id, '|', evidence)");
        new DayRemoval(lake).remove(WRONG, "a mistake", NOW);

        Map<String, Long> rows = new DayRemoval(lake).restore(WRONG, NOW.plusSeconds(60));

        assertThat(rows).containsOnly(Map.entry("snapshots", 1L), Map.entry("feed_health", 1L));
        assertThat(lake.days(Tables.SNAPSHOTS)).containsExactly(GOOD, WRONG);
        assertThat(strings(Tables.PREDICTION_OUTCOMES, "concat(prediction_id, '|', evidence)"))
                .isEqualTo(before);
        assertThat(strings(Tables.RUNS, "concat(run_id, '|', status)")).contains("2062-03-06-0003|published");
        assertThatThrownBy(() -> new DayRemoval(lake).restore(WRONG, NOW)).isInstanceOf(UserException.class);
    }

    @Test
    void planAlone_changesNothing() {
        Map<Table, Long> versions = versions();

        new DayRemoval(lake).plan(WRONG);

        assertThat(versions()).isEqualTo(versions);
        assertThatThrownBy(() -> new DayRemoval(lake).plan(LocalDate.parse("2020-01-01")))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("no table of the lake");
    }

    @Test
    void lateDay_makesLaterNightsStale() {
        assertThat(StaleNights.of(lake)).isEmpty();

        LocalDate late = GOOD.minusDays(3);
        lake.replaceDay(Tables.SNAPSHOTS, late, TestRows.of(Tables.SNAPSHOTS, snapshot(late)));

        assertThat(StaleNights.of(lake)).singleElement().satisfies(night -> {
            assertThat(night.day()).isEqualTo(GOOD);
            assertThat(night.changed()).containsExactly(late);
        });
    }

    private static Map<String, @Nullable Object> snapshot(LocalDate day) {
        return row(
                Table.DAY,
                day,
                "repo_key",
                "name:a/b",
                "full_name",
                "a/b",
                "stars",
                5L,
                "source",
                "feed",
                "observed",
                true);
    }

    private static Map<String, @Nullable Object> claim(String id, LocalDate madeOn) {
        return row(
                "prediction_id",
                id,
                "made_on",
                madeOn,
                "due_on",
                madeOn.plusDays(28),
                "kind",
                "breakout",
                "subject_type",
                "repository",
                "subject_key",
                "name:a/b",
                "subject_name",
                "a/b",
                "claim",
                "a/b gains stars",
                "required_gain",
                100L,
                "probability",
                0.5,
                "base_rate",
                0.5);
    }

    private void run(LocalDate day, String status, String at) {
        Timestamp time = Timestamp.from(Instant.parse(at));
        lake.appendNew(
                Tables.RUNS,
                TestRows.of(
                        Tables.RUNS,
                        row(
                                "run_id",
                                day + "-0001",
                                Table.DAY,
                                day,
                                "status",
                                status,
                                "started_at",
                                time,
                                "finished_at",
                                time,
                                "input_versions",
                                Map.of(
                                        "snapshots",
                                        lake.version(Tables.SNAPSHOTS).orElseThrow()))));
    }

    private List<String> strings(Table table, String expression) {
        List<String> strings = new ArrayList<>();
        lake.read(table).selectExpr(expression).collectAsList().forEach(found -> strings.add(found.getString(0)));
        return strings;
    }

    private Map<Table, Long> versions() {
        Map<Table, Long> versions = new java.util.HashMap<>();
        Tables.ALL.forEach(table -> lake.version(table).ifPresent(version -> versions.put(table, version)));
        return versions;
    }
}
