package dev.reposignal.testing;

import dev.reposignal.table.Field;
import dev.reposignal.table.Table;
import dev.reposignal.table.Tables;
import java.sql.Date;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/** Rows of a declared table from the few columns a test cares about. */
public final class TestRows {
    private TestRows() {}

    /** Column name, value, column name, value, ... */
    public static Map<String, @Nullable Object> row(@Nullable Object... namesAndValues) {
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            row.put(String.valueOf(namesAndValues[i]), namesAndValues[i + 1]);
        }
        return row;
    }

    /** Names of columns as the header of a text table: {@code snapshot_date | repo_key | stars}. */
    public static Columns columns(String header) {
        return new Columns(List.of(header.split(" *\\| *", -1)));
    }

    /** Columns of which rows are made, where the values come from the code of a test and not from a text. */
    public record Columns(List<String> names) {
        /** A row with one value for each column. */
        public Map<String, @Nullable Object> row(@Nullable Object... values) {
            if (values.length != names.size()) {
                throw new IllegalArgumentException("%d values for the columns %s".formatted(values.length, names));
            }
            Map<String, @Nullable Object> row = new LinkedHashMap<>();
            for (int i = 0; i < values.length; i++) {
                row.put(names.get(i), values[i]);
            }
            return row;
        }
    }

    /**
     * A dataset with the table's schema. Columns not named are null, or "", 0, false and 1970-01-01 where null is
     * refused; a name the table does not have fails.
     */
    @SafeVarargs
    public static Dataset<Row> of(Table table, Map<String, @Nullable Object>... rows) {
        return of(table, List.of(rows));
    }

    public static Dataset<Row> of(Table table, List<Map<String, @Nullable Object>> rows) {
        List<String> names = table.fields().stream().map(Field::name).toList();
        List<Row> made = new ArrayList<>();
        for (Map<String, @Nullable Object> row : rows) {
            TreeSet<String> unknown = new TreeSet<>(row.keySet());
            names.forEach(unknown::remove);
            if (!unknown.isEmpty()) {
                throw new IllegalArgumentException(table.name() + " has no column " + unknown);
            }
            made.add(RowFactory.create(
                    table.fields().stream().map(field -> value(field, row)).toArray()));
        }
        return TestSpark.session().createDataFrame(made, table.schema());
    }

    /** A dataset with the table's schema from a text table (see {@link TextTable}) of the columns a test cares about. */
    public static Dataset<Row> table(Table table, String text) {
        return of(table, rows(table, text));
    }

    /** The same where every row is of this day. */
    public static Dataset<Row> table(Table table, LocalDate day, String text) {
        return of(table, rows(table, day, text));
    }

    /**
     * A dataset that no table declares, from a text table whose header gives a name and a Spark SQL type for each column:
     * {@code name string | stars bigint | topics array<string>}. Every column may be null.
     */
    public static Dataset<Row> table(String text) {
        TextTable parsed = TextTable.parsed(text);
        for (String column : parsed.columns()) {
            if (!column.contains(" ")) {
                throw new IllegalArgumentException("Column " + column + " has no type");
            }
        }
        StructType schema = StructType.fromDDL(String.join(", ", parsed.columns()));
        List<Row> made = new ArrayList<>();
        for (List<TextTable.Cell> cells : parsed.rows()) {
            @Nullable Object[] values = new Object[cells.size()];
            for (int i = 0; i < values.length; i++) {
                StructField field = schema.fields()[i];
                values[i] = converted(field.dataType(), TextTable.value(field.name(), field.dataType(), cells.get(i)));
            }
            made.add(RowFactory.create(values));
        }
        return TestSpark.session().createDataFrame(made, schema);
    }

    /** Rows of {@code feed_health} of nights that were fit to publish. */
    public static Dataset<Row> publishedNights(LocalDate... days) {
        return of(
                Tables.FEED_HEALTH,
                Stream.of(days)
                        .map(day -> row(Table.DAY, day, "verdict", "publish"))
                        .toList());
    }

    /** The rows of a text table, to be changed or joined with others; give them to {@link #of}. */
    public static List<Map<String, @Nullable Object>> rows(Table table, String text) {
        Map<String, Field> fields = new LinkedHashMap<>();
        table.fields().forEach(field -> fields.put(field.name(), field));
        TextTable parsed = TextTable.parsed(text);
        List<Map<String, @Nullable Object>> rows = new ArrayList<>();
        for (List<TextTable.Cell> cells : parsed.rows()) {
            Map<String, @Nullable Object> row = new LinkedHashMap<>();
            for (int i = 0; i < cells.size(); i++) {
                String column = parsed.columns().get(i);
                @Nullable Field field = fields.get(column);
                if (field == null) {
                    throw new IllegalArgumentException(table.name() + " has no column " + column);
                }
                @Nullable Object value = TextTable.value(column, field.type(), cells.get(i));
                if (value == null && field.required()) {
                    throw new IllegalArgumentException(table.name() + " allows no null in " + column);
                }
                row.put(column, value);
            }
            rows.add(row);
        }
        return rows;
    }

    /** The same where every row is of this day. */
    public static List<Map<String, @Nullable Object>> rows(Table table, LocalDate day, String text) {
        List<Map<String, @Nullable Object>> rows = rows(table, text);
        rows.forEach(row -> row.put(Table.DAY, day));
        return rows;
    }

    private static @Nullable Object value(Field field, Map<String, @Nullable Object> row) {
        Object value = row.get(field.name());
        if (value == null && field.required() && !row.containsKey(field.name())) {
            return standIn(field.type());
        }
        return converted(field.type(), value);
    }

    private static @Nullable Object converted(DataType type, @Nullable Object value) {
        if (value instanceof LocalDate day) {
            return Date.valueOf(day);
        }
        if (value instanceof Instant instant) {
            return Timestamp.from(instant);
        }
        if (value instanceof String text && type.equals(DataTypes.DateType)) {
            return Date.valueOf(text);
        }
        if (value instanceof Integer number && type.equals(DataTypes.LongType)) {
            return number.longValue();
        }
        if (value instanceof Integer number && type.equals(DataTypes.DoubleType)) {
            return number.doubleValue();
        }
        if (value instanceof String text && type instanceof DecimalType) {
            return new java.math.BigDecimal(text);
        }
        return value;
    }

    private static @Nullable Object standIn(DataType type) {
        if (type.equals(DataTypes.StringType)) {
            return "";
        }
        if (type.equals(DataTypes.LongType)) {
            return 0L;
        }
        if (type.equals(DataTypes.IntegerType)) {
            return 0;
        }
        if (type.equals(DataTypes.DoubleType)) {
            return 0.0;
        }
        if (type.equals(DataTypes.BooleanType)) {
            return false;
        }
        if (type.equals(DataTypes.DateType)) {
            return Date.valueOf("1970-01-01");
        }
        if (type.equals(DataTypes.TimestampType)) {
            return Timestamp.from(Instant.EPOCH);
        }
        if (type instanceof DecimalType) {
            return java.math.BigDecimal.ZERO;
        }
        if (type instanceof org.apache.spark.sql.types.ArrayType) {
            return List.of();
        }
        if (type instanceof org.apache.spark.sql.types.MapType) {
            return Map.of();
        }
        throw new IllegalArgumentException("No stand-in for " + type);
    }
}
