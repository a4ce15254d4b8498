package dev.reposignal.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.reposignal.table.ScoreComponent;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every kernel against figures worked out by hand. */
class EvaluationTest {
    @Test
    void ablations_leaveOutEachComponentOnce() {
        assertThat(RankingMethod.ablations())
                .extracting(method -> method.leftOut().orElseThrow())
                .containsExactly(ScoreComponent.values());
    }

    private static final LocalDate FIRST = LocalDate.parse("2025-09-26");
    private static final Offset<Double> EXACTLY = within(1e-12);

    @Test
    void precisionAndRecall_averageOverDates() {
        // First date: 2 of the first 5 and 3 of all 7 broke out; second date: 1 of 1 row.
        Forecasts forecasts = stars("+90 80 +70 60 50 +40 30", "+10");

        List<Measurement> measured = Evaluation.measured(forecasts, 50, 1);

        assertThat(value(measured, "all", "stars", "precision", 5)).isCloseTo((2.0 / 5 + 1.0 / 5) / 2, EXACTLY);
        assertThat(value(measured, "all", "stars", "precision", 15)).isCloseTo((3.0 / 15 + 1.0 / 15) / 2, EXACTLY);
        assertThat(value(measured, "all", "stars", "recall", 50)).isCloseTo(1.0, EXACTLY);
    }

    @Test
    void recall_leavesOutDatesWithoutBreakouts() {
        String sixtyWithTwo = IntStream.range(0, 60)
                .mapToObj(i -> (i == 0 || i == 55 ? "+" : "") + (100 - i))
                .collect(Collectors.joining(" "));

        List<Measurement> measured = Evaluation.measured(stars(sixtyWithTwo, "3 2"), 50, 1);

        assertThat(value(measured, "all", "stars", "recall", 50)).isCloseTo(0.5, EXACTLY);
    }

    @Test
    void equalValues_takePlacesInTheOrderOfTheKeys() {
        Forecasts forecasts = stars("7 7 +7 7 7 +7 7");

        assertThat(value(Evaluation.measured(forecasts, 50, 1), "all", "stars", "precision", 5))
                .isCloseTo(1.0 / 5, EXACTLY);
    }

    @ParameterizedTest(name = "{0}: average precision {1}, AUC {2}")
    @CsvSource({
        // thresholds 4, 3, 2, 1: (1/1 + 2/3) / 2; pairs won 3 of 4
        "+4 3 +2 1, 0.8333333333333333, 0.75",
        "+4 +3 2 1, 1.0, 1.0",
        "4 3 +2 +1, 0.4166666666666667, 0.0",
        // one threshold with all four: precision 1/2; every pair tied
        "+5 5 +5 5, 0.5, 0.5",
        // 4, then three tied: 1/1 and 2/4, half each; pairs (1 + 1) + (1/2 + 1/2) of 4
        "+4 +1 1 1, 0.75, 0.75",
        // what is not ranked comes last and tied
        "+4 - +- -, 0.75, 0.75",
    })
    void curve_takesTiesAsOneThreshold(String rows, double averagePrecision, double auc) {
        ThresholdMetrics curve = ThresholdMetrics.of(stars(rows), RankingMethod.STARS, List.of(0));

        double[] measured = curve.measured(new byte[] {1, 1, 1, 1});

        assertThat(measured[0]).isCloseTo(averagePrecision, EXACTLY);
        assertThat(measured[1]).isCloseTo(auc, EXACTLY);
    }

    @Test
    void curve_withARepositoryDrawnTwice_isThatOfTheRowsWrittenTwice() {
        ThresholdMetrics drawn = ThresholdMetrics.of(stars("+9 8 +7 6 5"), RankingMethod.STARS, List.of(0));
        ThresholdMetrics written = ThresholdMetrics.of(stars("8 +7 +7 5 5 5"), RankingMethod.STARS, List.of(0));

        assertThat(drawn.measured(new byte[] {0, 1, 2, 0, 3}))
                .isEqualTo(written.measured(new byte[] {1, 1, 1, 1, 1, 1}));
    }

    @Test
    void top_withARepositoryDrawnTwice_givesItTwoPlaces() {
        Forecasts forecasts = stars("9 +8 +7 6 5");

        double[] measured =
                RankingMetrics.of(forecasts, RankingMethod.STARS, List.of(0)).measured(new byte[] {3, 0, 2, 1, 1});

        // places: 9, 9, 9, 7, 7
        assertThat(measured[0]).isCloseTo(2.0 / 5, EXACTLY);
    }

