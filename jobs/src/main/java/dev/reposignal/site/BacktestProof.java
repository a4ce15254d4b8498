package dev.reposignal.site;

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
    public BacktestProof {
        bins = List.copyOf(bins);
    }

    /** A share with the ends of its 95 % interval, 0-1. */
    public record Share(
            double value, @Nullable Double low, @Nullable Double high) {}

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
