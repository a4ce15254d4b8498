package dev.reposignal.chart;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** The areas that labels already use, so that no label covers another. */
final class LabelPlacement {
    private final double right;
    private final double bottom;
    private final List<Box> taken = new ArrayList<>();

    /** A rectangle. */
    LabelPlacement(double right, double bottom) {
        this.right = right;
        this.bottom = bottom;
    }

    /**
     * The position of a label.
     *
     * @param y the middle of its height
     * @param isFar whether a line must connect it with its mark
     */
    record Place(Svg.Anchor anchor, double x, double y, boolean isFar) {}

    private record Box(double left, double top, double right, double bottom) {
        boolean meets(Box other) {
            return left < other.right && other.left < right && top < other.bottom && other.top < bottom;
        }
    }

    void take(double left, double top, double right, double bottom) {
        taken.add(new Box(left, top, right, bottom));
    }

    /** A free position for a text of so many characters near a mark, the nearest first; the area then counts as used. */
    Optional<Place> beside(double x, double y, double distance, int characters, int rings) {
        for (int ring = 0; ring < rings; ring++) {
            double far = distance + ring * Svg.TEXT * 0.7;
            double near = far * 0.7;
            double low = far + Svg.TEXT * 0.5;
            List<Place> places = List.of(
                    new Place(Svg.Anchor.START, x + far, y, ring > 0),
                    new Place(Svg.Anchor.END, x - far, y, ring > 0),
                    new Place(Svg.Anchor.MIDDLE, x, y - low, ring > 0),
                    new Place(Svg.Anchor.MIDDLE, x, y + low, ring > 0),
                    new Place(Svg.Anchor.START, x + near, y - low * 0.8, ring > 0),
                    new Place(Svg.Anchor.START, x + near, y + low * 0.8, ring > 0),
                    new Place(Svg.Anchor.END, x - near, y - low * 0.8, ring > 0),
                    new Place(Svg.Anchor.END, x - near, y + low * 0.8, ring > 0));
            for (Place place : places) {
                Box box = box(place, characters);
                if (isInside(box) && taken.stream().noneMatch(box::meets)) {
                    taken.add(box);
                    return Optional.of(place);
                }
            }
        }
        return Optional.empty();
    }

    private boolean isInside(Box box) {
        return box.left >= 0 && box.top >= 0 && box.right <= right && box.bottom <= bottom;
    }

    private static Box box(Place place, int characters) {
        double width = characters * Svg.CHARACTER;
        double left =
                switch (place.anchor) {
                    case START -> place.x;
                    case MIDDLE -> place.x - width / 2;
                    case END -> place.x - width;
                };
        return new Box(left, place.y - Svg.TEXT * 0.5, left + width, place.y + Svg.TEXT * 0.5);
    }

    /** Heights moved apart as little as necessary, in the order given. */
    static double[] apart(double[] heights, double gap, double lowest, double highest) {
        Integer[] order = IntStream.range(0, heights.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> heights[i]))
                .toArray(Integer[]::new);
        double[] moved = heights.clone();
        double least = lowest;
        for (int i : order) {
            moved[i] = Math.max(moved[i], least);
            least = moved[i] + gap;
        }
        double most = highest;
        for (int place = order.length - 1; place >= 0; place--) {
            int i = order[place];
            moved[i] = Math.min(moved[i], most);
            most = moved[i] - gap;
        }
        return moved;
    }
}
