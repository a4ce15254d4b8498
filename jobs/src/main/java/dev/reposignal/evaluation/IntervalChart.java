package dev.reposignal.evaluation;

import dev.reposignal.text.NumberFormats;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Shares with their intervals, one line per method, as places in a drawing {@link #WIDTH} units wide.
 *
 * @param k of precision@k
 * @param description what it shows, for those who do not see it
 * @param height of the drawing
 * @param ticks of the axis, the first at 0
 * @param chance where drawing blindly would stand; null where unknown
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
    private static final double[] STEPS = {0.01, 0.02, 0.05, 0.1, 0.2, 0.25};
    private static final int MOST_TICKS = 6;

    /** A place on the axis with its label. */
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

    static IntervalChart of(int k, List<Measurement> measurements, @Nullable Double chance) {
        List<Measurement> sorted = measurements.stream()
                .filter(measurement -> measurement.value() != null)
                .sorted(Comparator.comparing(IntervalChart::value).reversed())
                .toList();
        double highest = Stream.concat(sorted.stream().map(IntervalChart::high), Stream.of(0.04))
                .mapToDouble(value -> value)
                .max()
                .orElseThrow();
        double step = Arrays.stream(STEPS)
                .filter(candidate -> highest / candidate <= MOST_TICKS)
                .findFirst()
                .orElse(STEPS[STEPS.length - 1]);
        double end = Math.ceil(highest / step - 1e-9) * step;
        List<Tick> ticks = new ArrayList<>();
        for (int i = 0; i * step <= end + 1e-9; i++) {
            ticks.add(new Tick(x(i * step, end), NumberFormats.percent(i * step)));
        }
        List<Mark> marks = new ArrayList<>();
        for (Measurement measurement : sorted) {
            RankingMethod method = method(measurement);
            marks.add(new Mark(
                    method.title(),
                    !method.isBaseline(),
                    number(TOP + STEP * (marks.size() + 0.5)),
                    x(value(measurement), end),
                    x(low(measurement), end),
                    x(high(measurement), end),
                    NumberFormats.percent(measurement.value())));
        }
        return new IntervalChart(
                k,
                description(k, sorted),
                TOP + STEP * marks.size() + BOTTOM,
                ticks,
                chance == null || chance > end ? null : new Tick(x(chance, end), NumberFormats.percent(chance)),
                marks);
    }

    private static String description(int k, List<Measurement> sorted) {
        List<String> parts = sorted.stream()
                .map(measurement -> "%s %s, interval %s to %s"
                        .formatted(
                                method(measurement).title(),
                                NumberFormats.percent(measurement.value()),
                                NumberFormats.percent(measurement.low()),
                                NumberFormats.percent(measurement.high())))
                .toList();
        return "Share of break-outs among the first %d of each date: %s.".formatted(k, String.join("; ", parts));
    }

    private static RankingMethod method(Measurement measurement) {
        return Arrays.stream(RankingMethod.values())
                .filter(method -> method.column().equals(measurement.method()))
                .findFirst()
                .orElseThrow();
    }

    private static double value(Measurement measurement) {
        return Objects.requireNonNull(measurement.value());
    }

    private static double low(Measurement measurement) {
        return measurement.low() == null ? value(measurement) : measurement.low();
    }

    private static double high(Measurement measurement) {
        return measurement.high() == null ? value(measurement) : measurement.high();
    }

    private static String x(double share, double end) {
        return number(LEFT + (RIGHT - LEFT) * share / end);
    }

    private static String number(double place) {
        return String.format(Locale.ROOT, "%.1f", place);
    }
}
