package dev.reposignal.testing;

import dev.reposignal.lake.Lake;
import dev.reposignal.table.Table;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/** A table's rows as sorted lines, to compare two lakes or two runs. */
public final class TableContents {
    private TableContents() {}

    /** One line of JSON per row, without the columns named. */
    public static List<String> lines(Lake lake, Table table, String... without) {
        Dataset<Row> rows = lake.read(table).drop(without);
        Column[] columns = Arrays.stream(rows.columns()).map(functions::col).toArray(Column[]::new);
        List<String> lines = new ArrayList<>();
        rows.select(functions.to_json(functions.struct(columns)))
                .collectAsList()
                .forEach(row -> lines.add(row.getString(0)));
        lines.sort(null);
        return lines;
    }
}
