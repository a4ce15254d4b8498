package dev.reposignal.evaluation;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Repositories drawn with replacement, as often as there are: how often each was drawn, per resample.
 *
 * <p>Whole repositories are drawn, with all their dates: rows of one repository on different dates tell much the same
 * thing, and drawing single rows would make every interval too narrow.
 */
final class Bootstrap {
    /** How often each repository counts in the sample itself: once. */
    private final byte[] once;

    private final byte[][] draws;

    private Bootstrap(byte[] once, byte[][] draws) {
        this.once = once;
        this.draws = draws;
    }

    static Bootstrap drawn(int repositories, int resamples, long seed) {
        byte[] once = new byte[repositories];
        Arrays.fill(once, (byte) 1);
        byte[][] draws = new byte[resamples][];
        SplittableRandom seeds = new SplittableRandom(seed);
        for (int resample = 0; resample < resamples; resample++) {
            draws[resample] = draw(repositories, seeds.split());
        }
        return new Bootstrap(once, draws);
    }

    private static byte[] draw(int repositories, SplittableRandom random) {
        byte[] counts = new byte[repositories];
        for (int i = 0; i < repositories; i++) {
            counts[random.nextInt(repositories)]++;
        }
        return counts;
    }

    /**
     * Figures of the sample with those of every resample; the same whatever the number of threads.
     *
     * @param count how many figures there are
     * @param measured the figures, given how often each repository counts
     */
    List<BootstrapEstimate> figures(int count, Function<byte[], double[]> measured) {
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
