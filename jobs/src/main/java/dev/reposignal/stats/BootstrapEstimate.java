package dev.reposignal.evaluation;

import dev.reposignal.stats.Quantiles;
import java.util.Arrays;

/** A figure of the sample and of every resample; NaN where it is not defined. */
final class BootstrapEstimate {
    /** Nothing could be measured. */
    static final BootstrapEstimate NONE = new BootstrapEstimate(Double.NaN, new double[0]);

    private static final double TAIL = 0.025;

    private final double value;
    private final double[] resampled;

    BootstrapEstimate(double value, double[] resampled) {
        this.value = value;
        this.resampled = resampled.clone();
    }

    double value() {
        return value;
    }

    /** How many times another figure this one is, resample by resample: both saw the same repositories. */
    BootstrapEstimate over(BootstrapEstimate other) {
        double[] ratios = new double[Math.min(resampled.length, other.resampled.length)];
        Arrays.setAll(ratios, i -> resampled[i] / other.resampled[i]);
        return new BootstrapEstimate(value / other.value, ratios);
    }

    /**
     * The 95 % percentile bootstrap interval (Efron and Tibshirani 1993, chapter 13); none where more than half of the
     * resamples leave the figure undefined.
     */
    Interval interval() {
        double[] defined =
                Arrays.stream(resampled).filter(Double::isFinite).sorted().toArray();
        if (defined.length == 0 || 2 * defined.length < resampled.length) {
            return Interval.NONE;
        }
        return new Interval(Quantiles.ofSorted(defined, TAIL), Quantiles.ofSorted(defined, 1 - TAIL));
    }

    /**
     * The ends of an interval.
     *
     * @param low NaN where there is none
     * @param high NaN where there is none
     */
    record Interval(double low, double high) {
        static final Interval NONE = new Interval(Double.NaN, Double.NaN);
    }
}
