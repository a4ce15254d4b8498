package dev.reposignal.chart;

import dev.reposignal.text.NumberFormats;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Shares with their intervals, one line per method, as coordinates of a drawing {@link #WIDTH} units wide.
 *
 * @param k of precision@k
 * @param description what it shows, for those who do not see it
 * @param height of the drawing
 * @param ticks of the axis, the first at 0
 * @param chance the share that picking blindly finds; null where unknown
 * @param marks one per method, the best first
 */
public record IntervalChart(
        int k,
        String description,
        int height,
        List<Tick> ticks,
        @Nullable Tick chance,
        List<Mark> marks) {
    public static final int WIDTH = 680;
    /** Where the axis begins, right of names and figures: what a narrow screen shows first. */
    public static final int LEFT = 236;
    /** Where the axis ends. */
    public static final int RIGHT = 652;

    private static final int TOP = 30;
    private static final int STEP = 28;
    private static final int BOTTOM = 34;
    /** The axis reaches at least so far. */
    private static final double LEAST_END = 0.04;

    private static final int MOST_TICKS = 6;

    /** A position on the axis with its label. */
    public record Tick(String x, String label) {}

    /**
     * A method's figure.
     *
     * @param isOwn drawn full instead of hollow
     */
    public record Mark(String name, boolean isOwn, String y, String x, String low, String high, String label) {}

    public IntervalChart {
        ticks = List.copyOf(ticks);
        marks = List.copyOf(marks);
    }

    /**
     * A share with the ends of its interval, 0 to 1.
     *
     * @param isOwn drawn full instead of hollow
     */
    public record Estimate(String name, boolean isOwn, double value, double low, double high) {}

    /**
     * The shares of some methods.
     *
     * @param k of precision@k
     * @param chance the share that picking blindly finds; null where unknown
     */
    public static IntervalChart of(int k, List<Estimate> estimates, @Nullable Double chance) {
        List<Estimate> sorted = estimates.stream()
                .sorted(Comparator.comparing(Estimate::value).reversed())
                .toList();
        double highest = sorted.stream().mapToDouble(Estimate::high).reduce(LEAST_END, Math::max);
        double step = AxisScale.shareStep(highest, MOST_TICKS);
        double end = AxisScale.shareEnd(highest, MOST_TICKS);
        AxisScale across = AxisScale.linear(0, end, LEFT, RIGHT);
        List<Tick> ticks = new ArrayList<>();
        for (int i = 0; i * step <= end + 1e-9; i++) {
            ticks.add(new Tick(
                    AxisScale.shown(across.at(i * step)),
                    AxisScale.percent(i * step).text()));
        }
        List<Mark> marks = new ArrayList<>();
        for (Estimate estimate : sorted) {
            marks.add(new Mark(
                    estimate.name(),
                    estimate.isOwn(),
                    AxisScale.shown(TOP + STEP * (marks.size() + 0.5)),
                    AxisScale.shown(across.at(estimate.value())),
                    AxisScale.shown(across.at(estimate.low())),
                    AxisScale.shown(across.at(estimate.high())),
                    NumberFormats.percent(estimate.value())));
        }
        return new IntervalChart(
                k,
                description(k, sorted),
                TOP + STEP * marks.size() + BOTTOM,
                ticks,
                chance == null || chance > end
                        ? null
                        : new Tick(AxisScale.shown(across.at(chance)), NumberFormats.percent(chance)),
                marks);
    }

    private static String description(int k, List<Estimate> sorted) {
        List<String> parts = sorted.stream()
                .map(estimate -> "%s %s, interval %s to %s"
                        .formatted(
                                estimate.name(),
                                NumberFormats.percent(estimate.value()),
                                NumberFormats.percent(estimate.low()),
                                NumberFormats.percent(estimate.high())))
                .toList();
        return "Share of break-outs among the first %d of each date: %s.".formatted(k, String.join("; ", parts));
    }
}
