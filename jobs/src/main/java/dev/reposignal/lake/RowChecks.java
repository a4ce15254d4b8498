package dev.reposignal.lake;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.raise_error;
import static org.apache.spark.sql.functions.when;

import dev.reposignal.table.Check;
import dev.reposignal.table.Field;
import dev.reposignal.table.Table;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Rows in the declared form of their table, every check of the table met. */
final class RowChecks {
    private RowChecks() {}

    /** The same with one check more. */
    static Dataset<Row> conforming(Table table, Check further, Dataset<Row> rows) {
        List<Check> checks = new ArrayList<>(table.checks());
        checks.add(further);
        return conforming(table, checks, rows);
    }

    /** Same columns, order, types and comments as declared, every check met by every row; Delta adds NOT NULL. */
    static Dataset<Row> conforming(Table table, List<Check> checks, Dataset<Row> rows) {
        Dataset<Row> conforming = rows.to(table.nullableSchema());
        if (checks.isEmpty()) {
            return conforming;
        }
        // A check is part of a value, not a filter: Spark may evaluate a filter for rows that an earlier filter or
        // join drops, and a check that fails for those would fail a write that is right.
        Field last = table.fields().get(table.fields().size() - 1);
        Column checked = when(allMet(table, checks), col(last.name()))
                .as(last.name(), conforming.schema().apply(last.name()).metadata());
        return conforming.withColumn(last.name(), checked);
    }

    /** True, or the failure of the write at the first row that breaks a check, naming it: our mistake, not the user's. */
    private static Column allMet(Table table, List<Check> checks) {
        Column row = concat_ws(
                ", ", table.keys().stream().map(key -> col(key).cast("string")).toArray(Column[]::new));
        Column allMet = when(lit(false), lit(false));
        for (Check check : checks) {
            Column message = concat(
                    lit("Cannot write to %s: the check \"%s\" (%s) fails for the row "
                            .formatted(table.name(), check.sentence(), check.condition())),
                    row);
            Column isMet = coalesce(expr(check.condition()), lit(true));
            allMet = allMet.when(not(isMet), raise_error(message).cast("boolean"));
        }
        return allMet.otherwise(lit(true));
    }
}
