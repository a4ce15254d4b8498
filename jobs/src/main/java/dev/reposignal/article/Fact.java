package dev.reposignal.article;

import dev.reposignal.row.RowReference;
import dev.reposignal.text.ValueFormat;
import org.jspecify.annotations.Nullable;

/**
 * A printed number or name, bound to the table row it comes from; one row of {@code article_facts}.
 *
 * @param id identity within the article, in reading order
 * @param section heading of the section it stands in
 * @param text the fact as printed
 * @param value the number behind the text; null for a name, a day or a quotation
 * @param unit unit of the value, "" without one
 * @param row the row it stands in
 * @param column the column it was read from
 * @param format how the text was made of the value
 */
public record Fact(
        String id,
        String section,
        String text,
        @Nullable Double value,
        String unit,
        RowReference row,
        String column,
        ValueFormat format) {

    /** The source in one line, shown to who hovers over or focuses the fact. */
    public String source() {
        return "%s %s %s, version %d".formatted(row.table(), row.key(), column, row.version());
    }

    /** The value as HTML's data element wants it: the number where there is one, else the text. */
    public String machineValue() {
        if (value == null) {
            return text;
        }
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString(value.longValue())
                : Double.toString(value);
    }
}
