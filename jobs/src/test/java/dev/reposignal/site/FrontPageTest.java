package dev.reposignal.site;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FrontPageTest {
    private static final LocalDate DAY = LocalDate.of(2026, 3, 6);

    @Test
    void proof_isTheRecordOnceSomethingWasChecked() {
        assertThat(front(record(3, 6), backtest()).proof()).isEqualTo("So far 3 of 9 checked predictions came true.");
    }

    @Test
    void proof_isTheBacktestUntilThen() {
        assertThat(front(record(0, 0), backtest()).proof())
                .isEqualTo("Tried on 31 past days, 26% of the first 15 broke out, 8% of a trending list.");
    }

    @Test
    void proof_isNothingWithoutEither() {
        assertThat(front(null, null).proof()).isNull();
    }

    @Test
    void calibration_saysWhichWayHighProbabilitiesErred() {
        assertThat(bins(0.30, 0.15, 100).calibration())
                .isEqualTo(
                        "High probabilities were too high: of 100 predictions of 20% and more, which said 30% on average, 15% came true.");
        assertThat(bins(0.30, 0.29, 100).calibration()).startsWith("High probabilities were about right");
        assertThat(bins(0.30, 0.45, 100).calibration()).startsWith("High probabilities were too low");
        assertThat(bins(0.30, 0.15, 10).calibration()).isNull();
    }

    private static FrontPage front(@Nullable TrackRecord record, @Nullable BacktestProof backtest) {
        return new FrontPage(List.of(), List.of(), record, List.of(), null, null, backtest);
    }

    private static TrackRecord record(long hits, long misses) {
        return new TrackRecord(
                DAY, new TrackRecord.Sum("all", 40, 30, hits, misses, 1, null, null, null, null), List.of(), List.of());
    }

    private static BacktestProof backtest() {
        return bins(0.3, 0.3, 1);
    }

    private static BacktestProof bins(double said, double observed, long cases) {
        return new BacktestProof(
                "b",
                DAY.minusDays(200),
                DAY,
                31,
                new BacktestProof.Share(0.26, null, null),
                new BacktestProof.Share(0.08, null, null),
                null,
                null,
                List.of(
                        new BacktestProof.Bin(1, 0.01, 0.5, null, null, 1_000),
                        new BacktestProof.Bin(4, said, observed, null, null, cases)));
    }
}
