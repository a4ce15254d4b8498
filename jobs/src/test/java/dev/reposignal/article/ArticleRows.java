package dev.reposignal.article;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.reposignal.row.TableRow;
import dev.reposignal.table.ColumnValue;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The rows an article is written from, as the JSON that {@link TestNight} reads: one row a line, so that a change shows. */
public final class ArticleRows {
    private static final ObjectMapper JSON = new ObjectMapper();

    private ArticleRows() {}

    /** All rows of the inputs, but for what earlier articles said. */
    public static String json(ArticleInputs inputs) {
        Map<String, List<ObjectNode>> tables = new LinkedHashMap<>();
        for (RecordComponent component : ArticleInputs.class.getRecordComponents()) {
            Object value = value(inputs, component);
            if (value instanceof TableRow row) {
                tables.put(row.row().table(), List.of(row(row)));
            } else if (value instanceof List<?> rows) {
                // Where two lists are of one table, the second goes by its own name.
                String table = rows.isEmpty() || !(rows.get(0) instanceof TableRow first)
                        ? column(component)
                        : first.row().table();
                tables.put(tables.containsKey(table) ? column(component) : table, rows(rows));
            }
        }
        for (RecordComponent component : PictureInputs.class.getRecordComponents()) {
            if (value(inputs.pictures(), component) instanceof List<?> rows) {
                tables.put(column(component), rows(rows));
            }
        }
        return tables.entrySet().stream()
                .map(table -> " \"%s\": [\n%s\n ]"
                        .formatted(
                                table.getKey(),
                                table.getValue().stream()
                                        .map(row -> "  " + printed(row))
                                        .collect(Collectors.joining(",\n"))))
                .collect(Collectors.joining(",\n", "{\n \"day\": \"%s\",\n".formatted(inputs.day()), "\n}\n"));
    }

    /** The inputs that this JSON holds, for a first article. */
    public static ArticleInputs read(String json) {
        try {
            return TestNight.read(new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)))
                    .inputs();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<ObjectNode> rows(List<?> rows) {
        return rows.stream()
                .map(row -> row instanceof TableRow placed ? row(placed) : plain((Record) row))
                .toList();
    }

    private static ObjectNode row(TableRow row) {
        ObjectNode made = JSON.createObjectNode();
        made.put("_table", row.row().table());
        made.put("_version", row.row().version());
        try {
            made.set("_key", JSON.readTree(row.row().key()));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
        TableRow.columnsOf(row.getClass()).forEach(column -> put(made, column, row.value(column)));
        return made;
    }

    /** What is drawn and has no row of its own. */
    private static ObjectNode plain(Record row) {
        ObjectNode made = JSON.createObjectNode();
        for (RecordComponent component : row.getClass().getRecordComponents()) {
            put(made, column(component), value(row, component));
        }
        return made;
    }

    private static String column(RecordComponent component) {
        return component.getName().replaceAll("([a-z0-9])([A-Z])", "$1_$2").toLowerCase(Locale.ROOT);
    }

    private static @Nullable Object value(Record row, RecordComponent component) {
        try {
            return component.getAccessor().invoke(row);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(component.toString(), e);
        }
    }

    private static void put(ObjectNode row, String name, @Nullable Object value) {
        if (value instanceof LocalDate day) {
            row.put(name, day.toString());
        } else if (value instanceof ColumnValue known) {
            row.put(name, known.value());
        } else if (value instanceof BigDecimal decimal) {
            row.put(name, decimal.doubleValue());
        } else if (value instanceof List<?> list) {
            ArrayNode array = row.putArray(name);
            list.forEach(element -> array.add(String.valueOf(element)));
        } else {
            row.set(name, JSON.valueToTree(value));
        }
    }

    private static String printed(ObjectNode row) {
        try {
            return JSON.writeValueAsString(row);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
