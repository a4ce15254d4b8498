package dev.reposignal.stats;

import java.util.Arrays;

/** A figure of the sample and of every resample; NaN where it is not defined. */
public final class BootstrapEstimate {
    /** Nothing could be measured. */
    public static final BootstrapEstimate NONE = new BootstrapEstimate(Double.NaN, new double[0]);

    private static final double TAIL = 0.025;

    private final double value;
    private final double[] resampled;

    public BootstrapEstimate(double value, double[] resampled) {
        this.value = value;
        this.resampled = resampled.clone();
    }

    public double value() {
        return value;
    }

    /** How many times another figure this one is, resample by resample: both are of the same resamples. */
    public BootstrapEstimate over(BootstrapEstimate other) {
        double[] ratios = new double[Math.min(resampled.length, other.resampled.length)];
        Arrays.setAll(ratios, i -> resampled[i] / other.resampled[i]);
        return new BootstrapEstimate(value / other.value, ratios);
    }

    /**
     * The 95 % percentile bootstrap interval (Efron and Tibshirani 1993, chapter 13); none where more than half of the
     * resamples leave the figure undefined.
     */
    public Interval interval() {
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
    public record Interval(double low, double high) {
        public static final Interval NONE = new Interval(Double.NaN, Double.NaN);
    }
}
