package dev.reposignal.signal;

import static dev.reposignal.testing.RowsAssert.assertThatRows;
import static dev.reposignal.testing.TestRows.columns;
import static dev.reposignal.testing.TestRows.row;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reposignal.config.Settings;
import dev.reposignal.table.Field;
import dev.reposignal.table.Table;
import dev.reposignal.table.Tables;
import dev.reposignal.testing.TestRows;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a repository's days say on one day: one feed, one repository per situation. */
class SignalsTest {
    private static final LocalDate DAY = LocalDate.of(2026, 3, 6);
    private static final Settings.Signal SETTINGS = new Settings.Signal(4, 2, 20_000, 1.25, 30_000, 1.5);
    private static final Map<String, Row> SIGNALS = new HashMap<>();
    private static final Map<String, List<Row>> COMPONENTS = new HashMap<>();

    private static final class Feed {
        private final List<Map<String, @Nullable Object>> rows = new ArrayList<>();

        /** One row of a repository, some days before the day, with further columns by name and value. */
        Feed at(String name, int daysBefore, long stars, @Nullable Object... more) {
            Map<String, @Nullable Object> row = columns("snapshot_date | repo_key | full_name | stars | observed")
                    .row(DAY.minusDays(daysBefore), "name:owner/" + name, "Owner/" + name, stars, true);
            row.putAll(row(more));
            rows.add(row);
            return this;
        }

        /** One row a day from some days before the day to some days before it, gaining the same every day. */
        Feed daily(String name, int from, int to, long stars, long gain, @Nullable Object... more) {
            for (int before = from; before >= to; before--) {
                at(name, before, stars + (from - before) * gain, more);
            }
            return this;
        }
    }

    private static Feed feed() {
        Feed feed = new Feed();
        for (int gap : new int[] {1, 2, 3, 4, 6, 7, 10, 11, 27, 28, 34, 35, 38, 39}) {
            feed.at("gap-" + gap, gap, 100).at("gap-" + gap, 0, 100 + 2L * gap);
        }
        return feed.at("latest", 11, 1)
                .at("latest", 10, 2)
                .at("latest", 8, 30)
                .at("latest", 6, 500)
                .at("latest", 0, 110)
                .at("losing", 7, 200)
                .at("losing", 1, 150)
                .at("losing", 0, 130)
                .at("first-seen", 0, 40_000)
                .daily("gone", 30, 1, 100, 5)
                .at("renamed", 7, 1_000, "repo_key", "id:7", "full_name", "Old/name")
                .at("renamed", 0, 1_070, "repo_key", "id:7", "full_name", "New/name")
                .daily("steady", 38, 0, 10_000, 10)
                .daily("viral", 38, 1, 1_000, 1)
                .at("viral", 0, 2_600)
                .daily("viral-with-new-text", 38, 8, 1_000, 1, "description", "A")
                .daily("viral-with-new-text", 7, 1, 1_040, 60, "description", "A")
                .at("viral-with-new-text", 0, 2_600, "description", "B")
                .daily("swapped", 38, 1, 1_000, 1, "description", "A")
                .at("swapped", 0, 2_600, "description", "B")
                .daily("leaping", 38, 1, 300, 0)
                .at("leaping", 0, 30_000)
                .daily("there-and-back", 38, 20, 20_000, 0)
                .daily("there-and-back", 19, 17, 22_500, 0)
                .daily("there-and-back", 16, 0, 20_010, 30)
                .daily("collapsed", 38, 20, 3_204, 0)
                .daily("collapsed", 19, 0, 1, 20)
                .daily("re-created", 38, 10, 500, 1, "created_at", Instant.parse("2019-01-01T00:00:00Z"))
                .daily("re-created", 9, 0, 540, 20, "created_at", Instant.parse("2026-02-20T00:00:00Z"))
                .daily("purged", 38, 20, 10_000, 20)
                .daily("purged", 19, 0, 9_000, 20)
                .daily("frozen", 38, 0, 3_719, 0)
                .daily("small-and-still", 38, 0, 120, 0)
                .daily("archived", 38, 8, 1_000, 1, "archived", true)
                .daily("archived", 7, 0, 1_100, 90, "archived", true)
                .daily("arrived", 10, 0, 500, 40)
                .daily("reference-filled-in", 38, 8, 1_000, 1)
                .at("reference-filled-in", 7, 1_040, "observed", false)
                .daily("reference-filled-in", 6, 0, 1_100, 90)
                .daily("day-filled-in", 38, 1, 1_000, 50)
                .at("day-filled-in", 0, 3_000, "observed", false)
                .daily("hot-a", 38, 8, 1_000, 1)
                .daily("hot-a", 7, 0, 1_100, 70)
                .daily("hot-b", 38, 8, 1_000, 1)
                .daily("hot-b", 7, 0, 1_100, 70)
                .daily("hot-c", 38, 8, 1_001, 1)
                .daily("hot-c", 7, 0, 1_101, 70);
    }

