package dev.reposignal.chart;

import java.time.LocalDate;
import java.time.format.TextStyle;
import java.util.List;
import java.util.Locale;

/** Small lines under one another, each on its own scale, over the same days; a missing day is bridged by dots. */
public final class SparkChart {
    private static final double STEP = 24;
    private static final double TOP = 4;
    private static final double FOOT = 20;
    private static final double PLACE = 16;
    private static final double NAME = 23;
    private static final double LEFT = 196;
    private static final double RIGHT = 300;
    private static final double HALF = 8;

    private SparkChart() {}

    /**
     * A line with the text next to it.
     *
     * @param name as much of a name as fits in 25 characters
     * @param change what the line comes to
     * @param points in the order of their days
     */
    public record Row(List<ChartLabel> place, ChartLabel name, List<ChartLabel> change, List<Point> points) {
        public Row {
            place = List.copyOf(place);
            change = List.copyOf(change);
            points = List.copyOf(points);
        }
    }

    /** A count on a day. */
    public record Point(LocalDate day, long count) {}

    /** The rows in their order, over the days from first to last. */
    public static SvgMarkup drawn(AltText meaning, List<Row> rows, LocalDate first, LocalDate last) {
        double foot = TOP + rows.size() * STEP;
        AxisScale across = AxisScale.days(first, last, LEFT, RIGHT);
        Svg svg = new Svg("sparks", foot + FOOT, meaning);
        for (int i = 0; i < rows.size(); i++) {
            Row row = rows.get(i);
            double middle = TOP + (i + 0.5) * STEP;
            if (!row.place().isEmpty()) {
                svg.text("soft", Svg.Anchor.END, PLACE, middle, row.place());
            }
            svg.text("label", Svg.Anchor.START, NAME, middle, List.of(row.name()));
            line(svg, row.points(), across, middle);
            if (!row.change().isEmpty()) {
                svg.text("label", Svg.Anchor.END, Svg.WIDTH - 2, middle, row.change());
            }
        }
        svg.text("soft", Svg.Anchor.START, LEFT, foot + FOOT / 2, List.of(day(first)));
        svg.text("soft", Svg.Anchor.END, RIGHT, foot + FOOT / 2, List.of(day(last)));
        return svg.drawn();
    }

    private static void line(Svg svg, List<Point> points, AxisScale across, double middle) {
        if (points.isEmpty()) {
            return;
        }
        double least = points.stream().mapToLong(Point::count).min().orElseThrow();
        double most = points.stream().mapToLong(Point::count).max().orElseThrow();
        AxisScale up = AxisScale.linear(least, most, middle + HALF, middle - HALF);
        StringBuilder whole = new StringBuilder();
        StringBuilder bridges = new StringBuilder();
        for (int i = 0; i < points.size(); i++) {
            String place = place(points.get(i), across, up);
            boolean isNext = i > 0
                    && points.get(i - 1).day().plusDays(1).equals(points.get(i).day());
            whole.append(isNext ? "L" : "M").append(place);
            if (i > 0 && !isNext) {
                bridges.append("M")
                        .append(place(points.get(i - 1), across, up))
                        .append("L")
                        .append(place);
            }
        }
        if (!bridges.isEmpty()) {
            svg.path("bridge", bridges.toString(), "1 3");
        }
        svg.path("line", whole.toString(), "");
        Point newest = points.get(points.size() - 1);
        svg.shape("end", Svg.Shape.CIRCLE, across.at(newest.day()), up.at((double) newest.count()), 2.5);
    }

    private static String place(Point point, AxisScale across, AxisScale up) {
        return Svg.number(across.at(point.day())) + " " + Svg.number(up.at((double) point.count()));
    }

    /** 6 Mar */
    private static ChartLabel day(LocalDate day) {
        return ChartLabel.scale(
                day.getDayOfMonth() + " " + day.getMonth().getDisplayName(TextStyle.SHORT, Locale.ENGLISH));
    }
}
