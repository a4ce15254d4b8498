package dev.reposignal.row.read;

import dev.reposignal.row.RecordType;
import dev.reposignal.row.RowReference;
import dev.reposignal.row.TableRow;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/**
 * Reads Spark rows as records, by the names of their components: {@code velocity7d} is the column {@code velocity_7d}, a
 * record inside is a struct, a list of records an array of structs. A {@link TableRow} gets the reference to its row,
 * for which its key columns must be there.
 *
 * @param versions the Delta version that each table was read at, by its name
 */
public record RowReader(Map<String, Long> versions) {
    public RowReader {
        versions = Map.copyOf(versions);
    }

    /** A row as a record; columns without a component are left out. */
    public <R> R read(Class<R> type, Row row) {
        RecordType<R> record = RecordType.of(type);
        return record.create(component -> component.getType() == RowReference.class
                ? reference(type.asSubclass(TableRow.class), row)
                : nested(component.getGenericType(), RowValues.value(row, record.column(component))));
    }

    private RowReference reference(Class<? extends TableRow> type, Row row) {
        var table = TableRow.table(type);
        return RowValues.reference(table, versions.getOrDefault(table.name(), 0L), row);
    }

    private @Nullable Object nested(Type type, @Nullable Object value) {
        if (value instanceof Row row && type instanceof Class<?> record) {
            return read(record, row);
        }
        if (value instanceof List<?> list && type instanceof ParameterizedType parameterized) {
            Type element = parameterized.getActualTypeArguments()[0];
            return list.stream()
                    .map(each -> each instanceof Row row && element instanceof Class<?> record
                            ? read(record, row)
                            : each instanceof java.sql.Date ? RecordType.day(each) : each)
                    .toList();
        }
        return value;
    }
}
