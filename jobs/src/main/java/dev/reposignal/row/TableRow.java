package dev.reposignal.row;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A row of a table as a record: one component per column, named like it, and the row's own place first.
 *
 * <p>Values are read by the name of their column, so that a fact cannot name one column and print another.
 */
public interface TableRow {
    RowReference row();

    /** The column a component stands for: velocity7d is velocity_7d. */
    static String columnOf(String component) {
        return component
                .replaceAll("([a-z])([0-9])", "$1_$2")
                .replaceAll("([a-z0-9])([A-Z])", "$1_$2")
                .toLowerCase(Locale.ROOT);
    }

    /** The columns a kind of row holds, in order. */
    static List<String> columnsOf(Class<? extends TableRow> type) {
        return components(type).stream()
                .map(component -> columnOf(component.getName()))
                .toList();
    }

    /** The value of a column; null where the table has null. */
    default @Nullable Object value(String column) {
        try {
            return component(column).getAccessor().invoke(this);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("Cannot read " + column + " of " + row(), e);
        }
    }

    /** The unit of a column, "" where it has none. */
    default String unit(String column) {
        Unit unit = component(column).getAnnotation(Unit.class);
        return unit == null ? "" : unit.value();
    }

    private RecordComponent component(String column) {
        return components(getClass()).stream()
                .filter(component -> columnOf(component.getName()).equals(column))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "%s has no column %s".formatted(getClass().getSimpleName(), column)));
    }

    private static List<RecordComponent> components(Class<? extends TableRow> type) {
        return Arrays.stream(type.getRecordComponents())
                .filter(component -> !component.getName().equals("row"))
                .toList();
    }
}
