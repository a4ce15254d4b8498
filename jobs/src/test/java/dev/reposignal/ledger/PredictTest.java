package dev.reposignal.ledger;

import static dev.reposignal.testing.RowsAssert.assertThatRow;
import static dev.reposignal.testing.RowsAssert.assertThatRows;
import static dev.reposignal.testing.TestRows.row;
import static org.apache.spark.sql.functions.lit;
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
    private static final Settings.Predict SETTINGS = new Settings.Predict(100, 2.0, 0.001, 5, 62);
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
                // given up on the last day on which it could have been observed
                "27, 2000, 34, unobservable, -",
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
        Dataset<Row> known = TestRows.table(Tables.PREDICTION_OUTCOMES, """
                prediction_id | outcome | observed_value | resolved_on
                p             | miss    | 1.0            | 2026-01-01
                """);

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
        Dataset<Row> outcomes = TestRows.table(Tables.PREDICTION_OUTCOMES, """
                prediction_id | outcome      | observed_value | resolved_on
                hit           | hit          | 1.0            | 2026-02-10
                miss          | miss         | 1.0            | 2026-01-01
                gone          | unobservable | null           | 2026-01-01
                """);

        assertThatRow(Grading.bins(MADE.plusDays(40), predictions, outcomes)
                        .to(Tables.TRACK_RECORD_BINS.nullableSchema())
                        .where("kind = 'all'")
                        .head())
                .areExactly("""
                bin | predictions | mean_probability | hit_rate
                6   | 2           | 0.5              | 0.5
                """);
        assertThatRow(Grading.byKind(MADE.plusDays(40), predictions, outcomes)
                        .to(Tables.TRACK_RECORD_KINDS.nullableSchema())
                        .head())
                .areExactly("""
                kind     | predictions_made | mean_probability
                breakout | 4                | 0.5
                """);
        Row record = Grading.trackRecord(MADE.plusDays(40), predictions, outcomes)
                .to(Tables.TRACK_RECORD.nullableSchema())
                .head();
        assertThatRow(record).areExactly("""
                predictions_made | predictions_open | resolved_today | hits | misses | unobservable | hit_rate
                4                | 1                | 1              | 1    | 1      | 1            | 0.5
                """);
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

        assertThatRow(record).areExactly("""
                hit_rate | brier_skill
                null     | null
                """);
    }

    @Test
    void experience_countsTheVanishedAsMisses() {
        Dataset<Row> then = TestRows.table(Tables.REPO_SIGNALS, MADE, """
                repo_key       | full_name | stars | stars_gained_28d | velocity_7d | tier
                name:a/a       | a/a       | 1000  | 20               | 25.0        | watched
                name:b/b       | b/b       | 1000  | 20               | 1.0         | watched
                name:gone/gone | gone/gone | 1000  | 20               | 1.0         | watched
                name:new/new   | new/new   | 1000  | null             | 25.0        | watched
                """);
        Dataset<Row> since = TestRows.table(Tables.SNAPSHOTS, MADE.plusDays(28), """
                repo_key     | full_name | stars
                name:a/a     | a/a       | 1100
                name:b/b     | b/b       | 1099
                name:new/new | new/new   | 9000
                """);

        Row counted = HistoricalHitRate.counted(SETTINGS, then, since).head();

        assertThat(counted.<Long>getAs("base_repos")).isEqualTo(3);
        assertThat(counted.<Double>getAs("base_rate")).isCloseTo(1.0 / 3, within(1e-12));
        // one on pace, one hit, drawn to the base rate by a prior of ten
        assertThat(counted.<Double>getAs("probability")).isCloseTo((1 + 10.0 / 3) / 11, within(1e-12));
    }

    @Test
    void startDays_areAWeekApartAndAllFinished() {
        assertThat(HistoricalHitRate.startDays(LocalDate.parse("2026-03-06")))
                .extracting(LocalDate::toString)
                .containsExactly("2026-01-31", "2026-01-24", "2026-01-17", "2026-01-10");
    }

    @Test
    void claims_withoutExperience_areNotMade() {
        Dataset<Row> signals = TestRows.table(Tables.REPO_SIGNALS, MADE, """
                repo_key | full_name | stars | stars_gained_28d | velocity_7d | tier
                name:a/a | a/a       | 1000  | 20               | 25.0        | surfacing
                """);
        Dataset<Row> nothing =
                HistoricalHitRate.counted(SETTINGS, TestRows.of(Tables.REPO_SIGNALS), TestRows.of(Tables.SNAPSHOTS));

        assertThat(BreakoutClaims.byExperience(SETTINGS, signals, nothing).collectAsList())
                .isEmpty();
    }

    @Test
    void claims_askForTwiceTheGain_atLeastAHundred_andAShareOfTheStars() {
        Dataset<Row> signals = TestRows.table(Tables.REPO_SIGNALS, MADE, """
                repo_key        | full_name  | stars | stars_gained_28d | velocity_7d | signal_rank | tier
                name:big/one    | big/one    | 9000  | 301              | 25.0        | 1           | surfacing
                name:small/one  | small/one  | 900   | 3                | 25.0        | 2           | surfacing
                name:losing/one | losing/one | 900   | -40              | 25.0        | 3           | surfacing
                name:large/one  | large/one  | 300000 | 3               | 25.0        | 7           | surfacing
                name:not/shown  | not/shown  | 900   | 40               | 25.0        | 4           | watched
                name:too/slow   | too/slow   | 900   | 4000             | 25.0        | 6           | tracked
                name:new/one    | new/one    | 900   | null             | 25.0        | 5           | surfacing
                """);
        Dataset<Row> experience = TestRows.table("""
                base_repos bigint | base_rate double | probability double
                50                | 0.02             | 0.1
                """);

        Dataset<Row> claims = BreakoutClaims.byExperience(SETTINGS, signals, experience)
                .to(Tables.PREDICTIONS.nullableSchema())
                .orderBy("position");

        assertThatRows(claims).areExactly("""
                subject_name | required_gain
                big/one      | 602
                small/one    | 100
                losing/one   | 100
                large/one    | 300
                """);
        Row first = claims.head();
        assertThat(first.<String>getAs("prediction_id")).isEqualTo("2026-01-01:breakout:name:big/one");
        assertThat(first.<Object>getAs("due_on")).hasToString("2026-01-29");
        assertThat(first.<String>getAs("criterion"))
                .isEqualTo("{\"metric\":\"stars_gained\",\"repo_key\":\"name:big/one\",\"from\":\"2026-01-01\","
                        + "\"days\":28,\"observed_within_days\":34,\"at_least\":602}");
    }

    @Test
    void claimsAboutTheYoung_areOfThoseOnTheBoard_andGradedByTheirGain() {
        Dataset<Row> signals = TestRows.table(Tables.REPO_SIGNALS, MADE, """
                repo_key  | full_name | stars | age_days | young_probability | is_suspect_burst | tier
                id:1      | a/first   | 300   | 5        | 0.4               | false            | tracked
                id:2      | a/second  | 200   | 9        | 0.3               | false            | tracked
                id:3      | a/third   | 200   | 9        | 0.2               | false            | tracked
                id:4      | a/suspect | 200   | 9        | 0.9               | true             | tracked
                id:5      | a/watched | 200   | 9        | 0.9               | false            | watched
                id:6      | a/old     | 200   | 90       | null              | false            | surfacing
                """);

        Dataset<Row> claims = YoungClaims.made(2, 500, 0.03, 9_000, "young-x", signals)
                .to(Tables.PREDICTIONS.nullableSchema())
                .orderBy("position");

        assertThatRows(claims).areExactly("""
                prediction_id             | required_gain | probability | base_rate | base_repos | due_on
                2026-01-01:young_gain:id:1 | 500          | 0.4         | 0.03      | 9000       | 2026-01-29
                2026-01-01:young_gain:id:2 | 500          | 0.3         | 0.03      | 9000       | 2026-01-29
                """);
        assertThat(claims.head().<String>getAs("claim"))
                .isEqualTo("a/first, created 5 days before, gains at least 500 stars in the 28 days after 2026-01-01");

        Dataset<Row> later = TestRows.table(Tables.SNAPSHOTS, MADE.plusDays(28), """
                repo_key | full_name | stars
                id:1     | a/first   | 800
                id:2     | a/second  | 699
                """);
        assertThatRows(Grading.resolved(MADE.plusDays(28), BreakoutClaims.observed(later, claims))
                        .orderBy("prediction_id"))
                .areExactly("""
                prediction_id              | outcome
                2026-01-01:young_gain:id:1 | hit
                2026-01-01:young_gain:id:2 | miss
                """);
    }

    @Test
    void claimsOfEarlierVersions_haveARecordOfTheirOwn() {
        List<Map<String, @Nullable Object>> rows = new ArrayList<>();
        for (String model : List.of("breakout-trees-v1-2026-02-28-bf4", "on-pace-hit-rate-v1", "breakout-trees-v2-x")) {
            Map<String, @Nullable Object> claim = prediction(model, "a/" + model, 0.5);
            claim.put("model", model);
            rows.add(claim);
        }

        Dataset<Row> kinds = Grading.byKind(
                        MADE.plusDays(1),
                        TestRows.of(Tables.PREDICTIONS, rows),
                        TestRows.of(Tables.PREDICTION_OUTCOMES))
                .orderBy("kind");

        assertThatRows(kinds).areExactly("""
                kind     | predictions_made
                breakout | 1
                doubling | 2
                """);
    }

    @ParameterizedTest(name = "{0} stars gained before, {1} stars: {2}")
    @CsvSource({
        "0, 900, 500",
        "-40, 900, 500",
        "250, 900, 500",
        "251, 900, 502",
        "251, 5020, 502",
        "251, 5030, 503",
        "0, 50010, 5001",
        "0, 50011, 5002",
    })
    void breakout_takesTheLargestOfItsThreeBounds(long gainBefore, long stars, long required) {
        Settings.Predict settings = new Settings.Predict(500, 2.0, 0.1, 5, 62);

        assertThat(Breakouts.requiredGain(settings, gainBefore, stars)).isEqualTo(required);
        assertThat(TestSpark.session()
                        .range(1)
                        .select(Breakouts.requiredGain(settings, lit(gainBefore), lit(stars)))
                        .head()
                        .getLong(0))
                .isEqualTo(required);
    }

    @ParameterizedTest(name = "{0} stars gained, {1} before, {2} stars: {3}")
    @CsvSource({
        "500, 0, 900, true",
        "499.9, 0, 900, false",
        "502, 251, 900, true",
        "501.9, 251, 900, false",
        "503, 251, 5030, true",
        "502.9, 251, 5030, false",
        "NaN, 0, 900, false",
        "500, NaN, 900, false",
    })
    void gain_isABreakoutWhenItReachesTheBound(double gain, double gainBefore, double stars, boolean isBreakout) {
        Settings.Predict settings = new Settings.Predict(500, 2.0, 0.1, 5, 62);

        assertThat(Breakouts.isBreakout(settings, gain, gainBefore, stars)).isEqualTo(isBreakout);
    }

    private static Map<String, @Nullable Object> snapshot(LocalDate day, String name, long stars) {
        return row(Table.DAY, day, "repo_key", "name:" + name, "full_name", name, "stars", stars);
    }

    private static Map<String, @Nullable Object> prediction(String id, String name, double probability) {
        return TestRows.rows(Tables.PREDICTIONS, """
                prediction_id | made_on    | due_on     | kind     | subject_key | stars_at_claim | required_gain | probability | base_rate
                %s            | 2026-01-01 | 2026-01-29 | breakout | name:%s     | 1000           | 150           | %s          | 0.1
                """.formatted(id, name, probability))
                .get(0);
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
