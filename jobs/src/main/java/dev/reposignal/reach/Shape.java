package dev.reposignal.reach;

import dev.reposignal.row.TableRow;
import dev.reposignal.table.Field;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.IntegerType;
import org.apache.spark.sql.types.LongType;
import org.apache.spark.sql.types.StringType;
import org.jspecify.annotations.Nullable;

/**
 * The properties of one kind of JSON object: how each is made, and how JSON Schema describes it, so that the two cannot
 * differ. Immutable; each method returns a copy with one more property.
 */
public final class Shape<T> {
    private final List<Property<T>> properties;

    private Shape(List<Property<T>> properties) {
        this.properties = List.copyOf(properties);
    }

    /** One property; its schema describes the value as JSON Schema does. */
    private record Property<T>(String name, Map<String, Object> schema, Function<T, @Nullable Object> value) {}

    static <T> Shape<T> empty() {
        return new Shape<>(List.of());
    }

    /** All columns of a kind of row, with the types and explanations of its table. */
    static <T extends TableRow> Shape<T> ofRow(Class<T> type) {
        Map<String, Field> fields = new LinkedHashMap<>();
        TableRow.table(type).fields().forEach(field -> fields.put(field.name(), field));
        Shape<T> shape = empty();
        for (String column : TableRow.columnsOf(type)) {
            Field field = Objects.requireNonNull(fields.get(column), column);
            Map<String, Object> schema = new LinkedHashMap<>();
            schema.put("type", type(field.type(), !field.required()));
            if (field.type() instanceof ArrayType array) {
                schema.put("items", Map.of("type", type(array.elementType(), false)));
            }
            if (field.type() instanceof DateType) {
                schema.put("format", "date");
            }
            schema.put("description", field.comment());
            shape = shape.with(new Property<>(column, schema, row -> plain(row.value(column))));
        }
        return shape;
    }

    private static Object type(DataType type, boolean isNullable) {
        String name = jsonType(type);
        return isNullable ? List.of(name, "null") : name;
    }

    /** The type of JSON that a column has. */
    static String jsonType(DataType type) {
        if (type instanceof LongType || type instanceof IntegerType) {
            return "integer";
        }
        if (type instanceof BooleanType) {
            return "boolean";
        }
        if (type instanceof ArrayType) {
            return "array";
        }
        return type instanceof StringType || type instanceof DateType ? "string" : "number";
    }

    private static @Nullable Object plain(@Nullable Object value) {
        return value instanceof LocalDate day ? day.toString() : value;
    }

    Shape<T> text(String name, String description, Function<T, @Nullable Object> value) {
        return scalar(name, "string", description, value);
    }

    Shape<T> whole(String name, String description, Function<T, @Nullable Object> value) {
        return scalar(name, "integer", description, value);
    }

    Shape<T> number(String name, String description, Function<T, @Nullable Object> value) {
        return scalar(name, "number", description, value);
    }

    Shape<T> flag(String name, String description, Function<T, @Nullable Object> value) {
        return scalar(name, "boolean", description, value);
    }

    private Shape<T> scalar(String name, String type, String description, Function<T, @Nullable Object> value) {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", List.of(type, "null"));
        schema.put("description", description);
        return with(new Property<>(name, schema, each -> plain(value.apply(each))));
    }

    Shape<T> texts(String name, String description, Function<T, Collection<String>> value) {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", "array");
        schema.put("items", Map.of("type", "string"));
        schema.put("description", description);
        return with(new Property<>(name, schema, value::apply));
    }

    <R> Shape<T> object(String name, String description, Shape<R> shape, Function<T, R> value) {
        Map<String, Object> schema = shape.schema();
        schema.put("description", description);
        return with(new Property<>(name, schema, each -> shape.json(value.apply(each))));
    }

    <R> Shape<T> list(String name, String description, Shape<R> shape, Function<T, List<R>> value) {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", "array");
        schema.put("items", shape.schema());
        schema.put("description", description);
        return with(new Property<>(name, schema, each -> value.apply(each).stream()
                .map(shape::json)
                .toList()));
    }

    private Shape<T> with(Property<T> property) {
        List<Property<T>> more = new ArrayList<>(properties);
        more.add(property);
        return new Shape<>(more);
    }

    /** An object as JSON has it; what is unknown is null, and no property is ever left out. */
    public Map<String, @Nullable Object> json(T value) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        for (Property<T> property : properties) {
            Object made = property.value().apply(value);
            json.put(property.name(), made instanceof BigDecimal decimal ? decimal.stripTrailingZeros() : made);
        }
        return json;
    }

    /** Its JSON Schema. */
    Map<String, Object> schema() {
        Map<String, Object> described = new LinkedHashMap<>();
        properties.forEach(property -> described.put(property.name(), property.schema()));
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", "object");
        schema.put("required", properties.stream().map(Property::name).toList());
        schema.put("properties", described);
        return schema;
    }
}
