package dev.reposignal.ledger;

import static dev.reposignal.testing.RowsAssert.assertThatRow;
import static dev.reposignal.testing.TestRows.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.reposignal.table.Table;
import dev.reposignal.table.Tables;
import dev.reposignal.testing.TestRows;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Claims about clusters and languages: what is claimed, how it is graded, and when nothing may be claimed. */
class GroupClaimsTest {
    private static final LocalDate MADE = LocalDate.parse("2026-01-01");
    private static final LocalDate END = MADE.plusDays(28);

    @Test
    void clusterClaim_asksForAQuarterMoreOfTheRepositoriesItNames() {
        Row claim = clusterClaims().head();

        assertThat(claim.<String>getAs("prediction_id")).isEqualTo("2026-01-01:cluster_growth:c-1");
        assertThat(claim.<String>getAs("claim"))
                .isEqualTo("the 5 repos of agent memory gain at least 175 stars in the 28 days after 2026-01-01,"
                        + " a quarter more than in the 28 before");
        assertThat(claim.<String>getAs("criterion"))
                .isEqualTo("{\"metric\":\"stars_gained_by_members\",\"cluster_id\":\"c-1\",\"from\":\"2026-01-01\","
                        + "\"days\":28,\"observed_within_days\":34,\"at_least\":175,\"members\":5}");
        // Six members, one of them a level shift; each of the others gained 28 stars.
        assertThatRow(claim).areExactly("""
                gain_before | stars_at_claim | probability
                140         | 5000           | 0.4
                """);
        assertThat(claim.getList(claim.fieldIndex("members"))).hasSize(5);
    }

    @Test
    void clusterClaim_isMadeOfFormingClustersLargeEnough() {
        assertThat(strings(clusterClaims(), "subject_key")).containsExactly("c-1");
    }

    /** Five repositories with 1,000 stars each, of which 175 are claimed. */
    @ParameterizedTest(name = "{0} seen with {1} stars after {2} days: {3} ({4})")
    @CsvSource(
            nullValues = "-",
            value = {
                "5, 1035, 28, hit, 175.0",
                "5, 1034, 28, miss, 170.0",
                // 210 stars in 34 days are 172.9 in 28
                "5, 1042, 34, miss, 172.9",
                // the two that vanished gained nothing
                "3, 1058, 28, miss, 174.0",
                "3, 1059, 28, hit, 177.0",
                // fewer than half
                "2, 9000, 28, unobservable, -",
                "5, 9000, 35, unobservable, -",
            })
    void clusterClaim_isGradedOnTheRepositoriesNamed(
            int seen, long stars, int after, String outcome, @Nullable Double value) {
        List<Map<String, @Nullable Object>> later = new ArrayList<>();
        IntStream.range(0, seen)
                .forEach(i -> later.add(row(
                        Table.DAY, MADE.plusDays(after), "repo_key", "r" + i, "full_name", "o/r" + i, "stars", stars)));

        Row graded = Grading.resolved(
                        MADE.plusDays(35),
                        ClusterClaims.observed(
                                TestRows.publishedNights(MADE.plusDays(after)),
                                TestRows.of(Tables.SNAPSHOTS, later),
                                clusterClaims()))
                .to(Tables.PREDICTION_OUTCOMES.nullableSchema())
                .head();

        assertThat(graded.<String>getAs("outcome")).isEqualTo(outcome);
        if (value == null) {
            assertThat(graded.<Object>getAs("observed_value")).isNull();
            assertThat(graded.<String>getAs("evidence")).contains("fewer than half of 5 repositories");
        } else {
            assertThat(graded.<Double>getAs("observed_value")).isCloseTo(value, within(0.06));
            assertThat(graded.<String>getAs("evidence")).contains(seen + " of 5 repositories seen");
        }
    }

    @Test
    void languageClaim_namesWhatSurfacesTonight() {
        Row claim = languageClaims().head();

        assertThat(claim.<String>getAs("prediction_id")).isEqualTo("2026-01-01:language_newcomers:Rust");
        assertThat(claim.<String>getAs("claim"))
                .isEqualTo(
                        "at least 2 Rust repos that do not surface on 2026-01-01 are among the surfacing 28 days later");
        assertThat(claim.<String>getAs("unit")).isEqualTo("repositories");
        assertThat(claim.<Object>getAs("required_gain")).isNull();
        assertThat(claim.<Object>getAs("members")).asString().contains("old");
    }

    @Test
    void languageClaim_isNotMadeOfALanguageWithoutExperience() {
        assertThat(strings(languageClaims(), "subject_key")).containsExactly("Rust");
    }

