package dev.reposignal.evaluation;

import dev.reposignal.text.NumberFormats;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Observed share of break-outs over mean probability, as places in a square of {@link #SIZE} units inside margins.
 *
 * @param description what it shows, for those who do not see it
 * @param points one per bin that holds forecasts
 */
public record ReliabilityChart(String description, List<Point> points) {
    public static final int SIZE = 440;
    public static final int LEFT = 64;
    public static final int TOP = 20;

    private static final int BINS = 10;

    /**
     * A bin.
     *
     * @param cases how many forecasts it holds, as printed
     */
    public record Point(String x, String y, String low, String high, String cases) {}

    public ReliabilityChart {
        points = List.copyOf(points);
    }

    static Optional<ReliabilityChart> of(Backtest backtest) {
        List<Point> points = new ArrayList<>();
        List<String> words = new ArrayList<>();
        for (int bin = 1; bin <= BINS; bin++) {
            Measurement said = measurement(backtest, Measurement.MEAN_PROBABILITY, bin);
            Measurement seen = measurement(backtest, Measurement.OBSERVED_SHARE, bin);
            if (said == null || seen == null || said.value() == null || seen.value() == null) {
                continue;
            }
            points.add(new Point(
                    x(said.value()),
                    y(seen.value()),
                    y(seen.low() == null ? seen.value() : seen.low()),
                    y(seen.high() == null ? seen.value() : seen.high()),
                    NumberFormats.count(seen.cases())));
            words.add("said %s, seen %s in %s forecasts"
                    .formatted(
                            NumberFormats.percent(said.value()),
                            NumberFormats.percent(seen.value()),
                            NumberFormats.count(seen.cases())));
        }
        return points.isEmpty()
                ? Optional.empty()
                : Optional.of(new ReliabilityChart(String.join("; ", words) + ".", points));
    }

    private static @Nullable Measurement measurement(Backtest backtest, String metric, int bin) {
        return backtest.measurement(Measurement.WHOLE, RankingMethod.PROBABILITY.column(), metric, bin)
                .orElse(null);
    }

    private static String x(double share) {
        return String.format(Locale.ROOT, "%.1f", LEFT + SIZE * share);
    }

    private static String y(double share) {
        return String.format(Locale.ROOT, "%.1f", TOP + SIZE * (1 - share));
    }
}
