package dev.reposignal.row.read;

import dev.reposignal.row.RowReference;
import dev.reposignal.table.Table;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/** Values of Spark rows as plain Java values. */
public final class RowValues {
    private RowValues() {}

    /** The value of a column: an array as a list, a map as a map of Java, all else as Spark returns it; null for null. */
    public static @Nullable Object value(Row row, String column) {
        int index = row.fieldIndex(column);
        Object value = row.get(index);
        if (value instanceof scala.collection.Seq<?>) {
            return row.getList(index);
        }
        return value instanceof scala.collection.Map<?, ?> ? row.getJavaMap(index) : value;
    }

    /** Names a row by table, version and the values of its key columns. */
    public static RowReference reference(Table table, long version, Row row) {
        Object[] key = table.keys().stream()
                .flatMap(name -> Stream.of(name, row.get(row.fieldIndex(name))))
                .toArray();
        return RowReference.of(table.name(), version, key);
    }
}
