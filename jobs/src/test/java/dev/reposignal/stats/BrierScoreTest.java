package dev.reposignal.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BrierScoreTest {
    @ParameterizedTest
    @CsvSource(textBlock = """
            # probability, outcome, error
            0.9,           true,    0.01
            0.9,           false,   0.81
            0,             false,   0
            0.25,          true,    0.5625
            """)
    void error_isTheSquaredDifference(double probability, boolean outcome, double error) {
        assertThat(BrierScore.error(probability, outcome)).isCloseTo(error, within(1e-12));
    }

    /** By hand: errors 0.01 and 0.09, mean 0.05; always saying the share of one half errs by 0.25. */
    @Test
    void skill_isTheShareOfTheReferencesErrorThatIsAvoided() {
        double score = (BrierScore.error(0.9, true) + BrierScore.error(0.3, false)) / 2;

        assertThat(BrierScore.ofConstant(0.5)).isEqualTo(0.25);
        assertThat(BrierScore.skill(score, BrierScore.ofConstant(0.5))).isCloseTo(0.8, within(1e-12));
        assertThat(BrierScore.skill(0.25, 0.25)).isZero();
        assertThat(BrierScore.skill(0.5, 0.25)).isEqualTo(-1);
        assertThat(BrierScore.error(Double.NaN, true)).isNaN();
    }
}
