package dev.reposignal.chart;

import dev.reposignal.text.NumberFormats;
import java.util.ArrayList;
import java.util.List;

/**
 * Observed share of break-outs over mean probability, as coordinates in a square of {@link #SIZE} units inside margins.
 *
 * @param description what it shows, for those who do not see it
 * @param points one per bin that holds forecasts
 */
public record ReliabilityChart(String description, List<Point> points) {
    public static final int SIZE = 440;
    public static final int LEFT = 64;
    public static final int TOP = 20;

    /**
     * A bin.
     *
     * @param cases how many forecasts it holds, as printed
     */
    public record Point(String x, String y, String low, String high, String cases) {}

    public ReliabilityChart {
        points = List.copyOf(points);
    }

    /**
     * Forecasts of similar probability.
     *
     * @param predicted mean predicted probability, 0-1
     * @param observed share that came true, 0-1, with the ends of its interval
     */
    public record Bin(double predicted, double observed, double low, double high, long cases) {}

    /** One point per bin, in their order. */
    public static ReliabilityChart of(List<Bin> bins) {
        AxisScale across = AxisScale.linear(0, 1, LEFT, (double) LEFT + SIZE);
        AxisScale up = AxisScale.linear(0, 1, (double) TOP + SIZE, TOP);
        List<Point> points = new ArrayList<>();
        List<String> words = new ArrayList<>();
        for (Bin bin : bins) {
            points.add(new Point(
                    AxisScale.shown(across.at(bin.predicted())),
                    AxisScale.shown(up.at(bin.observed())),
                    AxisScale.shown(up.at(bin.low())),
                    AxisScale.shown(up.at(bin.high())),
                    NumberFormats.count(bin.cases())));
            words.add("predicted %s, observed %s in %s forecasts"
                    .formatted(
                            NumberFormats.percent(bin.predicted()),
                            NumberFormats.percent(bin.observed()),
                            NumberFormats.count(bin.cases())));
        }
        return new ReliabilityChart(String.join("; ", words) + ".", points);
    }
}
