package dev.reposignal.sample;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;

/** How many stars a day a repository can expect, by day. */
@FunctionalInterface
interface Growth {
    double starsPerDay(LocalDate day);

    static Growth steady(double rate) {
        return day -> rate;
    }

    /** Quiet, then loud at once, then half as loud every {@code halfLife} days. */
    static Growth sudden(double rate, LocalDate start, double peak, double halfLife) {
        return day -> {
            long age = ChronoUnit.DAYS.between(start, day);
            return age < 0 ? rate : rate + peak * StrictMath.pow(0.5, age / halfLife);
        };
    }

    /** Doubles every {@code doublingDays} days from the start on, up to a limit. */
    static Growth build(double rate, LocalDate start, double doublingDays, double limit) {
        return day -> {
            long age = ChronoUnit.DAYS.between(start, day);
            return age < 0 ? rate : Math.min(limit, rate * StrictMath.pow(2, age / doublingDays));
        };
    }

    /** A new, higher level from one day on. */
    static Growth step(double rate, LocalDate start, double level) {
        return day -> day.isBefore(start) ? rate : level;
    }

    /** One loud day and nothing left of it. */
    static Growth spike(double rate, LocalDate loud, double size) {
        return day -> day.equals(loud) ? rate + size : rate;
    }

    /** Stands still from one day on, losses included. */
    static Growth stopped(double rate, LocalDate from) {
        return day -> day.isBefore(from) ? rate : Double.NaN;
    }
}
