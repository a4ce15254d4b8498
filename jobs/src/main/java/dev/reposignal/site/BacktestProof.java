package dev.reposignal.site;

import dev.reposignal.text.NumberFormats;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the latest backtest in the lake found, from {@code backtest_metrics}: the board of past days, made with only the data known on
 * those days, against a trending list.
 *
 * @param days how many past days were graded
 * @param board break-outs among the first fifteen of the board
 * @param trending the same of the repositories with the most stars of the last day
 * @param breakoutShare break-outs among all repositories, 0-1
 * @param rankedRight how often the probability orders a break-out before any other repository, 0-1; null without a model
 * @param bins calibration of the model's probabilities; empty without a model
 */
public record BacktestProof(
        String backtestId,
        LocalDate firstDay,
        LocalDate lastDay,
        long days,
        Share board,
        @Nullable Share trending,
        @Nullable Double breakoutShare,
        @Nullable Double rankedRight,
        List<Bin> bins) {
    /** The first bin of high probabilities: from 20 % on. */
    private static final int HIGH_BIN = 3;

    private static final int LEAST_CASES = 30;
    /** Beyond this ratio of said to observed, high probabilities are called too high. */
    private static final double TOO_BOLD = 1.15;

    public BacktestProof {
        bins = List.copyOf(bins);
    }

    /** A share with the ends of its 95 % interval, 0-1. */
    public record Share(
            double value, @Nullable Double low, @Nullable Double high) {
        /** The interval as printed; a dash without one. */
        public String interval() {
            return low == null || high == null
                    ? NumberFormats.percent(null)
                    : NumberFormats.percent(low) + " to " + NumberFormats.percent(high);
        }
    }

    /** Whether high probabilities came true as often as they said, as a sentence; null if hardly any were high. */
    public @Nullable String calibration() {
        List<Bin> high = bins.stream().filter(bin -> bin.bin() >= HIGH_BIN).toList();
        long cases = high.stream().mapToLong(Bin::cases).sum();
        if (cases < LEAST_CASES) {
            return null;
        }
        double said = high.stream()
                        .mapToDouble(bin -> bin.meanProbability() * bin.cases())
                        .sum()
                / cases;
        double observed = high.stream()
                        .mapToDouble(bin -> bin.observedShare() * bin.cases())
                        .sum()
                / cases;
        String finding = said > TOO_BOLD * observed
                ? "High probabilities were too high"
                : observed > TOO_BOLD * said
                        ? "High probabilities were too low"
                        : "High probabilities were about right";
        return "%s: of %s predictions of 20%% and more, which said %s on average, %s came true."
                .formatted(
                        finding,
                        NumberFormats.count(cases),
                        NumberFormats.percent(said),
                        NumberFormats.percent(observed));
    }

    /**
     * Predictions of similar probability.
     *
     * @param bin tenth of the probability, 1-10
     */
    public record Bin(
            int bin,
            double meanProbability,
            double observedShare,
            @Nullable Double low,
            @Nullable Double high,
            long cases) {}
}
