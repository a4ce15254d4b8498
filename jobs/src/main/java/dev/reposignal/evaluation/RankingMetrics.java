package dev.reposignal.evaluation;

import java.util.ArrayList;
import java.util.List;

/**
 * Precision and recall of what a method ranks first on each date, averaged over dates (Manning, Raghavan and Schütze 2008,
 * section 8.4).
 *
 * <p>precision@k = break-outs among the first k / k: a place left empty is a miss. recall@k = break-outs among the first k /
 * break-outs of the date; a date without any has no recall. Equal values are taken in the order of repo_key.
 */
final class RankingMetrics {
    /** What {@link #measured} gives, in order. */
    static final List<Integer> PRECISION_AT = List.of(5, 15, 50);

    static final int RECALL_AT = 50;
    static final int FIGURES = PRECISION_AT.size() + 1;

    private final Forecasts forecasts;
    private final List<Ranking> rankings;
    private final List<int[]> breakouts;

    private RankingMetrics(Forecasts forecasts, List<Ranking> rankings, List<int[]> breakouts) {
        this.forecasts = forecasts;
        this.rankings = rankings;
        this.breakouts = breakouts;
    }

    /** @param dates positions of the dates on which the method ranks anything */
    static RankingMetrics of(Forecasts forecasts, RankingMethod method, List<Integer> dates) {
        List<Ranking> rankings = new ArrayList<>();
        List<int[]> breakouts = new ArrayList<>();
        for (int date : dates) {
            int from = forecasts.start(date);
            int to = forecasts.end(date);
            rankings.add(Ranking.descending(forecasts.column(method), from, to, false));
            breakouts.add(java.util.stream.IntStream.range(from, to)
                    .filter(forecasts::label)
                    .toArray());
        }
        return new RankingMetrics(forecasts, rankings, breakouts);
    }

    /**
     * precision@5, @15, @50 and recall@50.
     *
     * @param weights how often each repository counts; one that counts twice takes two places
     */
    double[] measured(byte[] weights) {
        double[] sums = new double[FIGURES];
        int datesWithBreakouts = 0;
        for (int date = 0; date < rankings.size(); date++) {
            for (int i = 0; i < PRECISION_AT.size(); i++) {
                int k = PRECISION_AT.get(i);
                sums[i] += (double) hits(rankings.get(date), k, weights) / k;
            }
            int all = 0;
            for (int row : breakouts.get(date)) {
                all += weights[forecasts.repository(row)];
            }
            if (all > 0) {
                datesWithBreakouts++;
                sums[FIGURES - 1] += (double) hits(rankings.get(date), RECALL_AT, weights) / all;
            }
        }
        for (int i = 0; i < PRECISION_AT.size(); i++) {
            sums[i] /= rankings.size();
        }
        sums[FIGURES - 1] /= datesWithBreakouts;
        return sums;
    }

    private int hits(Ranking ranking, int k, byte[] weights) {
        int taken = 0;
        int hits = 0;
        for (int place = 0; place < ranking.size() && taken < k; place++) {
            int row = ranking.row(place);
            int places = Math.min(weights[forecasts.repository(row)], k - taken);
            taken += places;
            if (forecasts.label(row)) {
                hits += places;
            }
        }
        return hits;
    }
}
