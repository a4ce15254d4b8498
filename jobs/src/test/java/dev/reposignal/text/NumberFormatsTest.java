package dev.reposignal.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

class NumberFormatsTest {
    @Test
    void counts_haveThousands() {
        assertThat(NumberFormats.count(0)).isEqualTo("0");
        assertThat(NumberFormats.count(6142)).isEqualTo("6,142");
        assertThat(NumberFormats.count(-1000L)).isEqualTo("−1,000");
    }

    @Test
    void smallCounts_areSpelled() {
        assertThat(NumberFormats.spelled(0)).isEqualTo("no");
        assertThat(NumberFormats.spelled(3)).isEqualTo("three");
        assertThat(NumberFormats.spelled(12)).isEqualTo("twelve");
        assertThat(NumberFormats.spelled(13)).isEqualTo("13");
    }

    @Test
    void percents_haveADecimalBelowTen() {
        assertThat(NumberFormats.percent(0.38)).isEqualTo("38%");
        assertThat(NumberFormats.percent(0.0118)).isEqualTo("1.2%");
        assertThat(NumberFormats.percent(0.02)).isEqualTo("2%");
        assertThat(NumberFormats.percent(0.0996)).isEqualTo("10%");
        assertThat(NumberFormats.percent(0)).isEqualTo("0%");
    }

    @Test
    void changes_nameTheirDirection() {
        assertThat(NumberFormats.change(0.04)).isEqualTo("up 4 points");
        assertThat(NumberFormats.change(-0.01)).isEqualTo("down 1 point");
        assertThat(NumberFormats.change(-0.0004)).isEqualTo("unchanged");
        assertThat(NumberFormats.change(0.125)).isEqualTo("up 13 points");
    }

    @Test
    void scores_haveOneDecimalRoundedByTheirOwnDigits() {
        assertThat(NumberFormats.score(new BigDecimal("69.25"))).isEqualTo("69.3");
        assertThat(NumberFormats.score(new BigDecimal("70.00"))).isEqualTo("70.0");
    }

    @Test
    void rates_keepTheirSign() {
        assertThat(NumberFormats.rate(12.44)).isEqualTo("12.4");
        assertThat(NumberFormats.rate(1204.4)).isEqualTo("1,204");
        assertThat(NumberFormats.rate(99.96)).isEqualTo("100");
        assertThat(NumberFormats.rate(-3.2)).isEqualTo("−3.2");
        assertThat(NumberFormats.rate(-0.01)).isEqualTo("0.0");
        assertThat(NumberFormats.signedRate(12.44)).isEqualTo("+12.4");
        assertThat(NumberFormats.signedRate(0.0)).isEqualTo("0.0");
        assertThat(NumberFormats.signedRate(-3.2)).isEqualTo("−3.2");
    }
}
