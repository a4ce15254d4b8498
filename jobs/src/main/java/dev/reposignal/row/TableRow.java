package dev.reposignal.row;

import dev.reposignal.table.Field;
import dev.reposignal.table.Table;
import dev.reposignal.table.Tables;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A row of a table as a record: one component per column, named like it, and the reference to the row first.
 *
 * <p>Values are read by the name of their column, so that a fact cannot name one column and print another.
 */
public interface TableRow {
    RowReference row();

    /** The table that a kind of row belongs to. */
    static Table table(Class<? extends TableRow> type) {
        OfTable table = type.getAnnotation(OfTable.class);
        if (table == null) {
            throw new IllegalArgumentException(type.getName() + " names no table");
        }
        return Objects.requireNonNull(TablesByName.TABLES.get(table.value()), table.value());
    }

    /** The columns a kind of row holds, in order. */
    static List<String> columnsOf(Class<? extends TableRow> type) {
        return RecordType.of(type).components().keySet().stream()
                .filter(column -> !column.equals("row"))
                .toList();
    }

    /** The value of a column; null where the table has null. */
    default @Nullable Object value(String column) {
        RecordComponent component = RecordType.of(getClass()).components().get(column);
        if (component == null || column.equals("row")) {
            throw new IllegalArgumentException(
                    "%s has no column %s".formatted(getClass().getSimpleName(), column));
        }
        try {
            return component.getAccessor().invoke(this);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("Cannot read " + column + " of " + row(), e);
        }
    }

    /** The unit of a column as its table declares it, "" where it has none. */
    default String unit(String column) {
        return table(getClass()).fields().stream()
                .filter(field -> field.name().equals(column))
                .map(Field::unit)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "%s has no column %s".formatted(getClass().getSimpleName(), column)));
    }

    /** Holds the tables until the first question, as an interface has no private state. */
    final class TablesByName {
        private static final Map<String, Table> TABLES =
                Tables.ALL.stream().collect(Collectors.toMap(Table::name, Function.identity()));

        private TablesByName() {}
    }
}
