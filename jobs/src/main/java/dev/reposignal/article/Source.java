package dev.reposignal.article;

import dev.reposignal.row.RowReference;
import dev.reposignal.text.OutsideText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A table row and the facts that stand in it.
 *
 * @param row the row
 * @param facts in reading order
 */
public record Source(RowReference row, List<Fact> facts) {
    private static final int LENGTH = 40;

    public Source {
        facts = List.copyOf(facts);
    }

    /** The rows behind parts of an article, in the order they are first read. */
    static List<Source> of(Stream<Part> parts) {
        Map<RowReference, List<Fact>> facts = new LinkedHashMap<>();
        parts.filter(Part.Bound.class::isInstance)
                .map(part -> ((Part.Bound) part).fact())
                .forEach(fact -> facts.computeIfAbsent(fact.row(), row -> new ArrayList<>())
                        .add(fact));
        return facts.entrySet().stream()
                .map(entry -> new Source(entry.getKey(), entry.getValue()))
                .toList();
    }

    /** A fact as a list repeats it. */
    public static String shortText(Fact fact) {
        return OutsideText.line(fact.text(), LENGTH);
    }
}
