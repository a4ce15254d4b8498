package dev.reposignal.chart;

import dev.reposignal.text.NumberFormats;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleUnaryOperator;

/**
 * Values to coordinates along one axis.
 *
 * @param transform applied to values before they are spaced evenly
 * @param first the value at {@code from}, transformed
 * @param last the value at {@code to}, transformed
 */
record AxisScale(DoubleUnaryOperator transform, double first, double last, double from, double to) {
    private static final double[] STEPS = {0.01, 0.02, 0.05, 0.1, 0.2, 0.25};

    /** Even steps for even differences. */
    static AxisScale linear(double first, double last, double from, double to) {
        return new AxisScale(DoubleUnaryOperator.identity(), first, last, from, to);
    }

    /** Even steps for even ratios; values are positive. */
    static AxisScale logarithmic(double first, double last, double from, double to) {
        return new AxisScale(Math::log10, Math.log10(first), Math.log10(last), from, to);
    }

    /** Even steps for days. */
    static AxisScale days(LocalDate first, LocalDate last, double from, double to) {
        return linear((double) first.toEpochDay(), (double) last.toEpochDay(), from, to);
    }

    double at(LocalDate day) {
        return at((double) day.toEpochDay());
    }

    double at(double value) {
        double span = last - first;
        double share = span == 0 ? 0.5 : (transform.applyAsDouble(value) - first) / span;
        return from + share * (to - from);
    }

    /** The powers of ten that the scale holds; of a logarithmic one. */
    List<Double> powersOfTen() {
        List<Double> powers = new ArrayList<>();
        for (int power = (int) Math.ceil(first - 1e-9); power <= last + 1e-9; power++) {
            powers.add(Math.pow(10, power));
        }
        return powers;
    }

    /** The end of an axis of shares that holds the highest one, a whole number of steps from 0. */
    static double shareEnd(double highest, int mostSteps) {
        double step = shareStep(highest, mostSteps);
        return Math.min(1, Math.max(1, Math.ceil(highest / step - 1e-9)) * step);
    }

    /** The smallest round step that divides the shares up to the highest into at most so many. */
    static double shareStep(double highest, int mostSteps) {
        for (double step : STEPS) {
            if (highest / step <= mostSteps + 1e-9) {
                return step;
            }
        }
        return STEPS[STEPS.length - 1];
    }

    /** The next of 1, 2, 5, 10, 20, ... from the least step on. */
    static double roundStep(double least) {
        double power = Math.pow(10, Math.floor(Math.log10(Math.max(1, least))));
        for (double factor : new double[] {1, 2, 5}) {
            if (factor * power >= least) {
                return factor * power;
            }
        }
        return 10 * power;
    }

    /** A coordinate as templates print it, to a tenth of a unit. */
    static String shown(double coordinate) {
        return String.format(Locale.ROOT, "%.1f", coordinate);
    }

    /** 25% */
    static ChartLabel percent(double share) {
        return ChartLabel.scale(NumberFormats.percent(share));
    }

    /** 0.1, 10, 1k, 100k */
    static ChartLabel power(double value) {
        if (value >= 1e6) {
            return ChartLabel.scale(NumberFormats.count(value / 1e6) + "M");
        }
        if (value >= 1e3) {
            return ChartLabel.scale(NumberFormats.count(value / 1e3) + "k");
        }
        return ChartLabel.scale(Svg.number(value));
    }
}
