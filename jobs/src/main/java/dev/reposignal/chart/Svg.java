package dev.reposignal.chart;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;

/**
 * An {@code svg} element under construction. Styles come from classes only, so that a page can forbid inline styles;
 * presentation attributes keep it readable without a style sheet, for example in a feed reader.
 */
final class Svg {
    /** Width in units: one unit is about a pixel on the narrowest screen; on wider ones the style sheet keeps the size of text. */
    static final double WIDTH = 360;
    /** Largest height of text in units, for which labels need room. */
    static final double TEXT = 13;
    /** Mean width of a character in units there, of a wide font such as DejaVu Sans. */
    static final double CHARACTER = 7.6;

    private final StringBuilder markup = new StringBuilder();

    Svg(String kind, double height, AltText meaning) {
        open(
                "svg",
                "class",
                "chart " + kind,
                "viewBox",
                "0 0 " + number(WIDTH) + " " + number(height),
                "role",
                "img",
                "aria-labelledby",
                meaning.id() + "-title",
                "aria-describedby",
                meaning.id() + "-description",
                "font-size",
                TEXT,
                "fill",
                "none");
        open("title", "id", meaning.id() + "-title").escaped(meaning.title()).close("title");
        open("desc", "id", meaning.id() + "-description");
        meaning.description().forEach(this::described);
        close("desc");
    }

    private void described(ChartLabel label) {
        if (label.kind() == ChartLabel.Kind.FACT) {
            open("data", "class", "repeated", "value", label.text())
                    .escaped(label.text())
                    .close("data");
        } else {
            escaped(label.text());
        }
    }

    Svg line(String type, double x1, double y1, double x2, double y2) {
        return empty(
                "line",
                "class",
                type,
                "x1",
                x1,
                "y1",
                y1,
                "x2",
                x2,
                "y2",
                y2,
                "stroke",
                "currentColor",
                "vector-effect",
                "non-scaling-stroke");
    }

    /** A line through points, dashed by the pattern; "" for a solid one. */
    Svg path(String type, String places, String dashes) {
        return dashes.isEmpty()
                ? empty(
                        "path",
                        "class",
                        type,
                        "d",
                        places,
                        "stroke",
                        "currentColor",
                        "vector-effect",
                        "non-scaling-stroke")
                : empty(
                        "path",
                        "class",
                        type,
                        "d",
                        places,
                        "stroke",
                        "currentColor",
                        "stroke-dasharray",
                        dashes,
                        "vector-effect",
                        "non-scaling-stroke");
    }

    Svg area(String type, String places, double opacity) {
        return empty("path", "class", type, "d", places, "fill", "currentColor", "fill-opacity", opacity);
    }

    Svg circle(String type, double x, double y, double radius) {
        return empty(
                "circle",
                "class",
                type,
                "cx",
                x,
                "cy",
                y,
                "r",
                radius,
                "stroke",
                "currentColor",
                "vector-effect",
                "non-scaling-stroke");
    }

    /** A small shape; different shapes distinguish lines and groups without colour. */
    Svg shape(String type, Shape shape, double x, double y, double size) {
        return empty(
                "path",
                "class",
                type,
                "d",
                shape.places(x, y, size),
                "fill",
                "currentColor",
                "stroke",
                "currentColor",
                "vector-effect",
                "non-scaling-stroke");
    }

    /** Labels on one line, a space between them; {@code y} is the middle of the text. */
    Svg text(String type, Anchor anchor, double x, double y, List<ChartLabel> labels) {
        open(
                "text",
                "class",
                type,
                "x",
                x,
                "y",
                y,
                "dy",
                "0.36em",
                "text-anchor",
                anchor.attribute(),
                "fill",
                "currentColor");
        for (int i = 0; i < labels.size(); i++) {
            if (i > 0) {
                markup.append(' ');
            }
            printed(labels.get(i));
        }
        return close("text");
    }

    private void printed(ChartLabel label) {
        switch (label.kind()) {
            case WORDS -> escaped(label.text());
            case SCALE -> open("tspan", "class", "scale").escaped(label.text()).close("tspan");
            case FACT ->
                open("tspan", "class", "fact", "id", label.id())
                        .open("title")
                        .escaped(label.source())
                        .close("title")
                        .escaped(label.text())
                        .close("tspan");
        }
    }

    SvgMarkup drawn() {
        close("svg");
        return new SvgMarkup(markup.toString());
    }

    private Svg open(String element, Object... attributes) {
        markup.append('<').append(element);
        for (int i = 0; i < attributes.length; i += 2) {
            Object value = attributes[i + 1];
            markup.append(' ').append(attributes[i]).append("=\"");
            escaped(value instanceof Double place ? number(place) : value.toString());
            markup.append('"');
        }
        markup.append('>');
        return this;
    }

    private Svg empty(String element, Object... attributes) {
        return open(element, attributes).close(element);
    }

    private Svg close(String element) {
        markup.append("</").append(element).append('>');
        return this;
    }

    private Svg escaped(String text) {
        text.chars().forEach(character -> {
            switch (character) {
                case '&' -> markup.append("&amp;");
                case '<' -> markup.append("&lt;");
                case '>' -> markup.append("&gt;");
                case '"' -> markup.append("&#34;");
                case '\'' -> markup.append("&#39;");
                default -> markup.append((char) character);
            }
        });
        return this;
    }

    /** A coordinate with at most one decimal. */
    static String number(double place) {
        BigDecimal rounded =
                BigDecimal.valueOf(place).setScale(1, RoundingMode.HALF_UP).stripTrailingZeros();
        return rounded.signum() == 0 ? "0" : rounded.toPlainString();
    }

    /** The side of its point on which a text is. */
    enum Anchor {
        START,
        MIDDLE,
        END;

        String attribute() {
            return switch (this) {
                case START -> "start";
                case MIDDLE -> "middle";
                case END -> "end";
            };
        }
    }

    /** Shapes that can be distinguished without colour. */
    enum Shape {
        CIRCLE,
        DIAMOND;

        String places(double x, double y, double size) {
            String left = number(x - size);
            String right = number(x + size);
            String top = number(y - size);
            String bottom = number(y + size);
            return switch (this) {
                case CIRCLE ->
                    "M%s %sa%s %s 0 1 0 %s 0a%s %s 0 1 0 %s 0z"
                            .formatted(
                                    left,
                                    number(y),
                                    number(size),
                                    number(size),
                                    number(2 * size),
                                    number(size),
                                    number(size),
                                    number(-2 * size));
                case DIAMOND ->
                    "M%s %sL%s %sL%s %sL%s %sz"
                            .formatted(left, number(y), number(x), top, right, number(y), number(x), bottom);
            };
        }
    }
}