    @BeforeAll
    static void measure() {
        Dataset<Row> measured = Signals.measure(SETTINGS, DAY, TestRows.of(Tables.SNAPSHOTS, feed().rows))
                .cache();
        for (Row row : declared(Tables.REPO_SIGNALS, Signals.toRepoSignals(measured))) {
            SIGNALS.put(name(row), row);
        }
        for (Row row : declared(Tables.SCORE_COMPONENTS, Signals.toScoreComponents(measured))) {
            COMPONENTS.computeIfAbsent(name(row), key -> new ArrayList<>()).add(row);
        }
        measured.unpersist();
    }

    /** The rows, once their columns are found to be those of the table, in name, order and type. */
    private static List<Row> declared(Table table, Dataset<Row> rows) {
        assertThat(rows.columns())
                .containsExactly(table.fields().stream().map(Field::name).toArray(String[]::new));
        for (Field field : table.fields()) {
            assertThat(rows.schema().apply(field.name()).dataType())
                    .as(field.name())
                    .isEqualTo(field.type());
        }
        return rows.collectAsList();
    }

    private static String name(Row row) {
        return row.<String>getAs("repo_key").replace("name:owner/", "");
    }

    private static Row of(String name) {
        return requireNonNull(SIGNALS.get(name), name);
    }

    @Test
    void referenceAtTheEdges_countsFromWindowToWindowPlusSlack() {
        Map<Integer, List<@Nullable Object>> found = new HashMap<>();
        for (int gap : new int[] {1, 2, 3, 4, 6, 7, 10, 11, 27, 28, 34, 35, 38}) {
            Row row = of("gap-" + gap);
            List<@Nullable Object> elapsed = new ArrayList<>();
            for (String window : List.of("24h", "7d", "28d")) {
                @Nullable Integer days = row.getAs("days_elapsed_" + window);
                elapsed.add(days);
                @Nullable Long expectedGain = days == null ? null : 2L * gap;
                @Nullable Double expectedVelocity = days == null ? null : 2.0;
                assertThat(row.<@Nullable Long>getAs("stars_gained_" + window)).isEqualTo(expectedGain);
                assertThat(row.<@Nullable Double>getAs("velocity_" + window)).isEqualTo(expectedVelocity);
            }
            found.put(gap, elapsed);
        }
        Map<Integer, List<@Nullable Object>> expected = new HashMap<>();
        expected.put(1, elapsed(1, null, null));
        expected.put(2, elapsed(2, null, null));
        expected.put(3, elapsed(3, null, null));
        expected.put(4, elapsed(null, null, null));
        expected.put(6, elapsed(null, null, null));
        expected.put(7, elapsed(null, 7, null));
        expected.put(10, elapsed(null, 10, null));
        expected.put(11, elapsed(null, null, null));
        expected.put(27, elapsed(null, null, null));
        expected.put(28, elapsed(null, null, 28));
        expected.put(34, elapsed(null, null, 34));
        expected.put(35, elapsed(null, null, null));
        expected.put(38, elapsed(null, null, null));
        assertThat(found).isEqualTo(expected);
    }

    private static List<@Nullable Object> elapsed(
            @Nullable Integer day, @Nullable Integer week, @Nullable Integer month) {
        List<@Nullable Object> elapsed = new ArrayList<>();
        elapsed.add(day);
        elapsed.add(week);
        elapsed.add(month);
        return elapsed;
    }

    @Test
    void historyReachesAsFarAsTheLookback_andNotFurther() {
        assertThat(of("gap-38").<Integer>getAs("history_days")).isEqualTo(38);
        assertThat(of("gap-39").<Integer>getAs("history_days")).isZero();
    }

