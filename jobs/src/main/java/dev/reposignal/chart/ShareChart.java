package dev.reposignal.chart;

import java.time.LocalDate;
import java.time.format.TextStyle;
import java.util.List;
import java.util.Locale;

/** Shares over time, one line each, which differ in dashes and in the shape at their end. */
public final class ShareChart {
    private static final double HEIGHT = 220;
    private static final double LEFT = 34;
    private static final double RIGHT = 212;
    private static final double TOP = 12;
    private static final double BOTTOM = 192;
    private static final int MOST_STEPS = 5;

    private static final List<String> DASHES = List.of("", "7 3", "2 3", "9 3 2 3", "4 2");

    private static final List<Svg.Shape> SHAPES =
            List.of(Svg.Shape.CIRCLE, Svg.Shape.SQUARE, Svg.Shape.DIAMOND, Svg.Shape.TRIANGLE, Svg.Shape.CROSS);

    private ShareChart() {}

    /**
     * A line.
     *
     * @param value its last share, as printed
     * @param name what it is the share of
     * @param points in the order of their days, the last on the last day drawn
     */
    public record Line(ChartLabel value, ChartLabel name, List<Point> points) {
        public Line {
            points = List.copyOf(points);
        }
    }

    /** A share on a day. */
    public record Point(LocalDate day, double share) {}

    /** At least one line of at least two points; the labels are printed in the order of the lines. */
    public static SvgMarkup drawn(AltText meaning, List<Line> lines) {
        double highest = lines.stream()
                .flatMap(line -> line.points().stream())
                .mapToDouble(Point::share)
                .max()
                .orElseThrow();
        List<LocalDate> days = lines.stream()
                .flatMap(line -> line.points().stream())
                .map(Point::day)
                .sorted()
                .toList();
        LocalDate first = days.get(0);
        LocalDate last = days.get(days.size() - 1);
        double end = AxisScale.shareEnd(highest, MOST_STEPS);
        double step = AxisScale.shareStep(highest, MOST_STEPS);
        AxisScale across = AxisScale.days(first, last, LEFT, RIGHT);
        AxisScale up = AxisScale.linear(0, end, BOTTOM, TOP);

        Svg svg = new Svg("shares", HEIGHT, meaning);
        for (int i = 0; i * step <= end + 1e-9; i++) {
            double y = up.at(i * step);
            svg.line(i == 0 ? "axis" : "grid", LEFT, y, RIGHT, y);
            svg.text("soft", Svg.Anchor.END, LEFT - 5, y, List.of(AxisScale.percent(i * step)));
        }
        svg.text("soft", Svg.Anchor.START, LEFT, BOTTOM + 15, List.of(day(first)));
        svg.text("soft", Svg.Anchor.END, RIGHT, BOTTOM + 15, List.of(day(last)));
        for (int i = lines.size() - 1; i >= 0; i--) {
            List<Point> points = lines.get(i).points();
            Point newest = points.get(points.size() - 1);
            svg.path("line line-" + (i + 1), places(points, across, up), DASHES.get(i % DASHES.size()));
            svg.shape("end line-" + (i + 1), shape(i), across.at(newest.day()), up.at(newest.share()), 3);
        }
        double[] heights = LabelPlacement.apart(
                lines.stream()
                        .mapToDouble(line -> up.at(
                                line.points().get(line.points().size() - 1).share()))
                        .toArray(),
                Svg.TEXT + 3,
                TOP,
                BOTTOM);
        for (int i = 0; i < lines.size(); i++) {
            svg.shape("end line-" + (i + 1), shape(i), RIGHT + 12, heights[i], 3);
            svg.text(
                    "label line-" + (i + 1),
                    Svg.Anchor.START,
                    RIGHT + 20,
                    heights[i],
                    List.of(lines.get(i).value(), lines.get(i).name()));
        }
        return svg.drawn();
    }

    private static Svg.Shape shape(int line) {
        return SHAPES.get(line % SHAPES.size());
    }

    private static String places(List<Point> points, AxisScale across, AxisScale up) {
        StringBuilder places = new StringBuilder();
        for (Point point : points) {
            places.append(places.isEmpty() ? "M" : "L")
                    .append(Svg.number(across.at(point.day())))
                    .append(' ')
                    .append(Svg.number(up.at(point.share())));
        }
        return places.toString();
    }

    /** 6 Mar */
    static ChartLabel day(LocalDate day) {
        return ChartLabel.scale(
                day.getDayOfMonth() + " " + day.getMonth().getDisplayName(TextStyle.SHORT, Locale.ENGLISH));
    }
}
