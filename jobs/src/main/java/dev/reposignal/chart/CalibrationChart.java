package dev.reposignal.chart;

import dev.reposignal.stats.WilsonInterval;
import java.util.List;

/**
 * Predicted probabilities against the shares that came true, as points with their 95 % score intervals (Wilson 1927); on the dashed line
 * the two agree.
 */
public final class CalibrationChart {
    private static final double HEIGHT = 330;
    private static final double LEFT = 44;
    private static final double RIGHT = 344;
    private static final double TOP = 10;
    private static final double BOTTOM = 282;
    private static final int MOST_STEPS = 5;

    private CalibrationChart() {}

    /**
     * Forecasts of like probability.
     *
     * @param label printed next to it
     * @param predicted mean probability, 0-1
     * @param observed share that came true, 0-1
     * @param count how many
     */
    public record Point(List<ChartLabel> label, double predicted, double observed, long count) {
        public Point {
            label = List.copyOf(label);
        }

        private double low() {
            return interval().low();
        }

        private double high() {
            return interval().high();
        }

        private WilsonInterval interval() {
            return WilsonInterval.of(observed, count);
        }
    }

    /** At least one point; the labels are printed in their order. */
    public static SvgMarkup drawn(AltText meaning, ChartLabel saidAxis, ChartLabel seenAxis, List<Point> points) {
        double highest = points.stream()
                .mapToDouble(point -> Math.max(point.predicted(), point.high()))
                .max()
                .orElseThrow();
        double step = AxisScale.shareStep(highest, MOST_STEPS);
        double end = AxisScale.shareEnd(highest, MOST_STEPS);
        AxisScale across = AxisScale.linear(0, end, LEFT, RIGHT);
        AxisScale up = AxisScale.linear(0, end, BOTTOM, TOP);

        Svg svg = new Svg("calibration", HEIGHT, meaning);
        for (int i = 0; i * step <= end + 1e-9; i++) {
            double share = i * step;
            svg.line(i == 0 ? "axis" : "grid", across.at(share), TOP, across.at(share), BOTTOM);
            svg.line(i == 0 ? "axis" : "grid", LEFT, up.at(share), RIGHT, up.at(share));
            svg.text("soft", Svg.Anchor.MIDDLE, across.at(share), BOTTOM + 12, List.of(AxisScale.percent(share)));
            svg.text("soft", Svg.Anchor.END, LEFT - 5, up.at(share), List.of(AxisScale.percent(share)));
        }
        svg.text("soft", Svg.Anchor.END, RIGHT, BOTTOM + 34, List.of(saidAxis));
        svg.text("soft", Svg.Anchor.START, 2, BOTTOM + 34, List.of(seenAxis));
        svg.path(
                "guide",
                "M%s %sL%s %s"
                        .formatted(
                                Svg.number(LEFT),
                                Svg.number(BOTTOM),
                                Svg.number(across.at(end)),
                                Svg.number(up.at(end))),
                "4 4");
        for (Point point : points) {
            double x = across.at(point.predicted());
            svg.line("whisker", x, up.at(point.low()), x, up.at(point.high()));
            svg.shape("mark", Svg.Shape.CIRCLE, x, up.at(point.observed()), 4);
        }
        LabelPlacement boxes = new LabelPlacement(Svg.WIDTH, BOTTOM);
        for (Point point : points) {
            double x = across.at(point.predicted());
            double y = up.at(point.observed());
            boxes.take(x - 4, y - 4, x + 4, y + 4);
        }
        for (Point point : points) {
            double x = across.at(point.predicted());
            double y = up.at(point.observed());
            int characters = point.label().stream()
                    .mapToInt(label -> label.text().length() + 1)
                    .sum();
            LabelPlacement.Place place = boxes.beside(x, y, 8, characters, 3)
                    .orElse(new LabelPlacement.Place(Svg.Anchor.END, x - 8, y, false));
            svg.text("label halo", place.anchor(), place.x(), place.y(), point.label());
        }
        return svg.drawn();
    }
}
