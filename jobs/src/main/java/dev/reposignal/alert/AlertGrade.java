package dev.reposignal.alert;

import dev.reposignal.ledger.Breakouts;
import dev.reposignal.table.Outcome;
import dev.reposignal.text.NumberFormats;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What became of an alert.
 *
 * @param observedValue the number that decided; null where there is none
 * @param evidence the observation as a sentence
 */
public record AlertGrade(
        String alertId, Outcome outcome, @Nullable Double observedValue, String evidence) {
    /**
     * What is known of the subject of an alert when it is graded.
     *
     * @param observedOn first day 28 to 34 days after the alert on which the repository was observed; null without one
     * @param stars its stars on that day
     * @param weekVelocity stars a day of the subject of a trend, or of a forming cluster, in the week before the first published night in those days
     * @param claimOutcome outcome of a prediction as the ledger has it now
     * @param hasData whether the days without data have data now
     */
    public record Seen(
            @Nullable LocalDate observedOn,
            @Nullable Long stars,
            @Nullable Double weekVelocity,
            @Nullable String claimOutcome,
            boolean hasData) {}

    /** The grade of an alert on a day; empty where it cannot be graded yet. */
    public static Optional<AlertGrade> of(Alert alert, LocalDate today, Seen seen) {
        return switch (alert.rule()) {
            case FIRST_SEEN, SURFACED, PROBABILITY, BURST -> ofGain(alert, today, seen, true);
            case LEFT_BOARD -> ofGain(alert, today, seen, false);
            case MILESTONE -> ofStars(alert, today, seen, true);
            case PURGE_LOSS -> ofStars(alert, today, seen, false);
            case TREND, FORMING -> ofTrend(alert, today, seen);
            case CLAIM_DECIDED ->
                Optional.of(graded(
                        alert,
                        seen.claimOutcome() != null
                                && alert.title().startsWith("Prediction decided, %s:".formatted(seen.claimOutcome())),
                        null,
                        seen.claimOutcome() == null
                                ? "The ledger has no outcome of the prediction any more."
                                : "The ledger says %s.".formatted(seen.claimOutcome())));
            case NO_DATA ->
                Optional.of(graded(
                        alert,
                        !seen.hasData(),
                        null,
                        seen.hasData() ? "The days were delivered later." : "The days have no data to this day."));
        };
    }

    private static Optional<AlertGrade> ofGain(Alert alert, LocalDate today, Seen seen, boolean isBreakoutMeant) {
        if (seen.observedOn() == null
                || seen.stars() == null
                || alert.stars() == null
                || alert.requiredValue() == null) {
            return unobserved(alert, today);
        }
        long days = ChronoUnit.DAYS.between(alert.raisedOn(), seen.observedOn());
        double gain = (double) (seen.stars() - alert.stars()) * Breakouts.HORIZON_DAYS / days;
        boolean isBreakout = gain >= alert.requiredValue();
        return Optional.of(graded(
                alert,
                isBreakout == isBreakoutMeant,
                gain,
                "It gained %s stars in 28 days, up to %s; a break-out takes %s."
                        .formatted(
                                NumberFormats.signedCount(Math.round(gain)),
                                seen.observedOn(),
                                NumberFormats.count(alert.requiredValue()))));
    }

    private static Optional<AlertGrade> ofStars(Alert alert, LocalDate today, Seen seen, boolean isAtLeastMeant) {
        if (seen.stars() == null || alert.requiredValue() == null) {
            return unobserved(alert, today);
        }
        boolean isAtLeast = seen.stars() >= alert.requiredValue();
        return Optional.of(graded(
                alert,
                isAtLeast == isAtLeastMeant,
                (double) seen.stars(),
                "It has %s on %s; the bound is %s."
                        .formatted(
                                NumberFormats.counted(seen.stars(), "star", "stars"),
                                seen.observedOn(),
                                NumberFormats.count(alert.requiredValue()))));
    }

    private static Optional<AlertGrade> ofTrend(Alert alert, LocalDate today, Seen seen) {
        if (seen.weekVelocity() == null || alert.requiredValue() == null) {
            return unobserved(alert, today);
        }
        return Optional.of(graded(
                alert,
                seen.weekVelocity() > alert.requiredValue(),
                seen.weekVelocity(),
                "Its members gain %s stars a day; before the alert it were %s."
                        .formatted(
                                NumberFormats.rate(seen.weekVelocity()), NumberFormats.rate(alert.requiredValue()))));
    }

    private static Optional<AlertGrade> unobserved(Alert alert, LocalDate today) {
        return today.isBefore(alert.raisedOn().plusDays(Breakouts.LAST_OBSERVATION_DAYS))
                ? Optional.empty()
                : Optional.of(new AlertGrade(
                        alert.alertId(),
                        Outcome.UNOBSERVABLE,
                        null,
                        "There is no observation 28 to 34 days after the alert."));
    }

    private static AlertGrade graded(Alert alert, boolean isHit, @Nullable Double value, String evidence) {
        return new AlertGrade(alert.alertId(), isHit ? Outcome.HIT : Outcome.MISS, value, evidence);
    }
}
