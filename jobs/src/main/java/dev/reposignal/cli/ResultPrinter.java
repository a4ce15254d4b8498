package dev.reposignal.cli;

import dev.reposignal.query.LakeSession;
import java.io.PrintWriter;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Prints results.
 *
 * @param format table, csv, json or jsonl
 * @param limit rows printed at most; a note on {@code err} says when there are more
 */
record ResultPrinter(ResultFormat format, int limit, PrintWriter out, PrintWriter err) {
    ResultPrinter withFormat(ResultFormat other) {
        return new ResultPrinter(other, limit, out, err);
    }

    /** Prints the result of a query and returns its number of rows. */
    int print(LakeSession session, String query) {
        Dataset<Row> answer = session.answer(query);
        List<Row> rows = session.runLimited(
                query, answer, dataset -> dataset.limit(limit + 1).collectAsList());
        List<Row> shown = rows.subList(0, Math.min(limit, rows.size()));
        TextTable table = new TextTable(List.of(answer.columns()), shown);
        switch (format) {
            case csv -> out.print(table.csv());
            case json -> out.println(Json.of(table.maps()));
            case jsonl -> table.maps().forEach(map -> out.println(Json.compact(map)));
            case table, parquet -> out.print(table.alignedAsStored());
        }
        out.flush();
        if (rows.size() > limit) {
            err.println("Only the first %d rows are shown; there are more (--limit).".formatted(limit));
        }
        return shown.size();
    }
}