    @Test
    void curve_withoutBreakouts_isUndefined() {
        List<Measurement> measured = Evaluation.measured(stars("3 2 1"), 50, 1);

        assertThat(value(measured, "all", "stars", "auc", 0)).isNull();
        assertThat(value(measured, "all", "stars", "average_precision", 0)).isNull();
        assertThat(value(measured, "all", "stars", "recall", 50)).isNull();
        assertThat(value(measured, "all", "stars", "precision", 5)).isZero();
    }

    @Test
    void calibration_scoresProbabilitiesAgainstTheBaseRate() {
        Forecasts forecasts = new Forecasts.Builder()
                .add(FIRST, "a", true, false, 0.2, Map.of(RankingMethod.PROBABILITY, 0.9))
                .add(FIRST, "b", false, false, 0.2, Map.of(RankingMethod.PROBABILITY, 0.1))
                .add(FIRST, "c", true, false, 0.2, Map.of(RankingMethod.PROBABILITY, 1.0))
                .add(FIRST, "d", false, true, 0.2, Map.of(RankingMethod.PROBABILITY, 0.15))
                .add(FIRST, "e", true, false, 0.2, Map.of())
                .build();

        List<Measurement> measured = Evaluation.measured(forecasts, 50, 1);

        double own = (0.01 + 0.01 + 0 + 0.0225) / 4;
        double base = (0.64 + 0.04 + 0.64 + 0.04) / 4;
        assertThat(value(measured, "all", "probability", "brier_score", 0)).isCloseTo(own, EXACTLY);
        assertThat(value(measured, "all", "base_rate", "brier_score", 0)).isCloseTo(base, EXACTLY);
        assertThat(value(measured, "all", "probability", "brier_skill", 0)).isCloseTo(1 - own / base, EXACTLY);
        assertThat(value(measured, "all", "probability", "mean_probability", 2)).isCloseTo(0.125, EXACTLY);
        assertThat(value(measured, "all", "probability", "observed_share", 2)).isZero();
        assertThat(value(measured, "all", "probability", "mean_probability", 10))
                .isCloseTo(0.95, EXACTLY);
        assertThat(value(measured, "all", "probability", "observed_share", 10)).isCloseTo(1.0, EXACTLY);
        assertThat(value(measured, "all", "probability", "observed_share", 5)).isNull();
        assertThat(value(measured, "all", "universe", "vanished", 0)).isEqualTo(1.0);
        assertThat(value(measured, "all", "universe", "breakouts", 0)).isEqualTo(3.0);
    }

    @ParameterizedTest
    @CsvSource({"0.0, 0", "0.099, 0", "0.1, 1", "0.3, 3", "0.999, 9", "1.0, 9"})
    void bin_isATenthWide(double probability, int bin) {
        assertThat(Calibration.bin(probability)).isEqualTo(bin);
    }

    @Test
    void quarters_areMeasuredApartAndAfterTheWhole() {
        Forecasts forecasts = stars("+2 1", "2 1");

        List<Measurement> measured = Evaluation.measured(forecasts, 50, 1);

        assertThat(measured.stream().map(Measurement::period).distinct()).containsExactly("all", "2025-Q3", "2025-Q4");
        assertThat(value(measured, "2025-Q3", "stars", "precision", 5)).isCloseTo(0.2, EXACTLY);
        assertThat(value(measured, "2025-Q4", "stars", "precision", 5)).isZero();
    }

    @Test
    void method_thatRanksNothingOnADate_isNotGradedOnIt() {
        Forecasts forecasts = new Forecasts.Builder()
                .add(FIRST, "a", true, false, null, Map.of(RankingMethod.STARS, 1.0))
                .add(
                        FIRST.plusDays(7),
                        "a",
                        true,
                        false,
                        null,
                        Map.of(RankingMethod.STARS, 1.0, RankingMethod.PROBABILITY, 0.5))
                .build();

        List<Measurement> measured = Evaluation.measured(forecasts, 50, 1);

        assertThat(find(measured, "all", "stars", "precision", 5).cases()).isEqualTo(2);
        assertThat(find(measured, "all", "probability", "precision", 5).cases()).isEqualTo(1);
        assertThat(measured)
                .filteredOn(measurement -> measurement.period().equals("all")
                        && measurement.metric().equals("precision_ratio"))
                .isEmpty();
    }

