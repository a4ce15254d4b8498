package dev.reposignal.stats;

import java.util.List;

/** Plain arithmetic on arrays. */
public final class VectorMath {
    private static final double SMALLEST_LENGTH = 1e-9;

    private VectorMath() {}

    public static double dot(double[] a, double[] b) {
        // Four sums that do not wait for each other: twice as fast where the compiler does not do it.
        double sum0 = 0;
        double sum1 = 0;
        double sum2 = 0;
        double sum3 = 0;
        int i = 0;
        for (; i + 3 < a.length; i += 4) {
            sum0 += a[i] * b[i];
            sum1 += a[i + 1] * b[i + 1];
            sum2 += a[i + 2] * b[i + 2];
            sum3 += a[i + 3] * b[i + 3];
        }
        for (; i < a.length; i++) {
            sum0 += a[i] * b[i];
        }
        return sum0 + sum1 + sum2 + sum3;
    }

    /** The dot product of vectors as tables hold them; of vectors of unit length it is their cosine. */
    public static double dot(List<Float> a, List<Float> b) {
        double sum = 0;
        for (int i = 0; i < a.size(); i++) {
            sum += (double) a.get(i) * b.get(i);
        }
        return sum;
    }

    /** The cosine of the angle between two vectors of equal size, -1 to 1; 0 where one has no length. */
    public static double cosine(double[] a, double[] b) {
        double lengths = Math.sqrt(dot(a, a)) * Math.sqrt(dot(b, b));
        return lengths > SMALLEST_LENGTH ? dot(a, b) / lengths : 0;
    }

    /** Adds factor times the addend to the sum, in place. */
    public static void add(double[] sum, double[] addend, double factor) {
        for (int i = 0; i < sum.length; i++) {
            sum[i] += factor * addend[i];
        }
    }

    /** Scales a vector to length one, in place. Returns false, and changes nothing, where it has no length. */
    public static boolean normalised(double[] vector) {
        double length = Math.sqrt(dot(vector, vector));
        if (!(length > SMALLEST_LENGTH)) {
            return false;
        }
        for (int i = 0; i < vector.length; i++) {
            vector[i] /= length;
        }
        return true;
    }

    /** Turns an axis so that its largest entry is positive: an axis has no direction of its own. */
    static void fixSign(double[] axis) {
        int largest = 0;
        for (int i = 1; i < axis.length; i++) {
            if (Math.abs(axis[i]) > Math.abs(axis[largest])) {
                largest = i;
            }
        }
        if (axis[largest] < 0) {
            for (int i = 0; i < axis.length; i++) {
                axis[i] = -axis[i];
            }
        }
    }
}
