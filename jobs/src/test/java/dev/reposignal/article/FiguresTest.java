package dev.reposignal.article;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

class FiguresTest {
    @Test
    void counts_haveThousands() {
        assertThat(Figures.count(0)).isEqualTo("0");
        assertThat(Figures.count(6142)).isEqualTo("6,142");
        assertThat(Figures.count(-1000L)).isEqualTo("−1,000");
    }

    @Test
    void smallCounts_areSpelled() {
        assertThat(Figures.spelled(0)).isEqualTo("no");
        assertThat(Figures.spelled(3)).isEqualTo("three");
        assertThat(Figures.spelled(12)).isEqualTo("twelve");
        assertThat(Figures.spelled(13)).isEqualTo("13");
    }

    @Test
    void percents_haveADecimalBelowTen() {
        assertThat(Figures.percent(0.38)).isEqualTo("38%");
        assertThat(Figures.percent(0.0118)).isEqualTo("1.2%");
        assertThat(Figures.percent(0.02)).isEqualTo("2%");
        assertThat(Figures.percent(0.0996)).isEqualTo("10%");
        assertThat(Figures.percent(0)).isEqualTo("0%");
    }

    @Test
    void changes_nameTheirDirection() {
        assertThat(Figures.change(0.04)).isEqualTo("up 4 points");
        assertThat(Figures.change(-0.01)).isEqualTo("down 1 point");
        assertThat(Figures.change(-0.0004)).isEqualTo("unchanged");
        assertThat(Figures.change(0.125)).isEqualTo("up 13 points");
    }

    @Test
    void scores_haveOneDecimalRoundedByTheirOwnDigits() {
        assertThat(Figures.score(new BigDecimal("69.25"))).isEqualTo("69.3");
        assertThat(Figures.score(new BigDecimal("70.00"))).isEqualTo("70.0");
    }

    @Test
    void rates_keepTheirSign() {
        assertThat(Figures.rate(12.44)).isEqualTo("12.4");
        assertThat(Figures.rate(1204.4)).isEqualTo("1,204");
        assertThat(Figures.rate(99.96)).isEqualTo("100");
        assertThat(Figures.rate(-3.2)).isEqualTo("−3.2");
        assertThat(Figures.rate(-0.01)).isEqualTo("0.0");
        assertThat(Figures.signedRate(12.44)).isEqualTo("+12.4");
        assertThat(Figures.signedRate(0.0)).isEqualTo("0.0");
        assertThat(Figures.signedRate(-3.2)).isEqualTo("−3.2");
    }
}
