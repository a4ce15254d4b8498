package dev.reposignal.chart;

/**
 * Text in a drawing: our own words, a mark on a scale, or a fact of the article.
 *
 * @param kind what it is; tests check that every fact has a source
 * @param text as printed
 * @param id of the fact; "" if it is no fact
 * @param source the table row of the fact, shown on hover; "" if it is no fact
 */
public record ChartLabel(Kind kind, String text, String id, String source) {
    /** The kinds of text in a drawing. */
    public enum Kind {
        /** Our own words, without numbers. */
        WORDS,
        /** A mark on an axis: a value of the scale, not a measurement. */
        SCALE,
        /** A number or name from a table row. */
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
