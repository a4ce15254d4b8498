package dev.reposignal.ledger;

import static dev.reposignal.testing.TestRows.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.reposignal.config.Settings;
import dev.reposignal.table.Table;
import dev.reposignal.table.Tables;
import dev.reposignal.testing.TestRows;
import dev.reposignal.testing.TestSpark;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PredictTest {
    private static final Settings.Predict SETTINGS = new Settings.Predict(100, 2.0, 5, 62);
    private static final LocalDate MADE = LocalDate.parse("2026-01-01");

    /** A claim with 1,000 stars that needs 150: what the feed shows later, and what the night says of it. */
    @ParameterizedTest(name = "{0} days later {1} stars, graded on day {2}: {3}")
    @CsvSource(
            nullValues = "-",
            value = {
                "28, 1150, 28, hit, 150.0",
                "28, 1149, 28, miss, 149.0",
                // 180 stars in 34 days are 148.2 in 28
                "34, 1180, 34, miss, 148.2",
                "34, 1183, 34, hit, 150.7",
                "28, 900, 40, miss, -100.0",
                // seen too early or too late only
                "27, 2000, 40, unobservable, -",
                "35, 2000, 40, unobservable, -",
                // not due, or still to be observed
                "27, 2000, 27, -, -",
                "27, 2000, 33, -, -",
            })
    void resolved_gradesAtTheFirstObservationAfter28Days(
            int seenAfter, long stars, int gradedAfter, @Nullable String outcome, @Nullable Double value) {
        Dataset<Row> outcomes = Grading.resolved(
                MADE.plusDays(gradedAfter),
                BreakoutClaims.observed(
                        TestRows.of(Tables.SNAPSHOTS, snapshot(MADE.plusDays(seenAfter), "a/a", stars)),
                        Grading.due(
                                MADE.plusDays(gradedAfter),
                                predictions(prediction("p", "a/a", 0.3)),
                                TestRows.of(Tables.PREDICTION_OUTCOMES))));

        List<Row> rows =
                outcomes.to(Tables.PREDICTION_OUTCOMES.nullableSchema()).collectAsList();
        if (outcome == null) {
            assertThat(rows).isEmpty();
            return;
        }
        assertThat(rows).hasSize(1);
        Row graded = rows.get(0);
        assertThat(graded.<String>getAs("outcome")).isEqualTo(outcome);
        if (value == null) {
            assertThat(graded.<Object>getAs("observed_value")).isNull();
        } else {
            assertThat(graded.<Double>getAs("observed_value")).isCloseTo(value, within(0.05));
        }
    }

    @Test
    void resolved_takesTheFirstOfSeveralObservations() {
        Dataset<Row> outcomes = Grading.resolved(
                MADE.plusDays(40),
                BreakoutClaims.observed(
                        TestRows.of(
                                Tables.SNAPSHOTS,
                                snapshot(MADE.plusDays(30), "a/a", 5000),
                                snapshot(MADE.plusDays(29), "a/a", 1029)),
                        predictions(prediction("p", "a/a", 0.3))));

        Row graded = outcomes.head();
        assertThat(graded.<String>getAs("outcome")).isEqualTo("miss");
        assertThat(graded.<Double>getAs("observed_value")).isCloseTo(28.0, within(1e-9));
    }

    @Test
    void resolved_neverGradesTwice() {
        Dataset<Row> predictions = predictions(prediction("p", "a/a", 0.3), prediction("q", "b/b", 0.3));
        Dataset<Row> known = TestRows.of(
                Tables.PREDICTION_OUTCOMES,
                row("prediction_id", "p", "outcome", "miss", "observed_value", 1.0, "resolved_on", MADE));

        Dataset<Row> due = Grading.due(MADE.plusDays(50), predictions, known);
        Dataset<Row> outcomes =
                Grading.resolved(MADE.plusDays(50), BreakoutClaims.observed(TestRows.of(Tables.SNAPSHOTS), due));

        assertThat(strings(outcomes, "prediction_id")).containsExactly("q");
    }

    @Test
    void trackRecord_countsEveryOutcomeAndScoresTheGraded() {
        Dataset<Row> predictions = predictions(
                prediction("hit", "a/a", 0.5),
                prediction("miss", "b/b", 0.5),
                prediction("gone", "c/c", 0.5),
                prediction("open", "d/d", 0.5));
        Dataset<Row> outcomes = TestRows.of(
                Tables.PREDICTION_OUTCOMES,
                row("prediction_id", "hit", "outcome", "hit", "observed_value", 1.0, "resolved_on", MADE.plusDays(40)),
                row("prediction_id", "miss", "outcome", "miss", "observed_value", 1.0, "resolved_on", MADE),
                row("prediction_id", "gone", "outcome", "unobservable", "resolved_on", MADE));

        Row bin = Grading.bins(MADE.plusDays(40), predictions, outcomes)
                .to(Tables.TRACK_RECORD_BINS.nullableSchema())
                .where("kind = 'all'")
                .head();
        assertThat(bin.<Integer>getAs("bin")).isEqualTo(6);
        assertThat(bin.<Long>getAs("predictions")).isEqualTo(2);
        assertThat(bin.<Double>getAs("mean_probability")).isEqualTo(0.5);
        assertThat(bin.<Double>getAs("hit_rate")).isEqualTo(0.5);

        Row kind = Grading.byKind(MADE.plusDays(40), predictions, outcomes)
                .to(Tables.TRACK_RECORD_KINDS.nullableSchema())
                .head();
        assertThat(kind.<String>getAs("kind")).isEqualTo("breakout");
        assertThat(kind.<Long>getAs("predictions_made")).isEqualTo(4);
        assertThat(kind.<Double>getAs("mean_probability")).isEqualTo(0.5);

        Row record = Grading.trackRecord(MADE.plusDays(40), predictions, outcomes)
                .to(Tables.TRACK_RECORD.nullableSchema())
                .head();

        assertThat(record.<Long>getAs("predictions_made")).isEqualTo(4);
        assertThat(record.<Long>getAs("predictions_open")).isEqualTo(1);
        assertThat(record.<Long>getAs("resolved_today")).isEqualTo(1);
        assertThat(record.<Long>getAs("hits")).isEqualTo(1);
        assertThat(record.<Long>getAs("misses")).isEqualTo(1);
        assertThat(record.<Long>getAs("unobservable")).isEqualTo(1);
        assertThat(record.<Double>getAs("hit_rate")).isEqualTo(0.5);
        // own: (0.5^2 + 0.5^2) / 2; base rate 0.1: (0.9^2 + 0.1^2) / 2
        assertThat(record.<Double>getAs("brier_score")).isCloseTo(0.25, within(1e-12));
        assertThat(record.<Double>getAs("brier_skill")).isCloseTo(1 - 0.25 / 0.41, within(1e-12));
    }

    @Test
    void trackRecord_withNothingGraded_hasNoRate() {
        Row record = Grading.trackRecord(
                        MADE, predictions(prediction("p", "a/a", 0.5)), TestRows.of(Tables.PREDICTION_OUTCOMES))
                .to(Tables.TRACK_RECORD.nullableSchema())
                .head();

        assertThat(record.<Object>getAs("hit_rate")).isNull();
        assertThat(record.<Object>getAs("brier_skill")).isNull();
    }

    @Test
    void experience_countsTheVanishedAsMisses() {
        Dataset<Row> then = TestRows.of(
                Tables.REPO_SIGNALS,
                signal("a/a", 1000, 20L, "watched"),
                slow(signal("b/b", 1000, 20L, "watched")),
                slow(signal("gone/gone", 1000, 20L, "watched")),
                signal("new/new", 1000, null, "watched"));
        Dataset<Row> since = TestRows.of(
                Tables.SNAPSHOTS,
                snapshot(MADE.plusDays(28), "a/a", 1100),
                snapshot(MADE.plusDays(28), "b/b", 1099),
                snapshot(MADE.plusDays(28), "new/new", 9000));

        Row counted = HistoricalHitRate.counted(SETTINGS, then, since).head();

        assertThat(counted.<Long>getAs("base_repos")).isEqualTo(3);
        assertThat(counted.<Double>getAs("base_rate")).isCloseTo(1.0 / 3, within(1e-12));
        // one on pace, one hit, drawn to the base rate by a prior of ten
        assertThat(counted.<Double>getAs("probability")).isCloseTo((1 + 10.0 / 3) / 11, within(1e-12));
    }

    @Test
    void startDays_areAWeekApartAndAllFinished() {
        assertThat(HistoricalHitRate.startDays(LocalDate.parse("2026-03-06")))
                .containsExactly(
                        LocalDate.parse("2026-01-31"),
                        LocalDate.parse("2026-01-24"),
                        LocalDate.parse("2026-01-17"),
                        LocalDate.parse("2026-01-10"));
    }

    @Test
    void claims_withoutExperience_areNotMade() {
        Dataset<Row> signals = TestRows.of(Tables.REPO_SIGNALS, signal("a/a", 1000, 20L, "surfacing"));
        Dataset<Row> nothing =
                HistoricalHitRate.counted(SETTINGS, TestRows.of(Tables.REPO_SIGNALS), TestRows.of(Tables.SNAPSHOTS));

        assertThat(BreakoutClaims.byExperience(SETTINGS, signals, nothing).collectAsList())
                .isEmpty();
    }

    @Test
    void claims_askForTwiceTheGainAndAtLeastAHundred() {
        List<Map<String, @Nullable Object>> rows = new ArrayList<>();
        rows.add(ranked(1, signal("big/one", 9000, 301L, "surfacing")));
        rows.add(ranked(2, signal("small/one", 900, 3L, "surfacing")));
        rows.add(ranked(3, signal("losing/one", 900, -40L, "surfacing")));
        rows.add(ranked(4, signal("not/shown", 900, 40L, "watched")));
        rows.add(ranked(6, signal("too/slow", 900, 4000L, "tracked")));
        rows.add(ranked(5, signal("new/one", 900, null, "surfacing")));
        Dataset<Row> experience =
                TestSpark.session().sql("SELECT 50L AS base_repos, 0.02D AS base_rate, 0.1D AS probability");

        Dataset<Row> claims = BreakoutClaims.byExperience(SETTINGS, TestRows.of(Tables.REPO_SIGNALS, rows), experience)
                .to(Tables.PREDICTIONS.nullableSchema())
                .orderBy("position");

        assertThat(strings(claims, "subject_name")).containsExactly("big/one", "small/one", "losing/one");
        assertThat(claims.select("required_gain").collectAsList().stream().map(r -> r.getLong(0)))
                .containsExactly(602L, 100L, 100L);
        Row first = claims.head();
        assertThat(first.<String>getAs("prediction_id")).isEqualTo("2026-01-01:breakout:name:big/one");
        assertThat(first.<Object>getAs("due_on")).hasToString("2026-01-29");
        assertThat(first.<String>getAs("criterion"))
                .isEqualTo("{\"metric\":\"stars_gained\",\"repo_key\":\"name:big/one\",\"from\":\"2026-01-01\","
                        + "\"days\":28,\"observed_within_days\":34,\"at_least\":602}");
    }

    private static Map<String, @Nullable Object> slow(Map<String, @Nullable Object> signal) {
        signal.put("velocity_7d", 1.0);
        return signal;
    }

    private static Map<String, @Nullable Object> ranked(int rank, Map<String, @Nullable Object> signal) {
        signal.put("signal_rank", rank);
        return signal;
    }

    private static Map<String, @Nullable Object> signal(String name, long stars, @Nullable Long gain, String tier) {
        return row(
                Table.DAY,
                MADE,
                "repo_key",
                "name:" + name,
                "full_name",
                name,
                "stars",
                stars,
                "stars_gained_28d",
                gain,
                "velocity_7d",
                25.0,
                "tier",
                tier);
    }

    private static Map<String, @Nullable Object> snapshot(LocalDate day, String name, long stars) {
        return row(Table.DAY, day, "repo_key", "name:" + name, "full_name", name, "stars", stars);
    }

    private static Map<String, @Nullable Object> prediction(String id, String name, double probability) {
        return row(
                "prediction_id",
                id,
                "made_on",
                MADE,
                "due_on",
                MADE.plusDays(28),
                "kind",
                "breakout",
                "subject_key",
                "name:" + name,
                "stars_at_claim",
                1000,
                "required_gain",
                150,
                "probability",
                probability,
                "base_rate",
                0.1);
    }

    @SafeVarargs
    private static Dataset<Row> predictions(Map<String, @Nullable Object>... rows) {
        return TestRows.of(Tables.PREDICTIONS, rows);
    }

    private static List<String> strings(Dataset<Row> rows, String column) {
        return rows.select(column).collectAsList().stream()
                .map(row -> row.getString(0))
                .toList();
    }
}
