package dev.reposignal.insight;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One week of a subject against all other repositories.
 *
 * @param weekVelocity stars a day in the week
 * @param beforeVelocity stars a day in the weeks before it
 * @param growth of the week over the weeks before; null where nothing, or a loss, came before
 * @param restGrowth the same of all other repositories
 * @param growthOverRest what the subject grew more than they
 * @param moved members that rise or fall
 * @param step the balance of its rising and falling members, less that of all others; null where nothing moves
 */
record TrendWeek(
        double weekVelocity,
        double beforeVelocity,
        @Nullable Double growth,
        @Nullable Double restGrowth,
        @Nullable Double growthOverRest,
        long moved,
        @Nullable Double step) {

    /** A week of a subject; null where none of its members was counted. */
    static @Nullable TrendWeek of(TrendCounts counts, TrendSubject subject, int number) {
        TrendCounts.Tally own = subject.week(number);
        if (own == null) {
            return null;
        }
        TrendCounts.Tally all = counts.all(number);
        int weekDays = counts.weeks().get(number).weekDays();
        int beforeDays = counts.weeks().get(number).beforeDays();
        double week = (double) own.weekStars / weekDays;
        double before = (double) own.beforeStars / beforeDays;
        Double growth = TrendSubject.growth(week, before);
        Double restGrowth = TrendSubject.growth(
                (double) (all.weekStars - own.weekStars) / weekDays,
                (double) (all.beforeStars - own.beforeStars) / beforeDays);
        Double balance = balance(own.rising, own.falling);
        Double restBalance = balance(all.rising - own.rising, all.falling - own.falling);
        return new TrendWeek(
                week,
                before,
                growth,
                restGrowth,
                growth == null || restGrowth == null || restGrowth == -1
                        ? null
                        : Double.valueOf((growth + 1) / (restGrowth + 1) - 1),
                own.rising + own.falling,
                balance == null || restBalance == null ? null : Double.valueOf(balance - restBalance));
    }

    /** Those that rise less those that fall, by both; null where nothing moves. */
    private static @Nullable Double balance(long rising, long falling) {
        return rising + falling == 0 ? null : Double.valueOf((double) (rising - falling) / (rising + falling));
    }

    double knownStep() {
        return Objects.requireNonNull(step);
    }
}
