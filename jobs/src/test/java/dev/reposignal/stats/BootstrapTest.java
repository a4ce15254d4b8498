package dev.reposignal.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BootstrapTest {
    private static final double[] VALUES = {3, 8, 1, 4, 9, 2, 7, 5};

    @Test
    void resample_drawsAsManyUnitsAsThereAre_andTheSampleEachOnce() {
        BootstrapEstimate drawn =
                Bootstrap.drawn(8, 50, 42).figures(1, BootstrapTest::units).get(0);

        assertThat(drawn.value()).isEqualTo(8);
        assertThat(drawn.interval()).isEqualTo(new BootstrapEstimate.Interval(8, 8));
    }

    /** The standard error of a mean is its deviation over the root of the count: 0.959 here, so 4.875 +- 1.88. */
    @Test
    void intervalOfAMean_isAboutThatOfTheNormalDistribution() {
        BootstrapEstimate mean =
                Bootstrap.drawn(8, 4_000, 42).figures(1, BootstrapTest::mean).get(0);

        assertThat(mean.value()).isEqualTo(4.875);
        assertThat(mean.interval().low()).isCloseTo(4.875 - 1.88, within(0.15));
        assertThat(mean.interval().high()).isCloseTo(4.875 + 1.88, within(0.15));
    }

    @Test
    void sameSeed_givesTheSameDraws_anotherSeedOthers() {
        assertThat(interval(42)).isEqualTo(interval(42)).isNotEqualTo(interval(43));
    }

    /** {@code numpy.percentile(values, [2.5, 97.5])} of the values that are defined. */
    @ParameterizedTest
    @CsvSource(nullValues = "none", textBlock = """
            # resampled,        low,   high
            1 2 3 4 5,          1.1,   4.9
            5 3 1 2 4,          1.1,   4.9
            0 10,               0.25,  9.75
            7,                  7,     7
            1 2 3 NaN,          1.05,  2.95
            1 NaN,              1,     1
            1 NaN NaN,          NaN,   NaN
            """)
    void interval_isBetweenThePercentiles(String resampled, double low, double high) {
        BootstrapEstimate.Interval interval = new BootstrapEstimate(1, numbers(resampled)).interval();

        assertThat(List.of(rounded(interval.low()), rounded(interval.high())))
                .containsExactly(rounded(low), rounded(high));
    }

    @Test
    void ratio_isTakenResampleByResample() {
        BootstrapEstimate ratio =
                new BootstrapEstimate(6, numbers("2 4 6")).over(new BootstrapEstimate(3, numbers("1 2 3")));

        assertThat(ratio.value()).isEqualTo(2);
        assertThat(ratio.interval()).isEqualTo(new BootstrapEstimate.Interval(2, 2));
    }

    private static BootstrapEstimate.Interval interval(long seed) {
        return Bootstrap.drawn(8, 100, seed)
                .figures(1, BootstrapTest::mean)
                .get(0)
                .interval();
    }

    private static double[] units(byte[] counts) {
        return new double[] {
            IntStream.range(0, counts.length).map(i -> counts[i]).sum()
        };
    }

    private static double[] mean(byte[] counts) {
        double sum = IntStream.range(0, counts.length)
                .mapToDouble(i -> counts[i] * VALUES[i])
                .sum();
        return new double[] {sum / units(counts)[0]};
    }

    private static double[] numbers(String text) {
        return Arrays.stream(text.split(" ", -1))
                .mapToDouble(Double::parseDouble)
                .toArray();
    }

    private static String rounded(double value) {
        return "%.6f".formatted(value);
    }
}