    @ParameterizedTest(name = "{0} surface later: {1}")
    @CsvSource({"new1 new2, hit, 2", "old new1, miss, 1", "old, miss, 0", "new1 new2 new3, hit, 3"})
    void languageClaim_countsNewNamesOnly(String surfacing, String outcome, double value) {
        List<Map<String, @Nullable Object>> later = Stream.of(surfacing.split(" "))
                .map(key -> signal(END, key, "Rust", "surfacing"))
                .toList();
        List<Map<String, @Nullable Object>> all = new ArrayList<>(later);
        all.add(signal(END, "tracked", "Rust", "tracked"));
        all.add(signal(END, "other", "Go", "surfacing"));
        // A night that comes after the one that grades changes nothing.
        all.add(signal(END.plusDays(1), "late1", "Rust", "surfacing"));
        all.add(signal(END.plusDays(1), "late2", "Rust", "surfacing"));

        Row graded = Grading.resolved(
                        END.plusDays(1),
                        LanguageClaims.observed(
                                TestRows.publishedNights(END, END.plusDays(1)),
                                TestRows.of(Tables.REPO_SIGNALS, all),
                                languageClaims()))
                .to(Tables.PREDICTION_OUTCOMES.nullableSchema())
                .head();

        assertThat(graded.<String>getAs("outcome")).isEqualTo(outcome);
        assertThat(graded.<Double>getAs("observed_value")).isEqualTo(value);
    }

    @Test
    void languageClaim_withoutANightToGradeIt_waitsAndIsThenUnobservable() {
        Dataset<Row> heldOnly = TestRows.of(
                Tables.FEED_HEALTH, row(Table.DAY, END, "verdict", "hold", "reason", "98 % repeat the day before."));
        Dataset<Row> observed = LanguageClaims.observed(heldOnly, TestRows.of(Tables.REPO_SIGNALS), languageClaims());

        assertThat(Grading.resolved(MADE.plusDays(33), observed).collectAsList())
                .isEmpty();
        Row given = Grading.resolved(MADE.plusDays(34), observed).head();
        assertThat(given.<String>getAs("outcome")).isEqualTo("unobservable");
        assertThat(given.<String>getAs("evidence")).startsWith("repo_signals: no night fit to publish");
    }

    @Test
    void experience_isDrawnTowardsTheBaseRate() {
        Dataset<Row> graded = TestRows.table("""
                kind_of string | observed_value double | required_value double
                a              | 2                     | 2
                a              | 3                     | 2
                b              | 1                     | 2
                b              | null                  | 2
                """);

        List<Row> counted = GroupHitRate.counted(org.apache.spark.sql.functions.col("kind_of"), graded)
                .orderBy("group")
                .collectAsList();

        // Three cases, two hits: base rate (2 + 1) / (3 + 2); what was never observed is no case.
        assertThat(counted).hasSize(2).allSatisfy(group -> {
            assertThat(group.<Long>getAs("base_repos")).isEqualTo(3);
            assertThat(group.<Double>getAs("base_rate")).isCloseTo(0.6, within(1e-12));
        });
        assertThat(counted.get(0).<Double>getAs("probability")).isCloseTo((2 + 2.4) / 6, within(1e-12));
        assertThat(counted.get(1).<Double>getAs("probability")).isCloseTo((0 + 2.4) / 5, within(1e-12));
    }

    @Test
    void windows_areOneAWeekAndFinished() {
        LocalDate day = LocalDate.parse("2026-03-06");
        List<LocalDate> nightly = day.minusDays(60).datesUntil(day.plusDays(10)).toList();

        List<EvaluationWindows.Window> windows = EvaluationWindows.finished(day, nightly);

        assertThat(windows.get(0)).isEqualTo(new EvaluationWindows.Window(day.minusDays(28), day));
        assertThat(windows.get(1)).isEqualTo(new EvaluationWindows.Window(day.minusDays(35), day.minusDays(7)));
        assertThat(windows).hasSize(5);
    }

    @Test
    void windows_fewerThanFour_teachNothing() {
        LocalDate day = LocalDate.parse("2026-03-06");

        assertThat(EvaluationWindows.finished(day, List.of(day.minusDays(56), day.minusDays(28), day)))
                .isEmpty();
        assertThat(EvaluationWindows.finished(day, List.of(day))).isEmpty();
    }

    @Test
    void windows_withoutANightAtTheirEnd_doNotCount() {
        LocalDate day = LocalDate.parse("2026-03-06");
        List<LocalDate> weeklyWithAGap = IntStream.range(0, 13)
                .filter(week -> week != 3)
                .mapToObj(day::minusWeeks)
                .toList();

        List<EvaluationWindows.Window> windows = EvaluationWindows.finished(day, weeklyWithAGap);

        assertThat(windows.stream().map(EvaluationWindows.Window::start)).doesNotContain(day.minusWeeks(7));
        assertThat(windows.stream().map(EvaluationWindows.Window::start))
                .contains(day.minusWeeks(6), day.minusWeeks(8));
    }

