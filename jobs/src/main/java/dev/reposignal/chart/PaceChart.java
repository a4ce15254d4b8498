package dev.reposignal.chart;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Pace against size on logarithmic scales: some marked repositories before the crowd of all others. */
public final class PaceChart {
    /** Squares of the crowd per power of ten, both ways. */
    public static final int SQUARES = 5;

    private static final double HEIGHT = 300;
    private static final double LEFT = 40;
    private static final double RIGHT = 352;
    private static final double TOP = 10;
    private static final double BOTTOM = 254;
    /** How dark a square is that holds at least 1, 4, 16, 64 repositories. */
    private static final double[] SHADES = {0.08, 0.16, 0.28, 0.42};

    private PaceChart() {}

    /** A marked repository. */
    public record Mark(List<ChartLabel> label, double size, double pace) {
        public Mark {
            label = List.copyOf(label);
        }
    }

    /**
     * A square of the crowd.
     *
     * @param size floor of {@link #SQUARES} times the decimal logarithm of the size
     * @param pace the same of the pace
     * @param repos how many it holds, at least one
     */
    public record Square(int size, int pace, long repos) {
        private double left() {
            return Math.pow(10, (double) size / SQUARES);
        }

        private double right() {
            return Math.pow(10, (size + 1.0) / SQUARES);
        }

        private double low() {
            return Math.pow(10, (double) pace / SQUARES);
        }

        private double high() {
            return Math.pow(10, (pace + 1.0) / SQUARES);
        }

        private int shade() {
            return Math.min(SHADES.length - 1, (int) (Math.log((double) repos) / Math.log(4) + 1e-9));
        }
    }

    /** Marks with a positive size and pace, at least one; their labels are printed in their order. */
    public static SvgMarkup drawn(
            AltText meaning, ChartLabel sizes, ChartLabel paces, List<Mark> marks, List<Square> crowd) {
        double smallest = Stream.concat(
                        marks.stream().map(Mark::size), crowd.stream().map(Square::left))
                .mapToDouble(size -> size)
                .min()
                .orElseThrow();
        double largest = Stream.concat(
                        marks.stream().map(Mark::size), crowd.stream().map(Square::right))
                .mapToDouble(size -> size)
                .max()
                .orElseThrow();
        double slowest = Stream.concat(
                        marks.stream().map(Mark::pace), crowd.stream().map(Square::low))
                .mapToDouble(pace -> pace)
                .min()
                .orElseThrow();
        double fastest = Stream.concat(
                        marks.stream().map(Mark::pace), crowd.stream().map(Square::high))
                .mapToDouble(pace -> pace)
                .max()
                .orElseThrow();
        AxisScale across = AxisScale.logarithmic(smallest / 1.1, largest * 1.1, LEFT, RIGHT);
        AxisScale up = AxisScale.logarithmic(slowest / 1.1, fastest * 1.3, BOTTOM, TOP);

        Svg svg = new Svg("pace", HEIGHT, meaning);
        for (double tick : across.powersOfTen()) {
            svg.line("grid", across.at(tick), TOP, across.at(tick), BOTTOM);
            svg.text("soft", Svg.Anchor.MIDDLE, across.at(tick), BOTTOM + 12, List.of(AxisScale.power(tick)));
        }
        for (double tick : up.powersOfTen()) {
            svg.line("grid", LEFT, up.at(tick), RIGHT, up.at(tick));
            svg.text("soft", Svg.Anchor.END, LEFT - 5, up.at(tick), List.of(AxisScale.power(tick)));
        }
        svg.text("soft", Svg.Anchor.END, RIGHT, BOTTOM + 32, List.of(sizes));
        svg.text("soft", Svg.Anchor.START, 2, BOTTOM + 32, List.of(paces));
        shades(crowd, across, up).forEach((shade, places) -> svg.area("crowd", places, SHADES[shade]));

        LabelPlacement boxes = new LabelPlacement(Svg.WIDTH, BOTTOM);
        for (Mark mark : marks) {
            double x = across.at(mark.size());
            double y = up.at(mark.pace());
            boxes.take(x - 4, y - 4, x + 4, y + 4);
        }
        marks.forEach(mark -> svg.shape("mark", Svg.Shape.DIAMOND, across.at(mark.size()), up.at(mark.pace()), 4.5));
        for (Mark mark : marks) {
            if (mark.label().isEmpty()) {
                continue;
            }
            double x = across.at(mark.size());
            double y = up.at(mark.pace());
            // Bold digits are wider than the mean character.
            int characters = 1
                    + mark.label().stream()
                            .mapToInt(label -> label.text().length())
                            .sum();
            LabelPlacement.Place place = boxes.beside(x, y, 6, characters, 4)
                    .orElse(new LabelPlacement.Place(Svg.Anchor.START, x + 6, y, false));
            if (place.isFar()) {
                double reach = place.anchor() == Svg.Anchor.MIDDLE ? 0 : place.anchor() == Svg.Anchor.START ? -2 : 2;
                svg.line("leader", x, y, place.x() + reach, place.y());
            }
            svg.text("label own halo", place.anchor(), place.x(), place.y(), mark.label());
        }
        return svg.drawn();
    }

    private static Map<Integer, String> shades(List<Square> crowd, AxisScale across, AxisScale up) {
        Map<Integer, StringBuilder> places = new TreeMap<>();
        for (Square square : crowd) {
            double left = across.at(square.left());
            double right = across.at(square.right());
            double top = up.at(square.high());
            double bottom = up.at(square.low());
            places.computeIfAbsent(square.shade(), shade -> new StringBuilder())
                    .append(String.format(
                            Locale.ROOT,
                            "M%s %sh%sv%sh%sz",
                            Svg.number(left + 0.5),
                            Svg.number(top + 0.5),
                            Svg.number(right - left - 1),
                            Svg.number(bottom - top - 1),
                            Svg.number(left - right + 1)));
        }
        Map<Integer, String> shades = new TreeMap<>();
        places.forEach((shade, builder) -> shades.put(shade, builder.toString()));
        return shades;
    }
}
