package dev.reposignal.evaluation;

import java.util.List;
import java.util.stream.IntStream;

/**
 * Average precision and the area under the ROC curve over the rows of all dates together.
 *
 * <p>Rows of equal value are one threshold, so their order does not matter. Average precision = sum over thresholds of the
 * gain in recall x the precision there. AUC = share of pairs of a break-out and another row in which the break-out has
 * the larger value, ties half (Fawcett 2006; the Mann-Whitney statistic). Rows that a method does not rank come last,
 * all tied.
 */
final class ThresholdMetrics {
    /** What {@link #measured} gives, in order: average precision, AUC. */
    static final int FIGURES = 2;

    private static final int LABEL = 1;
    private static final int ENDS_TIE = 2;
    private static final int FLAGS = 2;

    /** Per place: the repository's number, and in the two lowest bits label and end of a tie. */
    private final int[] places;

    private ThresholdMetrics(int[] places) {
        this.places = places;
    }

    /**
     * Packs a ranking for many walks.
     *
     * @param dates positions of the dates walked, among those the ranking covers
     */
    static ThresholdMetrics of(Forecasts forecasts, RankingMethod method, List<Integer> dates) {
        int[] rows = dates.stream()
                .flatMapToInt(date -> IntStream.range(forecasts.start(date), forecasts.end(date)))
                .toArray();
        double[] values = IntStream.of(rows)
                .mapToDouble(row -> forecasts.value(method, row))
                .toArray();
        Ranking ranking = Ranking.descending(values, 0, values.length, true);
        int[] places = new int[ranking.size()];
        for (int place = 0; place < places.length; place++) {
            int row = rows[ranking.row(place)];
            places[place] = forecasts.repository(row) << FLAGS
                    | (ranking.endsTie(place) ? ENDS_TIE : 0)
                    | (forecasts.label(row) ? LABEL : 0);
        }
        return new ThresholdMetrics(places);
    }

    int rows() {
        return places.length;
    }

    /** Average precision and AUC; NaN without a break-out, AUC also without any other row. */
    double[] measured(byte[] weights) {
        long hits = 0;
        long others = 0;
        long tiedHits = 0;
        long tiedOthers = 0;
        double precisionTimesHits = 0;
        double pairsLost = 0;
        for (int place : places) {
            int weight = weights[place >>> FLAGS];
            if ((place & LABEL) != 0) {
                tiedHits += weight;
            } else {
                tiedOthers += weight;
            }
            if ((place & ENDS_TIE) != 0) {
                if (tiedHits > 0) {
                    pairsLost += tiedHits * (others + tiedOthers / 2.0);
                    hits += tiedHits;
                    others += tiedOthers;
                    precisionTimesHits += (double) tiedHits * hits / (hits + others);
                } else {
                    others += tiedOthers;
                }
                tiedHits = 0;
                tiedOthers = 0;
            }
        }
        return new double[] {precisionTimesHits / hits, 1 - pairsLost / ((double) hits * others)};
    }
}
