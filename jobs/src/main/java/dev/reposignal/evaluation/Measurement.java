package dev.reposignal.evaluation;

import dev.reposignal.stats.BootstrapEstimate;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One figure of a backtest: a row of {@code backtest_metrics} without the backtest's own columns.
 *
 * @param period a quarter as 2025-Q3, or {@link #WHOLE}
 * @param method the column of the {@link RankingMethod} measured, {@link #UNIVERSE} for counts of what was graded, or
 *     {@link #BASE_RATE} for the reference of the skill
 * @param metric what was measured, as listed in jobs/docs/backtest.md
 * @param place the k of precision@k and recall@k, the bin (1 to 10) of a reliability diagram, else 0
 * @param value the figure; null where it is not defined, as the precision of no forecasts
 * @param low lower end of the 95 % interval; null for a count and where there is none
 * @param high upper end of it
 * @param cases what the figure rests on: dates for precision@k and recall@k, else rows
 */
public record Measurement(
        String period,
        String method,
        String metric,
        int place,
        @Nullable Double value,
        @Nullable Double low,
        @Nullable Double high,
        long cases) {
    /** The period that is all dates together. */
    public static final String WHOLE = "all";

    public static final String UNIVERSE = "universe";
    public static final String BASE_RATE = "base_rate";

    public static final String PRECISION = "precision";
    public static final String RECALL = "recall";
    public static final String PRECISION_RATIO = "precision_ratio";
    public static final String AVERAGE_PRECISION = "average_precision";
    public static final String AUC = "auc";
    public static final String BRIER_SCORE = "brier_score";
    public static final String BRIER_SKILL = "brier_skill";
    public static final String MEAN_PROBABILITY = "mean_probability";
    public static final String OBSERVED_SHARE = "observed_share";

    public static final String MEDIAN_GAIN = "median_gain_28d";
    public static final String MEDIAN_GROWTH = "median_growth_28d";
    public static final String MEDIAN_GAIN_LATER = "median_gain_90d";
    public static final String MEDIAN_GROWTH_LATER = "median_growth_90d";
    public static final String MEAN_GROWTH = "mean_growth_28d";
    public static final String CONTROL_MEAN_GROWTH = "control_mean_growth_28d";
    public static final String CONTROL_MEDIAN_GAIN = "control_median_gain_28d";
    public static final String GROWTH_RATIO = "growth_ratio_28d";
    public static final String NEW_NAMES = "new_names";
    public static final String DOUBLING_PRECISION = "doubling_precision";
    public static final String CAPTURED_SHARE = "captured_share";
    public static final String NAMES_LISTED = "names_listed";

    public Measurement {
        Objects.requireNonNull(period);
        Objects.requireNonNull(method);
        Objects.requireNonNull(metric);
    }

    /** A count of what was graded. */
    static Measurement counted(String period, String metric, long count, long cases) {
        return new Measurement(period, UNIVERSE, metric, 0, (double) count, null, null, cases);
    }

    /** A figure with its interval; undefined ones are null. */
    static Measurement estimated(
            String period,
            String method,
            String metric,
            int place,
            double value,
            BootstrapEstimate.Interval interval,
            long cases) {
        return new Measurement(
                period,
                method,
                metric,
                place,
                defined(value),
                defined(interval.low()),
                defined(interval.high()),
                cases);
    }

    private static @Nullable Double defined(double value) {
        return Double.isFinite(value) ? (Double) value : null;
    }
}
