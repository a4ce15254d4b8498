package dev.reposignal.alert;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reposignal.table.AlertRule;
import dev.reposignal.table.Outcome;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What each rule is graded by. */
class AlertGradeTest {
    private static final LocalDate RAISED = LocalDate.of(2026, 2, 1);
    private static final LocalDate DUE = RAISED.plusDays(28);
    private static final LocalDate LAST = RAISED.plusDays(34);
    private static final AlertGrade.Seen NOTHING = new AlertGrade.Seen(null, null, null, null, false);

    @ParameterizedTest
    @EnumSource(names = {"FIRST_SEEN", "SURFACED", "PROBABILITY", "BURST"})
    void rulesThatPointForward_areHitByABreakout(AlertRule rule) {
        assertThat(outcome(alert(rule, 1_000L, 500.0), DUE, stars(DUE, 1_500))).isEqualTo(Outcome.HIT);
        assertThat(outcome(alert(rule, 1_000L, 500.0), DUE, stars(DUE, 1_499))).isEqualTo(Outcome.MISS);
        // 34 days are more than the 28 that the bound is for.
        assertThat(outcome(alert(rule, 1_000L, 500.0), LAST, stars(LAST, 1_600)))
                .isEqualTo(Outcome.MISS);
        assertThat(outcome(alert(rule, 1_000L, 500.0), LAST, stars(LAST, 1_608)))
                .isEqualTo(Outcome.HIT);
    }

    @Test
    void leftBoard_isHitWithoutABreakout() {
        assertThat(outcome(alert(AlertRule.LEFT_BOARD, 1_000L, 500.0), DUE, stars(DUE, 1_499)))
                .isEqualTo(Outcome.HIT);
        assertThat(outcome(alert(AlertRule.LEFT_BOARD, 1_000L, 500.0), DUE, stars(DUE, 1_500)))
                .isEqualTo(Outcome.MISS);
    }

    @Test
    void milestoneAndPurgeLoss_areGradedByTheStarsThatStayed() {
        assertThat(outcome(alert(AlertRule.MILESTONE, 1_010L, 1_000.0), DUE, stars(DUE, 1_000)))
                .isEqualTo(Outcome.HIT);
        assertThat(outcome(alert(AlertRule.MILESTONE, 1_010L, 1_000.0), DUE, stars(DUE, 999)))
                .isEqualTo(Outcome.MISS);
        assertThat(outcome(alert(AlertRule.PURGE_LOSS, 900L, 1_000.0), DUE, stars(DUE, 999)))
                .isEqualTo(Outcome.HIT);
        assertThat(outcome(alert(AlertRule.PURGE_LOSS, 900L, 1_000.0), DUE, stars(DUE, 1_000)))
                .isEqualTo(Outcome.MISS);
    }

    @ParameterizedTest
    @EnumSource(names = {"TREND", "FORMING"})
    void trendAndForming_areHitByALaterWeekAboveTheTimeBefore(AlertRule rule) {
        assertThat(outcome(alert(rule, null, 80.0), DUE, week(80.1))).isEqualTo(Outcome.HIT);
        assertThat(outcome(alert(rule, null, 80.0), DUE, week(80.0))).isEqualTo(Outcome.MISS);
    }

    @Test
    void decidedClaim_isHitWhileTheLedgerSaysSo() {
        Alert alert = new Alert(
                RAISED,
                AlertRule.CLAIM_DECIDED,
                "repository",
                "id:1",
                "a/b",
                "p1",
                "Prediction decided, hit: it grew",
                0.5,
                "0-1",
                null,
                null,
                List.of());

        assertThat(outcome(alert, DUE, new AlertGrade.Seen(null, null, null, "hit", false)))
                .isEqualTo(Outcome.HIT);
        assertThat(outcome(alert, DUE, new AlertGrade.Seen(null, null, null, "miss", false)))
                .isEqualTo(Outcome.MISS);
        assertThat(outcome(alert, DUE, NOTHING)).isEqualTo(Outcome.MISS);
    }

    @Test
    void missingData_isHitWhileTheDaysAreEmpty() {
        assertThat(outcome(alert(AlertRule.NO_DATA, null, null), DUE, NOTHING)).isEqualTo(Outcome.HIT);
        assertThat(outcome(
                        alert(AlertRule.NO_DATA, null, null), DUE, new AlertGrade.Seen(null, null, null, null, true)))
                .isEqualTo(Outcome.MISS);
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"CLAIM_DECIDED", "NO_DATA"})
    void whatIsNotObserved_waitsAndIsUnobservableInTheEnd(AlertRule rule) {
        Alert alert = alert(rule, 1_000L, 500.0);

        assertThat(AlertGrade.of(alert, LAST.minusDays(1), NOTHING)).isEmpty();
        assertThat(outcome(alert, LAST, NOTHING)).isEqualTo(Outcome.UNOBSERVABLE);
    }

    private static Outcome outcome(Alert alert, LocalDate today, AlertGrade.Seen seen) {
        Optional<AlertGrade> grade = AlertGrade.of(alert, today, seen);
        assertThat(grade.orElseThrow().evidence()).endsWith(".");
        return grade.orElseThrow().outcome();
    }

    private static AlertGrade.Seen stars(LocalDate day, long stars) {
        return new AlertGrade.Seen(day, stars, null, null, false);
    }

    private static AlertGrade.Seen week(double velocity) {
        return new AlertGrade.Seen(null, null, velocity, null, false);
    }

    private static Alert alert(AlertRule rule, @Nullable Long stars, @Nullable Double required) {
        return new Alert(
                RAISED,
                rule,
                "repository",
                "id:1",
                "a/b",
                "o",
                "a/b did something",
                1.0,
                "",
                stars,
                required,
                List.of());
    }
}
