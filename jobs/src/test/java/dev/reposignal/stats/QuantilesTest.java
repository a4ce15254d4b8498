package dev.reposignal.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Reference values: {@code numpy.quantile(values, share)} with its default method, "linear". */
class QuantilesTest {
    @ParameterizedTest
    @CsvSource(textBlock = """
            # values,     share, quantile
            1 2 4 8,      0,     1
            1 2 4 8,      0.1,   1.3
            1 2 4 8,      0.25,  1.75
            1 2 4 8,      0.5,   3
            1 2 4 8,      0.75,  5
            1 2 4 8,      1,     8
            8 1 4 2,      0.75,  5
            50 10 20 30,  0.75,  35
            7,            0.3,   7
            2 2 2 9,      0.5,   2
            """)
    void quantile_isThatOfNumpy(String values, double share, double quantile) {
        double[] given = Arrays.stream(values.split(" "))
                .mapToDouble(Double::parseDouble)
                .toArray();

        assertThat(Quantiles.quantile(given, share)).isCloseTo(quantile, within(1e-12));
    }

    @Test
    void median_isTheMiddleOrTheMeanOfTwo() {
        assertThat(Quantiles.medianOfSorted(new double[] {1, 2, 9})).isEqualTo(2);
        assertThat(Quantiles.medianOfSorted(new double[] {1, 2, 4, 9})).isEqualTo(3);
        assertThat(Quantiles.medianOfSorted(new double[0])).isNaN();
    }

    @Test
    void noValuesOrNoShare_haveNoQuantile() {
        assertThat(Quantiles.quantile(new double[0], 0.5)).isNaN();
        assertThatThrownBy(() -> Quantiles.quantile(new double[] {1}, 1.5)).hasMessage("A share is 0 to 1, not 1.5");
    }
}
