package dev.reposignal.night;

import static dev.reposignal.testing.TestRows.columns;
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
            lake.replaceDay(Tables.FEED_HEALTH, day, TestRows.table(Tables.FEED_HEALTH, day, """
                    repos | verdict
                    1     | publish
                    """));
            run(day, "published", "2026-03-06T0%d:00:00Z".formatted(day.equals(GOOD) ? 1 : 2));
        }
        append(Tables.PREDICTIONS, claim("old", GOOD), claim("new", WRONG));
        lake.appendNew(Tables.PREDICTION_OUTCOMES, TestRows.table(Tables.PREDICTION_OUTCOMES, """
                prediction_id | resolved_on | outcome      | evidence
                old           | 2062-03-06  | unobservable | no row
                """));
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
        Map<Table, Long> versions = versions();
        assertThat(new DayRemoval(lake).restore(WRONG, NOW)).isEmpty();
        assertThat(versions()).isEqualTo(versions);
        assertThatThrownBy(() -> new DayRemoval(lake).restore(GOOD, NOW)).isInstanceOf(UserException.class);
    }

    @Test
    void removalRunAgain_isOneRemoval_andOfADayDeliveredAgainItIsAnother() {
        new DayRemoval(lake).remove(WRONG, "mistyped year", NOW);
        assertThat(new DayRemoval(lake).remove(WRONG, "mistyped year", NOW).rows())
                .isEmpty();
        assertThat(strings(Tables.REMOVED_DAYS, "removal_id")).containsExactly("2062-03-06-0001");
        assertThat(lake.read(Tables.RUNS).count()).isEqualTo(3);

        lake.replaceDay(Tables.SNAPSHOTS, WRONG, TestRows.of(Tables.SNAPSHOTS, snapshot(WRONG)));
        new DayRemoval(lake).remove(WRONG, "again", NOW.plusSeconds(60));
        assertThat(strings(Tables.REMOVED_DAYS, "removal_id"))
                .containsExactlyInAnyOrder("2062-03-06-0001", "2062-03-06-0002");
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
        return columns("snapshot_date | repo_key | full_name | stars | source | observed")
                .row(day, "name:a/b", "a/b", 5L, "feed", true);
    }

    private static Map<String, @Nullable Object> claim(String id, LocalDate madeOn) {
        return TestRows.rows(Tables.PREDICTIONS, """
                prediction_id | made_on | due_on | kind     | subject_type | subject_key | subject_name | claim           | required_gain | probability | base_rate
                %s            | %s      | %s     | breakout | repository   | name:a/b    | a/b          | a/b gains stars | 100           | 0.5         | 0.5
                """.formatted(id, madeOn, madeOn.plusDays(28)))
                .get(0);
    }

    private void run(LocalDate day, String status, String at) {
        Timestamp time = Timestamp.from(Instant.parse(at));
        Map<String, Long> read =
                Map.of("snapshots", lake.version(Tables.SNAPSHOTS).orElseThrow());
        append(
                Tables.RUNS,
                columns("run_id | snapshot_date | status | started_at | finished_at | input_versions")
                        .row(day + "-0001", day, status, time, time, read));
    }

    @SafeVarargs
    private void append(Table table, Map<String, @Nullable Object>... rows) {
        lake.appendNew(table, TestRows.of(table, rows));
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
