package dev.reposignal.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataType;
import org.jspecify.annotations.Nullable;

/** Compares rows with a text table (see {@link TextTable}), whose header names the columns to look at. */
public final class RowsAssert {
    private final List<Row> actual;
    private final boolean isWhole;

    private RowsAssert(List<Row> actual, boolean isWhole) {
        this.actual = actual;
        this.isWhole = isWhole;
    }

    /** The rows in the order the dataset has them: sort it first. */
    public static RowsAssert assertThatRows(Dataset<Row> rows) {
        return new RowsAssert(rows.collectAsList(), false);
    }

    public static RowsAssert assertThatRows(List<Row> rows) {
        return new RowsAssert(List.copyOf(rows), false);
    }

    public static RowsAssert assertThatRow(Row row) {
        return new RowsAssert(List.of(row), false);
    }

    /** Compares every column of the rows: the text table has to name them all. */
    public RowsAssert inEveryColumn() {
        return new RowsAssert(actual, true);
    }

    /**
     * These rows in this order and no others. A number is compared exactly; written with a {@code ~} before it, to half a
     * unit of its last digit: {@code ~0.33} is everything from 0.325 to 0.335.
     */
    public void areExactly(String expected) {
        TextTable table = TextTable.parsed(expected);
        if (isWhole) {
            assertThat(actual).allSatisfy(row -> assertThat(table.columns())
                    .contains(row.schema().fieldNames()));
        }
        List<String> found = new ArrayList<>();
        found.add(String.join(" | ", table.columns()));
        for (int i = 0; i < actual.size(); i++) {
            found.add(line(
                    table, actual.get(i), i < table.rows().size() ? table.rows().get(i) : null));
        }
        List<String> wanted = new ArrayList<>();
        wanted.add(String.join(" | ", table.columns()));
        for (List<TextTable.Cell> row : table.rows()) {
            wanted.add(String.join(" | ", row.stream().map(RowsAssert::written).toList()));
        }
        assertThat(String.join("\n", found)).isEqualTo(String.join("\n", wanted));
    }

    /** The row as text: what equals the expected cell as that cell is written, everything else as it is. */
    private static String line(TextTable table, Row row, @Nullable List<TextTable.Cell> expected) {
        List<String> cells = new ArrayList<>();
        for (int i = 0; i < table.columns().size(); i++) {
            String column = table.columns().get(i);
            int index = index(row, column);
            @Nullable Object value = TextTable.plain(row.get(index));
            boolean isAsExpected = expected != null
                    && isEqual(column, row.schema().fields()[index].dataType(), value, expected.get(i));
            cells.add(isAsExpected && expected != null ? written(expected.get(i)) : TextTable.printed(value));
        }
        return String.join(" | ", cells);
    }

    private static int index(Row row, String column) {
        List<String> names = List.of(row.schema().fieldNames());
        int index = names.indexOf(column);
        if (index < 0) {
            throw new IllegalArgumentException("The rows have no column " + column + ", but " + names);
        }
        return index;
    }

    private static boolean isEqual(String column, DataType type, @Nullable Object value, TextTable.Cell cell) {
        if (value instanceof Double number && !cell.isQuoted() && cell.text().startsWith("~")) {
            String digits = cell.text().substring(1);
            double halfAUnit = 0.5 * Math.pow(10, -new BigDecimal(digits).scale());
            return Math.abs(number - Double.parseDouble(digits)) <= halfAUnit;
        }
        if (!cell.isQuoted() && cell.text().startsWith("~") && value == null) {
            return false;
        }
        @Nullable Object expected = TextTable.value(column, type, cell);
        if (value instanceof BigDecimal found && expected instanceof BigDecimal wanted) {
            return found.compareTo(wanted) == 0;
        }
        return Objects.equals(value, expected);
    }

    private static String written(TextTable.Cell cell) {
        return cell.isQuoted() ? TextTable.printed(cell.text()) : cell.text();
    }
}
