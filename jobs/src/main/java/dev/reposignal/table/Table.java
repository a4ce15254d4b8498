package dev.reposignal.table;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.MetadataBuilder;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * One table's contract: name, grain, keys, columns and checks. Immutable; each method returns a copy with one more part.
 *
 * @param name the table's name and folder in the lake
 * @param grain what one row is, beginning "one"
 * @param keys the columns that together identify a row
 * @param partitions the columns by which the files are partitioned; empty for a small table
 * @param fields the columns in order
 * @param checks conditions that every row meets; enforced on write
 */
public record Table(
        String name, String grain, List<String> keys, List<String> partitions, List<Field> fields, List<Check> checks) {
    public static final String DAY = "snapshot_date";

    public Table {
        keys = List.copyOf(keys);
        partitions = List.copyOf(partitions);
        fields = List.copyOf(fields);
        checks = List.copyOf(checks);
    }

    static Table named(String name, String grain) {
        return new Table(name, grain, List.of(), List.of(), List.of(), List.of());
    }

    Table keys(String... columns) {
        return new Table(name, grain, List.of(columns), partitions, fields, checks);
    }

    /** Partitions the files by day, so that a night is one partition that is replaced and read as a whole. */
    Table byDay() {
        return by(DAY);
    }

    /** Partitions the files by the values of a column. */
    Table by(String column) {
        return new Table(name, grain, keys, List.of(column), fields, checks);
    }

    Table required(String column, DataType type, String unit, String doc) {
        return with(new Field(column, type, true, unit, doc));
    }

    Table optional(String column, DataType type, String unit, String doc) {
        return with(new Field(column, type, false, unit, doc));
    }

    Table optionals(List<Field> more) {
        Table table = this;
        for (Field field : more) {
            table = table.with(field);
        }
        return table;
    }

    Table check(String sentence, String condition) {
        List<Check> more = new ArrayList<>(checks);
        more.add(new Check(sentence, condition));
        return new Table(name, grain, keys, partitions, fields, more);
    }

    /** Checks that a column has a value of its enum. */
    <E extends Enum<E> & ColumnValue> Table oneOf(String column, Class<E> type) {
        return oneOf(column, List.of(type.getEnumConstants()));
    }

    /** Checks that a column has one of some values. */
    Table oneOf(String column, List<? extends ColumnValue> values) {
        return check("the %s is known".formatted(column.replace('_', ' ')), ColumnValues.isOneOf(column, values));
    }

    private Table with(Field field) {
        List<Field> more = new ArrayList<>(fields);
        more.add(field);
        return new Table(name, grain, keys, partitions, more, checks);
    }

    /** The declared schema with nullability and column comments. */
    public StructType schema() {
        return schema(true);
    }

    /**
     * The declared schema with every column nullable, which a plan must match: Spark cannot prove that a joined column is
     * never null. Delta checks the declared NOT NULL on every write.
     */
    public StructType nullableSchema() {
        return schema(false);
    }

    private StructType schema(boolean holdsRequired) {
        return new StructType(fields.stream()
                .map(field -> new StructField(
                        field.name(), field.type(), !(holdsRequired && field.required()), commented(field.comment())))
                .toArray(StructField[]::new));
    }

    public boolean isByDay() {
        return partitions.equals(List.of(DAY));
    }

    private static Metadata commented(String comment) {
        return new MetadataBuilder().putString("comment", comment).build();
    }

    static DataType listOf(DataType element) {
        return DataTypes.createArrayType(element, true);
    }
}
