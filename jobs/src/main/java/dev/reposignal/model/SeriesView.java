package dev.reposignal.model;

import dev.reposignal.config.Settings;
import dev.reposignal.ledger.Breakouts;
import dev.reposignal.signal.LookbackWindow;
import dev.reposignal.stats.Quantiles;
import java.util.Arrays;

/**
 * What is known of a repository on one day: the {@value #RECENT_DAYS} days before it, and of the year before every
 * {@value #STEP_DAYS}th day. A night reads no more than that, so nothing more is learned from.
 *
 * <p>Between two observations the count is taken to rise evenly, so that a gap is neither a pause nor a burst.
 */
final class SeriesView {
    /** Days before the day of which every observation counts. */
    static final int RECENT_DAYS = 90;

    /** Distance of the days that represent the year before. */
    static final int STEP_DAYS = 14;

    /** Days before the day that anything is known of. */
    static final int LONGEST_DAYS = 26 * STEP_DAYS;

    private static final int MONTH = LookbackWindow.MONTH.days();

    private final Settings.Predict settings;
    private final RepositorySeries series;
    private final int day;
    private final int place;
    private final double gainBefore;
    private final long requiredGain;
    /** Stars on the day and each of the recent days before it. */
    private final double[] levels = new double[RECENT_DAYS + 1];
    /** Stars every {@link #STEP_DAYS} days. */
    private final double[] steps = new double[LONGEST_DAYS / STEP_DAYS + 1];

    private final int firstDay;
    private final int previousDay;
    private final int observedInMonth;

    private final double[] gains = new double[RECENT_DAYS];

    /**
     * The view of a day on which the repository was observed.
     *
     * @param settings what makes a break-out
     * @param gainBefore stars gained in the 28 days before, as {@code stars_gained_28d}
     */
    SeriesView(Settings.Predict settings, RepositorySeries series, int day, long gainBefore) {
        this.settings = settings;
        this.series = series;
        this.day = day;
        this.place = series.place(day);
        this.gainBefore = gainBefore;
        this.requiredGain = Breakouts.requiredGain(settings, gainBefore, Math.round(series.stars(place)));
        Arrays.fill(levels, Double.NaN);
        Arrays.fill(steps, Double.NaN);

        int later = place;
        int earliest = place;
        int previous = -1;
        int inMonth = 0;
        setLevels(place, place);
        for (int i = place; i >= 0 && day - series.day(i) <= LONGEST_DAYS; i--) {
            if (!isKnown(day - series.day(i))) {
                continue;
            }
            if (i < place && previous < 0) {
                previous = i;
            }
            if (day - series.day(i) < MONTH) {
                inMonth++;
            }
            setLevels(i, later);
            later = i;
            earliest = i;
        }
        firstDay = series.day(earliest);
        previousDay = previous < 0 ? day - MONTH : series.day(previous);
        observedInMonth = inMonth;
        for (int back = 0; back < RECENT_DAYS; back++) {
            gains[back] = levels[back] - levels[back + 1];
        }
    }

    /** Whether a night reads an observation so many days old. */
    static boolean isKnown(int daysBefore) {
        return daysBefore <= RECENT_DAYS || (daysBefore <= LONGEST_DAYS && daysBefore % STEP_DAYS == 0);
    }

    /** Sets the levels from one observation up to the next known one, evenly rising. */
    private void setLevels(int from, int to) {
        int span = series.day(to) - series.day(from);
        for (int at = series.day(from); at <= series.day(to); at++) {
            double share = span == 0 ? 0 : (at - series.day(from)) / (double) span;
            double level = series.stars(from) + share * (series.stars(to) - series.stars(from));
            int back = day - at;
            if (back <= RECENT_DAYS) {
                levels[back] = level;
            }
            if (back % STEP_DAYS == 0) {
                steps[back / STEP_DAYS] = level;
            }
        }
    }

    private double[] sorted(int from, int to) {
        double[] known = new double[to - from];
        int count = 0;
        for (int back = from; back < to; back++) {
            if (!Double.isNaN(gains[back])) {
                known[count++] = gains[back];
            }
        }
        double[] sorted = Arrays.copyOf(known, count);
        Arrays.sort(sorted);
        return sorted;
    }

