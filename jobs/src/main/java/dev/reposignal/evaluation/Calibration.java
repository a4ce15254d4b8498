package dev.reposignal.evaluation;

import dev.reposignal.stats.BrierScore;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Whether probabilities mean what they say.
 *
 * <p>Brier score = mean of (probability - outcome)² (Brier 1950). Brier skill = 1 - Brier score / Brier score of always
 * saying the base rate known at the time (Murphy 1973), both over the rows with a base rate. Reliability: in each of ten bins of equal width the mean
 * probability and the observed share of break-outs; a probability of 1 is in the last bin.
 */
final class Calibration {
    static final int BINS = 10;

    /** What {@link #measured} gives, in order: Brier score, of the base rate, skill, then two figures per bin. */
    static final int FIGURES = 3 + 2 * BINS;

    private final int[] repository;
    private final double[] probability;
    private final double[] error;
    /** NaN where the base rate was unknown: such a row has no part in the skill. */
    private final double[] baseError;

    private final boolean[] label;

    private Calibration(Forecasts forecasts, int[] rows) {
        repository = Arrays.stream(rows).map(forecasts::repository).toArray();
        probability = Arrays.stream(rows)
                .mapToDouble(row -> forecasts.value(RankingMethod.PROBABILITY, row))
                .toArray();
        label = new boolean[rows.length];
        error = new double[rows.length];
        baseError = new double[rows.length];
        for (int i = 0; i < rows.length; i++) {
            label[i] = forecasts.label(rows[i]);
            error[i] = BrierScore.error(probability[i], label[i]);
            baseError[i] = BrierScore.error(forecasts.baseRate(rows[i]), label[i]);
        }
    }

    /** The rows with a probability on some dates. */
    static Calibration of(Forecasts forecasts, List<Integer> dates) {
        int[] rows = dates.stream()
                .flatMapToInt(date -> IntStream.range(forecasts.start(date), forecasts.end(date)))
                .filter(row -> !Double.isNaN(forecasts.value(RankingMethod.PROBABILITY, row)))
                .toArray();
        return new Calibration(forecasts, rows);
    }

    int rows() {
        return repository.length;
    }

    /** Rows with a base rate. */
    int comparedRows() {
        return (int)
                Arrays.stream(baseError).filter(error -> !Double.isNaN(error)).count();
    }

    /** Rows in a bin, the first being 0. */
    int rows(int bin) {
        return (int) Arrays.stream(probability).filter(p -> bin(p) == bin).count();
    }

    static int bin(double probability) {
        return Math.min((int) (probability * BINS), BINS - 1);
    }

    double[] measured(byte[] weights) {
        long all = 0;
        double errors = 0;
        long compared = 0;
        double comparedErrors = 0;
        double baseErrors = 0;
        long[] inBin = new long[BINS];
        double[] probabilities = new double[BINS];
        long[] hits = new long[BINS];
        for (int i = 0; i < repository.length; i++) {
            int weight = weights[repository[i]];
            if (weight == 0) {
                continue;
            }
            all += weight;
            errors += weight * error[i];
            if (!Double.isNaN(baseError[i])) {
                compared += weight;
                comparedErrors += weight * error[i];
                baseErrors += weight * baseError[i];
            }
            int bin = bin(probability[i]);
            inBin[bin] += weight;
            probabilities[bin] += weight * probability[i];
            hits[bin] += label[i] ? weight : 0;
        }
        double[] figures = new double[FIGURES];
        figures[0] = errors / all;
        figures[1] = baseErrors / compared;
        figures[2] = BrierScore.skill(comparedErrors, baseErrors);
        for (int bin = 0; bin < BINS; bin++) {
            figures[3 + 2 * bin] = probabilities[bin] / inBin[bin];
            figures[4 + 2 * bin] = (double) hits[bin] / inBin[bin];
        }
        return figures;
    }
}