    @Test
    void ratio_isTakenOverTheBestBaseline() {
        Forecasts.Builder builder = new Forecasts.Builder();
        for (int i = 0; i < 10; i++) {
            boolean isBreakout = i < 4;
            builder.add(
                    FIRST,
                    "r" + i,
                    isBreakout,
                    false,
                    null,
                    Map.of(
                            RankingMethod.SIGNAL_SCORE,
                            100.0 - i,
                            RankingMethod.STARS,
                            (double) i,
                            // ranks 0, 9, 8, 7, 6 first: one break-out among five
                            RankingMethod.VELOCITY_7D,
                            i == 0 ? 99.0 : i));
        }

        List<Measurement> measured = Evaluation.measured(builder.build(), 50, 1);

        assertThat(value(measured, "all", "signal_score", "precision_ratio", 5)).isCloseTo(4.0, EXACTLY);
    }

    @Test
    void interval_holdsTheFigureAndNarrowsWithTheRepositories() {
        Measurement few = find(Evaluation.measured(drawn(100), 200, 7), "all", "stars", "auc", 0);
        Measurement many = find(Evaluation.measured(drawn(2_000), 200, 7), "all", "stars", "auc", 0);

        assertThat(few.low()).isLessThan(few.value());
        assertThat(few.high()).isGreaterThan(few.value());
        assertThat(width(many)).isLessThan(width(few) / 2);
    }

    @Test
    void intervals_areTheSameEveryTime() {
        assertThat(Evaluation.measured(drawn(200), 50, 7)).isEqualTo(Evaluation.measured(drawn(200), 50, 7));
        assertThat(Evaluation.measured(drawn(200), 50, 8)).isNotEqualTo(Evaluation.measured(drawn(200), 50, 7));
    }

    @Test
    void rowsOutOfOrderOrTwice_areRefused() {
        Forecasts.Builder builder = new Forecasts.Builder().add(FIRST, "b", false, false, null, Map.of());

        assertThatThrownBy(() -> builder.add(FIRST, "a", false, false, null, Map.of()))
                .hasMessage("a came after b on 2025-09-26");
        assertThatThrownBy(() -> builder.add(FIRST, "b", false, false, null, Map.of()))
                .hasMessage("b came after b on 2025-09-26");
        assertThatThrownBy(() -> builder.add(FIRST.minusDays(1), "c", false, false, null, Map.of()))
                .hasMessage("Rows of 2025-09-25 came after later ones");
    }

    /** One text per date, a week apart; "+9" is a break-out of value 9, "-" a row that is not ranked. */
    private static Forecasts stars(String... dates) {
        Forecasts.Builder builder = new Forecasts.Builder();
        for (int date = 0; date < dates.length; date++) {
            List<String> rows = List.of(dates[date].split(" ", -1));
            for (int i = 0; i < rows.size(); i++) {
                String text = rows.get(i);
                String value = text.replace("+", "");
                builder.add(
                        FIRST.plusWeeks(date),
                        "r%03d".formatted(i),
                        text.startsWith("+"),
                        false,
                        null,
                        value.equals("-") ? Map.of() : Map.of(RankingMethod.STARS, Double.valueOf(value)));
            }
        }
        return builder.build();
    }

    private static Forecasts drawn(int repositories) {
        Random random = new Random(11);
        Forecasts.Builder builder = new Forecasts.Builder();
        for (int i = 0; i < repositories; i++) {
            boolean isBreakout = random.nextInt(10) == 0;
            double value = random.nextGaussian() + (isBreakout ? 1 : 0);
            builder.add(FIRST, "r%05d".formatted(i), isBreakout, false, 0.1, Map.of(RankingMethod.STARS, value));
        }
        return builder.build();
    }

    private static double width(Measurement measurement) {
        return Objects.requireNonNull(measurement.high()) - Objects.requireNonNull(measurement.low());
    }

    private static @Nullable Double value(
            List<Measurement> measured, String period, String method, String metric, int place) {
        return find(measured, period, method, metric, place).value();
    }

    private static Measurement find(
            List<Measurement> measured, String period, String method, String metric, int place) {
        return new Backtest("test", FIRST, FIRST, measured)
                .measurement(period, method, metric, place)
                .orElseThrow();
    }
}
