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
        FrontPage front = front(record(3, 6), backtest());

        assertThat(front.proof()).isEqualTo("So far 3 of 9 checked predictions came true.");
        assertThat(front.bars())
                .containsExactly(
                        new FrontPage.Bar("predictions that came true", 0.33, 100),
                        new FrontPage.Bar("the same event among all", 0.02, 6));
    }

    @Test
    void proof_isTheBacktestUntilThen() {
        FrontPage front = front(record(0, 0), backtest());

        assertThat(front.proof())
                .isEqualTo(
                        "In a backtest, about 4 (26%) of the first 15 repositories broke out within four weeks; of the 15 with the most stars of the last day, about 1 (8%).");
        assertThat(front.source()).startsWith("31 past days from 2025-08-18 to 2026-03-06");
        assertThat(front.bars())
                .containsExactly(
                        new FrontPage.Bar("this board", 0.26, 100), new FrontPage.Bar("a trending list", 0.08, 31));
    }

    @Test
    void proof_isNothingWithoutEither() {
        assertThat(front(null, null).proof()).isNull();
        assertThat(front(null, null).bars()).isEmpty();
    }

    @Test
    void changes_areToldByWhereTheyCameFromAndCounted() {
        BoardChange first = change("a", 5, "surfacing", null, null, null);
        BoardChange risen = change("b", 11, "surfacing", 44, "tracked", DAY);
        BoardChange back = change("c", 14, "surfacing", null, null, DAY.minusDays(9));
        BoardChange kept = change("d", 3, "surfacing", 1, "surfacing", DAY);
        BoardChange gone = change("e", 20, "tracked", 2, "surfacing", DAY);
        FrontPage front = new FrontPage(
                List.of(), List.of(kept, first, risen, back, gone), List.of(), null, List.of(), null, null, null);

        assertThat(front.entered()).containsExactly(first, risen, back);
        assertThat(front.gone()).containsExactly(gone);
        assertThat(front.newcomers()).isEqualTo("3 of 4 new");
        assertThat(front.turnover()).isEqualTo("3 of the 4 repositories that surface are new; 1 stayed.");
        assertThat(List.of(first.origin(), risen.origin(), back.origin(), kept.origin()))
                .containsExactly(
                        "first time on the board",
                        "up from rank 44",
                        "back on the board, last there on 2026-02-25",
                        "down from rank 1");
    }

    @Test
    void turnover_ofAnUnchangedBoardSaysNone() {
        FrontPage front = new FrontPage(
                List.of(),
                List.of(change("d", 1, "surfacing", 1, "surfacing", DAY)),
                List.of(),
                null,
                List.of(),
                null,
                null,
                null);

        assertThat(front.newcomers()).isEqualTo("none of 1 new");
        assertThat(front.turnover()).isEqualTo("None of the 1 repositories that surface is new; 1 stayed.");
        assertThat(front.changes().get(0).origin()).isEqualTo("same rank as the night before");
    }

    private static BoardChange change(
            String name,
            int place,
            String tier,
            @Nullable Integer previousPlace,
            @Nullable String previousTier,
            @Nullable LocalDate lastListed) {
        return new BoardChange(
                DAY.minusDays(1), "name:" + name, name, place, tier, previousPlace, previousTier, lastListed, null);
    }

    @Test
    void calibration_saysWhichWayHighProbabilitiesErred() {
        assertThat(bins(0.30, 0.15, 100).calibration())
                .isEqualTo(
                        "In the backtest, probabilities of 20% and more were too high: 100 predictions said 30% on average, and 15% came true.");
        assertThat(bins(0.30, 0.29, 100).calibration()).contains("20% and more were about right");
        assertThat(bins(0.30, 0.45, 100).calibration()).contains("20% and more were too low");
    }

    @Test
    void calibration_whereFewWereHighLooksAtLowerOnes() {
        BacktestProof few = bins(List.of(
                new BacktestProof.Bin(1, 0.01, 0.01, null, null, 1_000),
                new BacktestProof.Bin(2, 0.13, 0.13, null, null, 300),
                new BacktestProof.Bin(3, 0.25, 0.2, null, null, 10)));

        assertThat(few.calibration())
                .isEqualTo(
                        "In the backtest, probabilities of 10% and more were about right: 310 predictions said 13% on average, and 13% came true; only 10 said 20% or more.");
        assertThat(bins(0.30, 0.15, 10).calibration()).isNull();
    }

    @Test
    void order_saysWhatRanksTheBoard() {
        assertThat(front(null, null).order()).startsWith("Ranked by the signal score:");
    }

    private static FrontPage front(@Nullable TrackRecord record, @Nullable BacktestProof backtest) {
        return new FrontPage(List.of(), List.of(), List.of(), record, List.of(), null, null, backtest);
    }

    private static TrackRecord record(long hits, long misses) {
        return new TrackRecord(
                DAY,
                new TrackRecord.Sum("all", 40, 30, hits, misses, 1, hits == 0 ? null : 0.33, 0.02, null, null),
                List.of(),
                List.of());
    }

    private static BacktestProof backtest() {
        return bins(0.3, 0.3, 1);
    }

    private static BacktestProof bins(double said, double observed, long cases) {
        return bins(List.of(
                new BacktestProof.Bin(1, 0.01, 0.5, null, null, 1_000),
                new BacktestProof.Bin(4, said, observed, null, null, cases)));
    }

    private static BacktestProof bins(List<BacktestProof.Bin> bins) {
        return new BacktestProof(
                "b",
                DAY.minusDays(200),
                DAY,
                31,
                new BacktestProof.Share(0.26, null, null),
                new BacktestProof.Share(0.08, null, null),
                null,
                null,
                bins);
    }
}
