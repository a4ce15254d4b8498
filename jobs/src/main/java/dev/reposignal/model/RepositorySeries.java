package dev.reposignal.model;

import dev.reposignal.signal.LookbackWindow;
import java.util.Arrays;

/**
 * Every observation of one repository, in the order of the days; counts that a feed lacks are NaN.
 *
 * <p>Days are numbers since 1970-01-01. What happened after a day is asked for by {@link #futureGain} alone; features see a
 * {@link SeriesView}, which ends on its day.
 */
final class RepositorySeries {
    private final int[] days;
    private final double[] stars;
    private final double[] forks;
    private final double[] issues;
    private final double[] pushed;

    /**
     * Makes a series.
     *
     * @param days rising
     * @param pushed day number of the last push
     */
    RepositorySeries(int[] days, double[] stars, double[] forks, double[] issues, double[] pushed) {
        this.days = days.clone();
        this.stars = stars.clone();
        this.forks = forks.clone();
        this.issues = issues.clone();
        this.pushed = pushed.clone();
    }

    int size() {
        return days.length;
    }

    int day(int place) {
        return days[place];
    }

    double stars(int place) {
        return stars[place];
    }

    double forks(int place) {
        return forks[place];
    }

    double issues(int place) {
        return issues[place];
    }

    double pushed(int place) {
        return pushed[place];
    }

    /** The place of a day's observation, negative where there is none. */
    int place(int day) {
        return Arrays.binarySearch(days, day);
    }

    /** The index of the reference of a window back from a day, as {@code stars_gained} is measured; -1 without one. */
    int reference(int day, LookbackWindow window) {
        int place = place(day - window.days());
        int latest = place >= 0 ? place : -place - 2;
        return latest >= 0 && days[latest] >= day - window.longestDays() ? latest : -1;
    }

    /**
     * Stars gained from a day until the first observation at least and at most so many days later, scaled to the least;
     * NaN where there is none.
     */
    double futureGain(int day, int least, int most) {
        int from = place(day);
        int later = place(day + least);
        int first = later >= 0 ? later : -later - 1;
        if (from < 0 || first >= days.length || days[first] > day + most) {
            return Double.NaN;
        }
        return (stars[first] - stars[from]) * least / (days[first] - day);
    }
}
