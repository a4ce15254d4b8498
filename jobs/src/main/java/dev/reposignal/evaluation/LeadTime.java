package dev.reposignal.evaluation;

import dev.reposignal.stats.Quantiles;
import dev.reposignal.stats.WilsonInterval;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How early one kind of board was.
 *
 * @param method as in {@code early_boards}
 * @param appeared first appearances with few enough stars, whether the feed had them or not
 * @param seen those that the feed had on a day of the 60 before
 * @param named those that a board of the 60 days before listed
 * @param cases those with 28 days of history, which a board could have listed
 * @param observed cases that the feed held on a day of the 60 before: no board could list the others
 * @param caught cases that a board had listed before
 * @param daysAhead days ahead of the caught ones, rising
 * @param listed distinct repositories on all boards: a board that lists everything catches everything
 * @param boards days with a board
 * @param newNightly mean share of the first names of a board that were not first on the board of the day before; null
 *     without two such boards
 * @param newWeekly the same against the board of seven days before
 */
public record LeadTime(
        String method,
        long appeared,
        long seen,
        long named,
        long cases,
        long observed,
        long caught,
        List<Integer> daysAhead,
        long listed,
        long boards,
        @Nullable Double newNightly,
        @Nullable Double newWeekly) {
    public LeadTime {
        daysAhead = daysAhead.stream().sorted().toList();
    }

    /** Share of the cases that were caught, 0 to 1; null without cases. */
    public @Nullable Double share() {
        return cases == 0 ? null : (double) caught / cases;
    }

    /** The 95% interval of {@link #share}; null without cases. */
    public @Nullable WilsonInterval interval() {
        return cases == 0 ? null : WilsonInterval.of((double) caught / cases, cases);
    }

    /** The median of the days ahead, of the caught ones; null where none is. */
    public @Nullable Double medianDaysAhead() {
        return quantile(0.5);
    }

    /** The quantile of the days ahead, of the caught ones, see {@link Quantiles}; null where none is caught. */
    public @Nullable Double quantile(double share) {
        return daysAhead.isEmpty()
                ? null
                : (Double) Quantiles.ofSorted(
                        daysAhead.stream().mapToDouble(Integer::doubleValue).toArray(), share);
    }
}
