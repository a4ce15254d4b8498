package dev.reposignal.chart;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A map of clusters: similar clusters are near each other, larger clusters are larger circles. */
public final class ClusterMapChart {
    private static final double HEIGHT = 330;
    private static final double MARGIN = 26;
    private static final double LARGEST = 17;

    private ClusterMapChart() {}

    /**
     * A cluster.
     *
     * @param label printed next to it if there is room
     * @param isChosen filled and labelled in any case
     */
    public record Theme(ChartLabel label, double x, double y, long size, boolean isChosen) {}

    /** A small mark on the map. */
    public record Place(double x, double y) {}

    /**
     * The themes that a map labels: of those given, in their order, as many as find room, and all that are chosen.
     *
     * @param most how many labels at most
     */
    public static List<Theme> labelled(List<Theme> themes, List<Place> marks, int most) {
        Map map = new Map(themes, marks);
        List<Theme> labelled = new ArrayList<>();
        for (Theme theme : themes) {
            if (labelled.size() < most && (map.room(theme).isPresent() || theme.isChosen())) {
                labelled.add(theme);
            }
        }
        return labelled;
    }

    /** All themes as circles, the labelled ones with their labels in the order given, and the marks above them. */
    public static SvgMarkup drawn(AltText meaning, List<Theme> themes, List<Theme> labelled, List<Place> marks) {
        Map map = new Map(themes, marks);
        Svg svg = new Svg("themes", HEIGHT, meaning);
        for (Theme theme : themes) {
            if (!theme.isChosen()) {
                svg.circle("theme", map.x(theme.x()), map.y(theme.y()), map.radius(theme));
            }
        }
        for (Theme theme : themes) {
            if (theme.isChosen()) {
                svg.circle("theme chosen", map.x(theme.x()), map.y(theme.y()), map.radius(theme));
                svg.circle("ring", map.x(theme.x()), map.y(theme.y()), map.radius(theme) + 2.5);
            }
        }
        marks.forEach(mark -> svg.shape("mark", Svg.Shape.DIAMOND, map.x(mark.x()), map.y(mark.y()), 3));
        for (Theme theme : labelled) {
            LabelPlacement.Place place = map.room(theme)
                    .orElse(new LabelPlacement.Place(Svg.Anchor.MIDDLE, map.x(theme.x()), map.y(theme.y()), false));
            svg.text(
                    theme.isChosen() ? "label own halo" : "label halo",
                    place.anchor(),
                    place.x(),
                    place.y(),
                    List.of(theme.label()));
        }
        return svg.drawn();
    }

    /** Coordinates of the drawing. */
    private static final class Map {
        private final AxisScale across;
        private final AxisScale up;
        private final long most;
        private final LabelPlacement boxes = new LabelPlacement(Svg.WIDTH, HEIGHT);

        Map(List<Theme> themes, List<Place> marks) {
            across = scale(themes.stream().mapToDouble(Theme::x).toArray(), MARGIN, Svg.WIDTH - MARGIN);
            up = scale(themes.stream().mapToDouble(Theme::y).toArray(), HEIGHT - MARGIN, MARGIN);
            most = themes.stream().mapToLong(Theme::size).max().orElse(1);
            themes.stream().filter(Theme::isChosen).forEach(theme -> {
                double x = x(theme.x());
                double y = y(theme.y());
                double half = radius(theme) * 0.8;
                boxes.take(x - half, y - half, x + half, y + half);
            });
            marks.forEach(mark -> boxes.take(x(mark.x()) - 3, y(mark.y()) - 3, x(mark.x()) + 3, y(mark.y()) + 3));
        }

        private static AxisScale scale(double[] values, double from, double to) {
            double first = Double.POSITIVE_INFINITY;
            double last = Double.NEGATIVE_INFINITY;
            for (double value : values) {
                first = Math.min(first, value);
                last = Math.max(last, value);
            }
            return AxisScale.linear(first, last, from, to);
        }

        /** Marks outside of the themes' own extent stay on the map. */
        double x(double value) {
            return Math.max(4, Math.min(Svg.WIDTH - 4, across.at(value)));
        }

        double y(double value) {
            return Math.max(4, Math.min(HEIGHT - 4, up.at(value)));
        }

        /** Areas are as sizes. */
        double radius(Theme theme) {
            return Math.max(1.5, LARGEST * Math.sqrt((double) theme.size() / most));
        }

        Optional<LabelPlacement.Place> room(Theme theme) {
            return boxes.beside(
                    x(theme.x()),
                    y(theme.y()),
                    theme.isChosen() ? radius(theme) + 5 : Math.min(radius(theme), 6),
                    theme.label().text().length(),
                    theme.isChosen() ? 4 : 1);
        }
    }
}