    @Test
    void severalReferences_theLatestWins() {
        assertThat(of("latest").<Long>getAs("stars_gained_7d")).isEqualTo(80);
        assertThat(of("latest").<Integer>getAs("days_elapsed_7d")).isEqualTo(8);
        assertThat(of("latest").<Double>getAs("velocity_7d")).isEqualTo(10.0);
    }

    @Test
    void lostStars_stayNegative() {
        assertThat(of("losing").<Double>getAs("velocity_24h")).isEqualTo(-20.0);
        assertThat(of("losing").<Double>getAs("velocity_7d")).isEqualTo(-10.0);
        assertThat(of("losing").<String>getAs("tier")).isEqualTo("watched");
        assertThat(of("purged").<Double>getAs("velocity_28d"))
                .isEqualTo((9_380 - 10_200) / 28.0)
                .isNegative();
    }

    @Test
    void tooLittleHistory_hasNoVelocityNoScoreAndNoComponents() {
        Row row = of("first-seen");
        for (String column : List.of(
                "velocity_24h",
                "velocity_7d",
                "velocity_28d",
                "acceleration",
                "burst",
                "signal_score",
                "signal_rank")) {
            assertThat(row.isNullAt(row.fieldIndex(column))).as(column).isTrue();
        }
        assertThat(row.<String>getAs("tier")).isEqualTo("watched");
        assertThat(row.<Boolean>getAs("is_new_arrival")).isTrue();
        assertThat(COMPONENTS).doesNotContainKey("first-seen");
    }

    @Test
    void notSeenOnTheDay_isNotScored() {
        assertThat(SIGNALS).doesNotContainKey("gone");
        assertThat(of("day-filled-in").<@Nullable BigDecimal>getAs("signal_score"))
                .isNull();
        assertThat(of("day-filled-in").<Boolean>getAs("is_filled_in")).isTrue();
        assertThat(of("day-filled-in").<Double>getAs("velocity_7d")).isNotNull();
    }

    @Test
    void renamedRepositoryWithAnId_keepsItsHistory() {
        Row row = of("id:7");
        assertThat(row.<String>getAs("full_name")).isEqualTo("New/name");
        assertThat(row.<String>getAs("owner")).isEqualTo("new");
        assertThat(row.<Long>getAs("stars_gained_7d")).isEqualTo(70);
        assertThat(row.<Boolean>getAs("is_level_shift")).isFalse();
    }

    @Test
    void countsOfAnotherRepository_areFlaggedAndWatched() {
        for (String name : List.of("swapped", "leaping", "there-and-back", "collapsed", "re-created")) {
            assertThat(of(name).<Boolean>getAs("is_level_shift")).as(name).isTrue();
            assertThat(of(name).<String>getAs("tier")).as(name).isEqualTo("watched");
        }
        assertThat(of("swapped").<Long>getAs("stars_gained_24h")).isEqualTo(1_563);
    }

    @Test
    void realGrowthAndRealLosses_areNotFlagged() {
        for (String name : List.of("viral", "viral-with-new-text", "purged", "steady", "hot-a", "arrived")) {
            assertThat(of(name).<Boolean>getAs("is_level_shift")).as(name).isFalse();
            assertThat(of(name).<Boolean>getAs("is_frozen_series")).as(name).isFalse();
        }
    }

    @Test
    void countThatNeverMoves_isFrozenWhereItIsLargeEnoughToMove() {
        assertThat(of("frozen").<Boolean>getAs("is_frozen_series")).isTrue();
        assertThat(of("small-and-still").<Boolean>getAs("is_frozen_series")).isFalse();
        assertThat(of("small-and-still").<Double>getAs("burst")).isZero();
    }

    @Test
    void archivedOrFilledIn_isRankedAndWatched() {
        assertThatRows(List.of(of("archived"), of("reference-filled-in"))).areExactly("""
                signal_rank | tier
                5           | watched
                4           | watched
                """);
        assertThat(of("reference-filled-in").<Boolean>getAs("is_filled_in")).isTrue();
    }

