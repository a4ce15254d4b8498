package dev.reposignal.article;

import dev.reposignal.row.TableRow;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The rows a frame may speak of, by the names it calls them. Immutable; each method returns a copy with one thing more. */
final class PhraseContext {
    private final Map<String, TableRow> rows;
    private final Map<String, List<? extends TableRow>> lists;

    private PhraseContext(Map<String, TableRow> rows, Map<String, List<? extends TableRow>> lists) {
        this.rows = rows;
        this.lists = lists;
    }

    static PhraseContext of(String name, TableRow row) {
        return new PhraseContext(Map.of(), Map.of()).with(name, row);
    }

    PhraseContext with(String name, TableRow row) {
        Map<String, TableRow> more = new LinkedHashMap<>(rows);
        more.put(name, row);
        return new PhraseContext(more, lists);
    }

    /** The row where there is one; else nothing under that name. */
    PhraseContext with(String name, Optional<? extends TableRow> row) {
        return row.isPresent() ? with(name, row.get()) : this;
    }

    /** Several rows; none is nothing under that name. */
    PhraseContext with(String name, List<? extends TableRow> several) {
        if (several.isEmpty()) {
            return this;
        }
        Map<String, List<? extends TableRow>> more = new LinkedHashMap<>(lists);
        more.put(name, List.copyOf(several));
        return new PhraseContext(rows, more);
    }

    @Nullable
    TableRow row(String name) {
        return rows.get(name);
    }

    @Nullable
    List<? extends TableRow> list(String name) {
        return lists.get(name);
    }
}
