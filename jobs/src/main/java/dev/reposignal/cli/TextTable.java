package dev.reposignal.cli;

import dev.reposignal.query.SpreadsheetText;
import dev.reposignal.table.Tables;
import dev.reposignal.text.NumberFormats;
import dev.reposignal.text.ValueFormat;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/** Collected rows as a table for people, CSV for spreadsheets, or maps for JSON. */
final class TextTable {
    /** The unit of a column by its name, if all tables with this column agree. */
    private static final Map<String, String> UNITS = units();

    private final List<String> names;
    private final List<Row> rows;

    TextTable(List<String> names, List<Row> rows) {
        this.names = List.copyOf(names);
        this.rows = List.copyOf(rows);
    }

    /** The rows of a small result; the caller limits their number. */
    static TextTable of(Dataset<Row> result) {
        return new TextTable(List.of(result.columns()), result.collectAsList());
    }

    /** Rows that were collected, under the names of their own schema; no columns if there are none. */
    static TextTable of(List<Row> rows) {
        return new TextTable(
                rows.isEmpty() ? List.of() : List.of(rows.get(0).schema().fieldNames()), rows);
    }

    boolean isEmpty() {
        return rows.isEmpty();
    }

    /** Numbers as the article and the site print them, see {@link NumberFormats}. */
    String aligned() {
        return aligned(TextTable::printed);
    }

    /** Numbers as an analyst can copy them: an answer's column may be a count, but also a year or an id. */
    String alignedAsStored() {
        return aligned((name, value) -> value instanceof Double number
                ? String.format(Locale.ROOT, Math.abs(number) >= 1000 ? "%.0f" : "%.3f", number)
                : value == null ? "-" : safe(plain(value)));
    }

    /** Columns as wide as their widest cell, numbers to the right. */
    private String aligned(Printing printing) {
        List<List<String>> cells = new ArrayList<>();
        cells.add(names);
        rows.forEach(row -> cells.add(
                columns().map(i -> printing.printed(names.get(i), row.get(i))).toList()));
        int[] widths = columns()
                .mapToInt(i -> cells.stream()
                        .mapToInt(line -> displayWidth(line.get(i)))
                        .max()
                        .orElse(0))
                .toArray();
        boolean[] isNumber = new boolean[names.size()];
        columns()
                .forEach(i -> isNumber[i] = !rows.isEmpty()
                        && rows.stream().allMatch(row -> row.isNullAt(i) || row.get(i) instanceof Number));
        StringBuilder text = new StringBuilder();
        for (int line = 0; line < cells.size(); line++) {
            StringBuilder out = new StringBuilder();
            for (int i = 0; i < names.size(); i++) {
                String cell = cells.get(line).get(i);
                String padding = " ".repeat(widths[i] - displayWidth(cell));
                out.append(i == 0 ? "" : "  ").append(isNumber[i] ? padding + cell : cell + padding);
            }
            text.append(out.toString().stripTrailing()).append('\n');
            if (line == 0) {
                for (int i = 0; i < names.size(); i++) {
                    text.append(i == 0 ? "" : "  ").append("-".repeat(widths[i]));
                }
                text.append('\n');
            }
        }
        return text.toString();
    }

    /** RFC 4180, with a header; a text that a spreadsheet would run as a formula is made plain text. */
    String csv() {
        StringBuilder text = new StringBuilder();
        text.append(String.join(
                        ",",
                        names.stream()
                                .map(name -> quoted(SpreadsheetText.safe(name)))
                                .toList()))
                .append("\r\n");
        for (Row row : rows) {
            text.append(String.join(
                            ",",
                            columns()
                                    .map(i -> row.isNullAt(i) ? "" : quoted(csvCell(row.get(i))))
                                    .toList()))
                    .append("\r\n");
        }
        return text.toString();
    }

    /** One map per row, column name to value. */
    List<Map<String, @Nullable Object>> maps() {
        List<Map<String, @Nullable Object>> maps = new ArrayList<>();
        for (Row row : rows) {
            Map<String, @Nullable Object> map = new LinkedHashMap<>();
            columns().forEach(i -> map.put(names.get(i), jsonValue(row.get(i))));
            maps.add(map);
        }
        return maps;
    }

