package dev.reposignal.site;

import dev.reposignal.text.NumberFormats;
import java.time.LocalDate;
import java.util.List;
import java.util.function.ToDoubleFunction;
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
    /** The first bins of what may be called high probabilities: from 20 % on, and from 10 % on where few were so high. */
    private static final int HIGH_BIN = 3;

    private static final int LOWER_BIN = 2;
    private static final int BIN_PERCENT = 10;

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
        int first = cases(HIGH_BIN) < LEAST_CASES ? LOWER_BIN : HIGH_BIN;
        long cases = cases(first);
        if (cases < LEAST_CASES) {
            return null;
        }
        double said = mean(first, Bin::meanProbability);
        double observed = mean(first, Bin::observedShare);
        String finding =
                said > TOO_BOLD * observed ? "too high" : observed > TOO_BOLD * said ? "too low" : "about right";
        return "In the backtest, probabilities of %d%% and more were %s: %s predictions said %s on average, and %s came true%s."
                .formatted(
                        BIN_PERCENT * (first - 1),
                        finding,
                        NumberFormats.count(cases),
                        NumberFormats.percent(said),
                        NumberFormats.percent(observed),
                        first == HIGH_BIN
                                ? ""
                                : "; only %s said %d%% or more"
                                        .formatted(NumberFormats.count(cases(HIGH_BIN)), BIN_PERCENT * (HIGH_BIN - 1)));
    }

    private long cases(int first) {
        return bins.stream()
                .filter(bin -> bin.bin() >= first)
                .mapToLong(Bin::cases)
                .sum();
    }

    private double mean(int first, ToDoubleFunction<Bin> share) {
        return bins.stream()
                        .filter(bin -> bin.bin() >= first)
                        .mapToDouble(bin -> share.applyAsDouble(bin) * bin.cases())
                        .sum()
                / cases(first);
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
