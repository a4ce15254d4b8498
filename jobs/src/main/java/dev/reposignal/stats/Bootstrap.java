package dev.reposignal.stats;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * The bootstrap of Efron and Tibshirani (1993): units drawn with replacement, as many as there are; how often each was
 * drawn, per resample.
 *
 * <p>The unit is what is independent of the others: a whole repository with all its dates, because the rows of one
 * repository on different dates are much alike and drawing single rows would make every interval too narrow.
 */
public final class Bootstrap {
    /** How often each unit counts in the sample itself: once. */
    private final byte[] once;

    private final byte[][] draws;

    private Bootstrap(byte[] once, byte[][] draws) {
        this.once = once;
        this.draws = draws;
    }

    /** The resamples of so many units; the same seed gives the same. */
    public static Bootstrap drawn(int units, int resamples, long seed) {
        byte[] once = new byte[units];
        Arrays.fill(once, (byte) 1);
        byte[][] draws = new byte[resamples][];
        SplittableRandom seeds = new SplittableRandom(seed);
        for (int resample = 0; resample < resamples; resample++) {
            draws[resample] = draw(units, seeds.split());
        }
        return new Bootstrap(once, draws);
    }

    private static byte[] draw(int units, SplittableRandom random) {
        byte[] counts = new byte[units];
        for (int i = 0; i < units; i++) {
            counts[random.nextInt(units)]++;
        }
        return counts;
    }

    /**
     * Figures of the sample with those of every resample; the same whatever the number of threads.
     *
     * @param count how many figures there are
     * @param measured the figures, given how often each unit counts
     */
    public List<BootstrapEstimate> figures(int count, Function<byte[], double[]> measured) {
        double[] sample = measured.apply(once);
        double[][] resampled = IntStream.range(0, draws.length)
                .parallel()
                .mapToObj(resample -> measured.apply(draws[resample]))
                .toArray(double[][]::new);
        return IntStream.range(0, count)
                .mapToObj(figure -> new BootstrapEstimate(
                        sample[figure],
                        Arrays.stream(resampled)
                                .mapToDouble(values -> values[figure])
                                .toArray()))
                .toList();
    }
}