    int day() {
        return day;
    }

    double stars() {
        return series.stars(place);
    }

    double gainBefore() {
        return gainBefore;
    }

    /** The stars that make a break-out after the day. */
    long requiredGain() {
        return requiredGain;
    }

    /** Whether a gain of 28 days is a break-out after the 28 days before it; false where one of them is unknown. */
    boolean isBreakout(double gain, double before, double stars) {
        return Breakouts.isBreakout(settings, gain, before, stars);
    }

    /** How near its best pace of 1, 3 and 7 days, kept up for the whole horizon, comes to a break-out; 1 gets there. */
    double nearness() {
        double best = 0;
        for (int days : new int[] {1, 3, 7}) {
            double gain = gained(days) / days;
            best = gain > best ? gain : best;
        }
        return best * Breakouts.HORIZON_DAYS / requiredGain;
    }

    int historyDays() {
        return day - firstDay;
    }

    int daysSincePrevious() {
        return day - previousDay;
    }

    int observedInMonth() {
        return observedInMonth;
    }

    /** Stars gained in the last days, at most {@link #RECENT_DAYS}; NaN where the history is shorter. */
    double gained(int days) {
        return gainedBetween(0, days);
    }

    /** Stars gained from so many days before up to so many days before. */
    double gainedBetween(int toDaysBefore, int fromDaysBefore) {
        return levels[toDaysBefore] - levels[fromDaysBefore];
    }

    /** Stars gained on the day so many days before; NaN where it is not known. */
    double gainOf(int daysBefore) {
        return gains[daysBefore];
    }

    /** The stars of each step of the year: the day itself, {@link #STEP_DAYS} days before, and so on. */
    double step(int number) {
        return steps[number];
    }

    int stepCount() {
        return steps.length;
    }

    /** Gains of the days of the last four weeks, rising. */
    double[] month() {
        return sorted(0, MONTH);
    }

    /** The median gain of the last four weeks' days. */
    double medianOfMonth() {
        return Quantiles.medianOfSorted(sorted(0, MONTH));
    }

    /** The median gain of the four weeks' days that ended the day before. */
    double medianBefore() {
        return Quantiles.medianOfSorted(sorted(1, MONTH + 1));
    }

    double medianOf(int days) {
        return Quantiles.medianOfSorted(sorted(0, days));
    }

    double largestOf(int days) {
        double[] sorted = sorted(0, days);
        return sorted.length == 0 ? Double.NaN : sorted[sorted.length - 1];
    }

    /** How many days before the largest, or smallest, gain of the last four weeks was; the latest of equals. */
    int daysSince(boolean largest) {
        int best = 0;
        for (int back = 1; back < MONTH; back++) {
            double gain = gains[back];
            if (!Double.isNaN(gain) && (largest ? gain > gains[best] : gain < gains[best])) {
                best = back;
            }
        }
        return best;
    }

    /** Exponentially weighted gain a day; the half-life in days. */
    double weightedGain(int halfLife) {
        double sum = 0;
        double weights = 0;
        for (int back = 0; back < RECENT_DAYS && !Double.isNaN(gains[back]); back++) {
            double weight = Math.pow(0.5, back / (double) halfLife);
            sum += weight * gains[back];
            weights += weight;
        }
        return weights == 0 ? Double.NaN : sum / weights;
    }

    double forks() {
        return series.forks(place);
    }

    double issues() {
        return series.issues(place);
    }

    double daysSincePush() {
        return day - series.pushed(place);
    }

    /** Forks gained since the reference of a window; NaN if either day lacks them. */
    double forksGained(LookbackWindow window) {
        int before = series.reference(day, window);
        return before < 0 ? Double.NaN : series.forks(place) - series.forks(before);
    }

    /** Open issues gained since the reference of a window; NaN if either day lacks them. */
    double issuesGained(LookbackWindow window) {
        int before = series.reference(day, window);
        return before < 0 ? Double.NaN : series.issues(place) - series.issues(before);
    }
}
