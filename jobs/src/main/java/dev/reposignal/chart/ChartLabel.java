package dev.reposignal.chart;

/**
 * Text in a drawing: our own words, a mark on a scale, or a fact of the article.
 *
 * @param kind what it is, which decides how a reader and a test may take it
 * @param text as printed
 * @param id identity of the fact; "" for what is none
 * @param source where the fact stands, shown to who points at it; "" for what is none
 */
public record ChartLabel(Kind kind, String text, String id, String source) {
    /** What a text in a drawing is. */
    public enum Kind {
        /** Our own words, without numbers. */
        WORDS,
        /** A mark on an axis: it says where a place on the drawing lies, not what was measured. */
        SCALE,
        /** A number or name that stands in a table row. */
        FACT
    }

    public static ChartLabel words(String text) {
        return new ChartLabel(Kind.WORDS, text, "", "");
    }

    public static ChartLabel scale(String text) {
        return new ChartLabel(Kind.SCALE, text, "", "");
    }

    public static ChartLabel fact(String id, String text, String source) {
        return new ChartLabel(Kind.FACT, text, id, source);
    }
}
