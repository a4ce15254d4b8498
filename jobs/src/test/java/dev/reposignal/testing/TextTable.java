package dev.reposignal.testing;

import java.math.BigDecimal;
import java.sql.Date;
import java.sql.Timestamp;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DecimalType;
import org.jspecify.annotations.Nullable;

/**
 * A table as text: a header with the names of the columns, then one line a row, cells separated by {@code |}. A line that
 * begins with {@code //} is a comment.
 *
 * <p>A cell is {@code null}, or a value as its column's type has it: {@code true}, {@code 12}, {@code 0.5}, a fraction
 * like {@code 10/15}, {@code 2026-03-06}, {@code 2026-03-06T03:00:00Z}, {@code [a, b]}, or a text. A text in single quotes
 * keeps its blanks and may hold {@code |}; {@code ''} is the empty text, and within quotes {@code ''} is one quote.
 *
 * @param columns the cells of the header
 * @param rows the cells of each line; {@link Cell#isQuoted} tells the text {@code 'null'} from no value
 */
record TextTable(List<String> columns, List<List<Cell>> rows) {
    /** What stands between two separators, without the blanks around it and the quotes. */
    record Cell(String text, boolean isQuoted) {
        boolean isNull() {
            return !isQuoted && text.equals("null");
        }
    }

    static TextTable parsed(String text) {
        List<List<Cell>> lines = text.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("//"))
                .map(TextTable::cells)
                .toList();
        if (lines.isEmpty()) {
            throw new IllegalArgumentException("A text table needs a header");
        }
        List<String> columns = lines.get(0).stream().map(Cell::text).toList();
        Set<String> seen = new HashSet<>();
        for (String column : columns) {
            if (!seen.add(column)) {
                throw new IllegalArgumentException("Column " + column + " is there twice");
            }
        }
        List<List<Cell>> rows = lines.subList(1, lines.size());
        for (List<Cell> row : rows) {
            if (row.size() != columns.size()) {
                throw new IllegalArgumentException("%d cells for the %d columns %s: %s"
                        .formatted(
                                row.size(),
                                columns.size(),
                                columns,
                                row.stream().map(Cell::text).toList()));
            }
        }
        return new TextTable(columns, rows);
    }

    private static List<Cell> cells(String line) {
        List<Cell> cells = new ArrayList<>();
        int at = 0;
        while (at <= line.length()) {
            while (at < line.length() && line.charAt(at) == ' ') {
                at++;
            }
            boolean isQuoted = at < line.length() && line.charAt(at) == '\'';
            int end = isQuoted ? afterQuotes(line, at) : at;
            int separator = line.indexOf('|', end);
            int stop = separator < 0 ? line.length() : separator;
            if (isQuoted) {
                if (!line.substring(end, stop).isBlank()) {
                    throw new IllegalArgumentException("Text after the closing quote: " + line);
                }
                cells.add(new Cell(line.substring(at + 1, end - 1).replace("''", "'"), true));
            } else {
                String text = line.substring(at, stop).strip();
                if (text.isEmpty()) {
                    throw new IllegalArgumentException("An empty cell; write null or '': " + line);
                }
                cells.add(new Cell(text, false));
            }
            at = stop + 1;
        }
        return cells;
    }

    /** The position after the quote that closes the one at this position. */
    private static int afterQuotes(String line, int opening) {
        int at = opening + 1;
        while (at < line.length()) {
            if (line.charAt(at) != '\'') {
                at++;
            } else if (at + 1 < line.length() && line.charAt(at + 1) == '\'') {
                at += 2;
            } else {
                return at + 1;
            }
        }
        throw new IllegalArgumentException("A quote that is not closed: " + line);
    }

    /**
     * The cell as a value of this type: a date is a {@link LocalDate} and a time an {@link Instant}.
     *
     * @throws IllegalArgumentException where the cell is no such value
     */
    static @Nullable Object value(String column, DataType type, Cell cell) {
        if (cell.isNull()) {
            return null;
        }
        if (type.equals(DataTypes.StringType)) {
            return cell.text();
        }
        try {
            return typed(type, cell.text());
        } catch (NumberFormatException | DateTimeException e) {
            throw new IllegalArgumentException(
                    "%s of column %s is no %s".formatted(cell.text(), column, type.simpleString()), e);
        }
    }

    private static Object typed(DataType type, String text) {
        if (type.equals(DataTypes.StringType)) {
            return text;
        }
        if (type.equals(DataTypes.LongType)) {
            return Long.valueOf(text);
        }
        if (type.equals(DataTypes.IntegerType)) {
            return Integer.valueOf(text);
        }
        if (type.equals(DataTypes.DoubleType)) {
            return number(text);
        }
        if (type.equals(DataTypes.FloatType)) {
            return (float) number(text);
        }
        if (type.equals(DataTypes.BooleanType)) {
            return truth(text);
        }
        if (type.equals(DataTypes.DateType)) {
            return LocalDate.parse(text);
        }
        if (type.equals(DataTypes.TimestampType)) {
            return Instant.parse(text);
        }
        if (type instanceof DecimalType) {
            return new BigDecimal(text);
        }
        if (type instanceof ArrayType array) {
            return elements(array, text);
        }
        throw new IllegalArgumentException("No text for values of type " + type.simpleString());
    }

    private static double number(String text) {
        int line = text.indexOf('/');
        return line < 0
                ? Double.parseDouble(text)
                : Double.parseDouble(text.substring(0, line)) / Double.parseDouble(text.substring(line + 1));
    }

    private static boolean truth(String text) {
        if (!text.equals("true") && !text.equals("false")) {
            throw new NumberFormatException("neither true nor false: " + text);
        }
        return text.equals("true");
    }

    private static List<Object> elements(ArrayType array, String text) {
        if (!text.startsWith("[") || !text.endsWith("]")) {
            throw new NumberFormatException("not in brackets: " + text);
        }
        List<Object> elements = new ArrayList<>();
        String inner = text.substring(1, text.length() - 1).strip();
        if (!inner.isEmpty()) {
            for (String element : inner.split(",", -1)) {
                elements.add(typed(array.elementType(), element.strip()));
            }
        }
        return elements;
    }

    /** A value of a row as a cell has it. */
    static String printed(@Nullable Object value) {
        if (value == null) {
            return "null";
        }
        if (value instanceof String text) {
            boolean needsQuotes = text.isEmpty()
                    || text.equals("null")
                    || !text.equals(text.strip())
                    || text.startsWith("'")
                    || text.contains("|");
            return needsQuotes ? "'" + text.replace("'", "''") + "'" : text;
        }
        if (value instanceof List<?> list) {
            return "[" + String.join(", ", list.stream().map(String::valueOf).toList()) + "]";
        }
        return String.valueOf(plain(value));
    }

    /** What Spark hands out for a value, in the types of {@link #value}. */
    static @Nullable Object plain(@Nullable Object value) {
        if (value instanceof Date date) {
            return date.toLocalDate();
        }
        if (value instanceof Timestamp time) {
            return time.toInstant();
        }
        if (value instanceof scala.collection.Seq<?> sequence) {
            return scala.jdk.javaapi.CollectionConverters.asJava(sequence);
        }
        return value;
    }
}