    private java.util.stream.Stream<Integer> columns() {
        return java.util.stream.IntStream.range(0, names.size()).boxed();
    }

    private static @Nullable Object jsonValue(@Nullable Object value) {
        if (value == null || value instanceof Number || value instanceof Boolean) {
            return value;
        }
        if (value instanceof scala.collection.Seq<?> sequence) {
            List<@Nullable Object> list = new ArrayList<>();
            scala.jdk.javaapi.CollectionConverters.asJava(sequence).forEach(element -> list.add(jsonValue(element)));
            return list;
        }
        if (value instanceof scala.collection.Map<?, ?> map) {
            Map<String, @Nullable Object> sorted = new java.util.TreeMap<>();
            scala.jdk.javaapi.CollectionConverters.asJava(map)
                    .forEach((key, element) -> sorted.put(String.valueOf(key), jsonValue(element)));
            return sorted;
        }
        if (value instanceof Row row) {
            Map<String, @Nullable Object> struct = new LinkedHashMap<>();
            for (int i = 0; i < row.length(); i++) {
                struct.put(row.schema().fieldNames()[i], jsonValue(row.get(i)));
            }
            return struct;
        }
        return value.toString();
    }

    /** Converts the value of a column to a cell. */
    private interface Printing {
        String printed(String name, @Nullable Object value);
    }

    private static Map<String, String> units() {
        Map<String, String> units = new HashMap<>();
        Tables.ALL.forEach(table -> table.fields()
                .forEach(field ->
                        units.merge(field.name(), field.unit(), (one, other) -> one.equals(other) ? one : "")));
        return units;
    }

    /** A value under the name of its column; the name says which unit a number has. */
    static String printed(String name, @Nullable Object value) {
        if (value == null) {
            return NumberFormats.UNKNOWN;
        }
        if (value instanceof Number number) {
            ValueFormat format = ValueFormat.ofUnit(UNITS.getOrDefault(name, ""), number);
            if (format == ValueFormat.RATE || format == ValueFormat.PERCENT) {
                return format.printed(number);
            }
            if (value instanceof BigDecimal exact) {
                return exact.scale() > 0 ? NumberFormats.points(exact) : NumberFormats.count(exact);
            }
            return value instanceof Double ? NumberFormats.quantity(number) : NumberFormats.count(number);
        }
        return safe(plain(value));
    }

    /** Text from outside as a cell. */
    static String printed(String text) {
        return safe(text);
    }

    private static String plain(Object value) {
        if (value instanceof BigDecimal number) {
            return number.toPlainString();
        }
        Object plain = jsonValue(value);
        return plain instanceof List<?> || plain instanceof Map<?, ?> ? Json.compact(plain) : String.valueOf(plain);
    }

    /** A cell must not move the cursor, break the line or change the reading direction. */
    private static String safe(String text) {
        return text.replaceAll("[\\p{Cc}\\u202A-\\u202E\\u2066-\\u2069]", " ");
    }

    private static String csvCell(Object value) {
        return value instanceof Number ? plain(value) : SpreadsheetText.safe(plain(value));
    }

    private static String quoted(String cell) {
        return cell.matches("(?s).*[\",\r\n].*") ? "\"" + cell.replace("\"", "\"\"") + "\"" : cell;
    }

    /** Wide characters (CJK, emoji) take two columns on a terminal. */
    private static int displayWidth(String text) {
        return text.codePoints()
                .map(point -> (point >= 0x1100 && point <= 0x115F)
                                || (point >= 0x2E80 && point <= 0xA4CF)
                                || (point >= 0xAC00 && point <= 0xD7A3)
                                || (point >= 0xF900 && point <= 0xFAFF)
                                || (point >= 0xFF00 && point <= 0xFF60)
                                || (point >= 0x1F300 && point <= 0x1FAFF)
                        ? 2
                        : 1)
                .sum();
    }
}