    @Test
    void arrivedLately_isScoredByWhatIsKnown() {
        assertThat(of("arrived").<Boolean>getAs("is_new_arrival")).isTrue();
        Map<String, @Nullable Double> raw = new HashMap<>();
        for (Row row : requireNonNull(COMPONENTS.get("arrived"))) {
            raw.put(row.getAs("component"), row.<@Nullable Double>getAs("raw_value"));
            if (row.isNullAt(row.fieldIndex("raw_value"))) {
                assertThat(row.<BigDecimal>getAs("points")).isEqualByComparingTo("0");
                assertThat(row.isNullAt(row.fieldIndex("normalised"))).isTrue();
            }
        }
        assertThat(raw).containsEntry("momentum", 40.0).containsEntry("persistence", 1.0);
        assertThat(raw.get("day_surge")).isNull();
        assertThat(raw.get("week_surge")).isNull();
    }

    @Test
    void requiredColumns_areNeverNull() {
        SIGNALS.values().forEach(row -> Tables.REPO_SIGNALS.fields().forEach(field -> {
            if (field.required()) {
                assertThat(row.isNullAt(row.fieldIndex(field.name())))
                        .as(field.name())
                        .isFalse();
            }
        }));
    }

    @Test
    void burst_isMeasuredInTheRepositorysOwnDeviations() {
        assertThat(of("steady").<Double>getAs("burst")).isZero();
        // Normal is 1 star a day with no deviation, so the Poisson floor sqrt(1 / 7) is the unit.
        assertThat(of("hot-a").<Double>getAs("burst"))
                .isCloseTo((70 - 1) / Math.sqrt(1 / 7.0), org.assertj.core.data.Offset.offset(1e-9));
        assertThat(of("hot-a").<Double>getAs("acceleration")).isEqualTo(70 - (1_590 - 1_010) / 28.0);
    }

    @Test
    void pointsOfTheComponents_addUpToTheScoreExactly() {
        assertThat(COMPONENTS).isNotEmpty();
        SIGNALS.forEach((name, signal) -> {
            @Nullable BigDecimal score = signal.getAs("signal_score");
            List<Row> components = COMPONENTS.getOrDefault(name, List.of());
            if (score == null) {
                assertThat(components).as(name).isEmpty();
                return;
            }
            BigDecimal points = BigDecimal.ZERO;
            BigDecimal weights = BigDecimal.ZERO;
            for (Row component : components) {
                BigDecimal weight = component.getAs("weight");
                @Nullable Double normalised = component.getAs("normalised");
                points = points.add(component.getAs("points"));
                weights = weights.add(weight);
                assertThat(normalised == null ? 0.0 : normalised).isBetween(0.0, 1.0);
                assertThat(component.<BigDecimal>getAs("points").doubleValue())
                        .isCloseTo(
                                weight.doubleValue() * (normalised == null ? 0.0 : normalised),
                                org.assertj.core.data.Offset.offset(0.0050001));
            }
            assertThat(points).as(name).isEqualByComparingTo(score);
            assertThat(weights).as(name).isEqualByComparingTo("100");
        });
    }

    @Test
    void ranks_areGaplessByScoreThenVelocityStarsAndKey() {
        List<Row> ranked = new ArrayList<>(SIGNALS.values());
        ranked.removeIf(row -> row.isNullAt(row.fieldIndex("signal_rank")));
        ranked.sort((a, b) -> Integer.compare(a.<Integer>getAs("signal_rank"), b.<Integer>getAs("signal_rank")));
        for (int i = 0; i < ranked.size(); i++) {
            assertThat(ranked.get(i).<Integer>getAs("signal_rank")).isEqualTo(i + 1);
            if (i > 0) {
                assertThat(ranked.get(i).<BigDecimal>getAs("signal_score"))
                        .isLessThanOrEqualTo(ranked.get(i - 1).<BigDecimal>getAs("signal_score"));
            }
        }
        int first = of("hot-a").<Integer>getAs("signal_rank");
        assertThat(of("hot-b").<Integer>getAs("signal_rank")).isEqualTo(first + 1);
    }

    @Test
    void tiers_goToTheBestThatAreTrustworthy() {
        List<String> surfacing = new ArrayList<>();
        List<String> tracked = new ArrayList<>();
        SIGNALS.forEach((name, row) -> {
            switch (row.<String>getAs("tier")) {
                case "surfacing" -> surfacing.add(name);
                case "tracked" -> tracked.add(name);
                default -> {}
            }
        });
        assertThat(surfacing).containsExactlyInAnyOrder("hot-c", "purged");
        assertThat(tracked).containsExactlyInAnyOrder("arrived", "gap-10");
    }
}
