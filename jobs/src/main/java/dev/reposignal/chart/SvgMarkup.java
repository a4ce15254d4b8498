package dev.reposignal.chart;

/** A finished drawing: an {@code svg} element to insert into a page unchanged. */
public final class SvgMarkup {
    private final String markup;

    /** Only drawings of this package are safe to print unescaped. */
    SvgMarkup(String markup) {
        this.markup = markup;
    }

    /** The element, with every text in it escaped. */
    public String markup() {
        return markup;
    }
}