    @Test
    void ledger_takesAKindOfClaimOnceADay() {
        Dataset<Row> ledger = TestRows.table(Tables.PREDICTIONS, """
                prediction_id | made_on    | due_on     | kind           | subject_key
                p             | 2026-01-01 | 2026-01-29 | cluster_growth | c-9
                """);

        assertThat(Claims.notMadeBefore(ledger, clusterClaims()).collectAsList())
                .isEmpty();
        assertThat(Claims.notMadeBefore(ledger, languageClaims()).collectAsList())
                .hasSize(1);
    }

    @ParameterizedTest(name = "a claim made {0} days before leaves {1}")
    @CsvSource({"1, 0", "27, 0", "28, 1", "60, 1", "-3, 1"})
    void ledger_takesNoSecondClaimWhileOneRuns(int daysBefore, int left) {
        LocalDate made = MADE.minusDays(daysBefore);
        Dataset<Row> ledger = TestRows.table(Tables.PREDICTIONS, """
                prediction_id | made_on | due_on | kind           | subject_key
                p             | %s      | %s     | cluster_growth | c-1
                """.formatted(made, made.plusDays(28)));

        assertThat(Claims.notRunning(ledger, clusterClaims()).collectAsList()).hasSize(left);
    }

    private static Dataset<Row> clusterClaims() {
        List<Map<String, @Nullable Object>> members = new ArrayList<>();
        List<Map<String, @Nullable Object>> signals = new ArrayList<>();
        for (int i = 0; i < 14; i++) {
            String cluster = i < 6 ? "c-1" : i < 10 ? "c-small" : "c-quiet";
            members.add(row(Table.DAY, MADE, "repo_key", "r" + i, "cluster_id", cluster));
            Map<String, @Nullable Object> signal = signal(MADE, "r" + i, "Go", "watched");
            signal.put("velocity_28d", 1.0);
            signal.put("is_level_shift", i == 5);
            signals.add(signal);
        }
        for (int i = 20; i < 30; i++) {
            members.add(row(Table.DAY, MADE, "repo_key", "r" + i, "cluster_id", "c-large"));
            Map<String, @Nullable Object> signal = signal(MADE, "r" + i, "Go", "watched");
            signal.put("velocity_28d", 9.0);
            signals.add(signal);
        }
        Dataset<Row> clusters = TestRows.table(Tables.CLUSTERS, MADE, """
                cluster_id | label        | is_forming | forming_rank
                c-1        | agent memory | true       | 1
                c-small    | too few      | true       | 2
                c-large    | not forming  | false      | null
                """);
        Dataset<Row> experience = TestRows.table("""
                group string | base_repos bigint | base_rate double | probability double
                forming      | 50                | 0.3              | 0.4
                """);
        return ClusterClaims.made(
                        ClusterClaims.candidates(
                                clusters,
                                TestRows.of(Tables.CLUSTER_MEMBERS, members),
                                TestRows.of(Tables.REPO_SIGNALS, signals)),
                        experience)
                .to(Tables.PREDICTIONS.nullableSchema());
    }

    private static Dataset<Row> languageClaims() {
        Dataset<Row> signals = TestRows.table(Tables.REPO_SIGNALS, MADE, """
                repo_key | full_name | language | stars | tier
                old      | o/old     | Rust     | 1000  | surfacing
                oldgo    | o/oldgo   | Go       | 1000  | surfacing
                tracked  | o/tracked | Rust     | 1000  | tracked
                watched  | o/watched | C        | 1000  | watched
                """);
        Dataset<Row> experience = TestRows.table("""
                group string | base_repos bigint | base_rate double | probability double
                Rust         | 12                | 0.3              | 0.5
                """);
        return LanguageClaims.made(LanguageClaims.candidates(signals), experience)
                .to(Tables.PREDICTIONS.nullableSchema());
    }

    private static Map<String, @Nullable Object> signal(LocalDate day, String key, String language, String tier) {
        return TestRows.rows(Tables.REPO_SIGNALS, day, """
                repo_key | full_name | language | stars | tier
                %s       | o/%s      | %s       | 1000  | %s
                """.formatted(key, key, language, tier))
                .get(0);
    }

    private static List<String> strings(Dataset<Row> rows, String column) {
        return rows.select(column).collectAsList().stream()
                .map(row -> row.getString(0))
                .toList();
    }
}
