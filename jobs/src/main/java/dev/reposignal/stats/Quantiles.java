package dev.reposignal.stats;

import java.util.Arrays;

/** Quantiles, linear between neighbours: type 7 of Hyndman and Fan (1996), the default of NumPy and R. */
public final class Quantiles {
    private Quantiles() {}

    /**
     * The value that a share of the values lies below.
     *
     * @param values in any order, none NaN
     * @param share 0 to 1
     * @return NaN of no values
     */
    public static double quantile(double[] values, double share) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return ofSorted(sorted, share);
    }

    /** The same of rising values. */
    public static double ofSorted(double[] sorted, double share) {
        if (!(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException("A share is 0 to 1, not " + share);
        }
        if (sorted.length == 0) {
            return Double.NaN;
        }
        double index = share * (sorted.length - 1);
        int below = (int) Math.floor(index);
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (index - below) * (sorted[above] - sorted[below]);
    }

    /** The median of rising values; NaN of none. */
    public static double medianOfSorted(double[] sorted) {
        int size = sorted.length;
        return size == 0 ? Double.NaN : (sorted[(size - 1) / 2] + sorted[size / 2]) / 2;
    }
}
