package dev.reposignal.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Reference values: {@code scipy.stats.binomtest(hits, cases).proportion_ci(0.95, method="wilson")}. */
class WilsonIntervalTest {
    @ParameterizedTest
    @CsvSource(textBlock = """
            # hits, cases, low,                 high
            0,      10,    0,                   0.2775327998628892
            1,      10,    0.017876213095072868, 0.4041500267952385
            24,     44,    0.40066183198961974, 0.6829476585777909
            5,      5,     0.5655175352168251,  1
            550,    1000,  0.5190327082257413,  0.5805846159257033
            """)
    void interval_isThatOfScipy(long hits, long cases, double low, double high) {
        WilsonInterval interval = WilsonInterval.of((double) hits / cases, cases);

        assertThat(interval.low()).isCloseTo(low, within(1e-12));
        assertThat(interval.high()).isCloseTo(high, within(1e-12));
    }

    @Test
    void shareOfNoCases_isRefused() {
        assertThatThrownBy(() -> WilsonInterval.of(0, 0)).hasMessage("No interval of a share of 0.0 of 0 cases");
    }
}
