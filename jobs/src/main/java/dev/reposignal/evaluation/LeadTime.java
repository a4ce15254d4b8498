package dev.reposignal.evaluation;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How early one kind of board was.
 *
 * @param method as in {@code early_boards}
 * @param cases first appearances that could have been seen before
 * @param observed cases that the feed held on a day of the 60 before: the others no board could name
 * @param caught cases that a board had named before
 * @param daysAhead days ahead of the caught ones, rising
 * @param listed distinct repositories on all boards: a list that names everybody catches everybody
 * @param boards days with a board
 */
public record LeadTime(
        String method, long cases, long observed, long caught, List<Integer> daysAhead, long listed, long boards) {
    private static final double NORMAL_975 = 1.959964;

    public LeadTime {
        daysAhead = daysAhead.stream().sorted().toList();
    }

    /** Share of the cases that were caught, 0 to 1; null without cases. */
    public @Nullable Double share() {
        return cases == 0 ? null : (double) caught / cases;
    }

    /** The 95 % interval of {@link #share} by Wilson (1927): low and high; empty without cases. */
    public double[] interval() {
        if (cases == 0) {
            return new double[0];
        }
        double share = (double) caught / cases;
        double squared = NORMAL_975 * NORMAL_975;
        double middle = (share + squared / (2 * cases)) / (1 + squared / cases);
        double half = NORMAL_975
                / (1 + squared / cases)
                * Math.sqrt(share * (1 - share) / cases + squared / (4.0 * cases * cases));
        return new double[] {middle - half, middle + half};
    }

    /** The median of the days ahead, of the caught ones; null where none is. */
    public @Nullable Double medianDaysAhead() {
        if (daysAhead.isEmpty()) {
            return null;
        }
        int[] days = daysAhead.stream().mapToInt(Integer::intValue).toArray();
        return (days[(days.length - 1) / 2] + days[days.length / 2]) / 2.0;
    }

    /** Days ahead that so large a share of the caught ones fall short of; null where none is caught. */
    public @Nullable Integer quantile(double share) {
        int[] days = daysAhead.stream().mapToInt(Integer::intValue).toArray();
        Arrays.sort(days);
        return days.length == 0 ? null : days[Math.min(days.length - 1, (int) (share * days.length))];
    }
}
