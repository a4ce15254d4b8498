package dev.reposignal.query;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.to_json;
import static org.apache.spark.sql.functions.when;

import java.util.Arrays;
import java.util.regex.Pattern;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Text that a spreadsheet shows and does not run. A description of a stranger may begin with "=" and would be a formula;
 * an apostrophe before it makes it text (OWASP, CSV Injection). Numbers are left alone.
 */
public final class SpreadsheetText {
    private static final String BEGINS_A_FORMULA = "^[=+\\-@\\t\\r\\n\\uFF1D\\uFF0B\\uFF0D\\uFF20]";
    private static final Pattern FORMULA = Pattern.compile(BEGINS_A_FORMULA);

    private SpreadsheetText() {}

    /** The text, with an apostrophe before it where it would be run. */
    public static String safe(String text) {
        return FORMULA.matcher(text).find() ? "'" + text : text;
    }

    /** The rows as flat columns, every text safe; lists, maps and structs become JSON. */
    static Dataset<Row> flat(Dataset<Row> rows) {
        return rows.select(Arrays.stream(rows.schema().fields())
                .map(field -> flat(field).as(safe(field.name())))
                .toArray(Column[]::new));
    }

    private static Column flat(StructField field) {
        Column column = col("`" + field.name().replace("`", "``") + "`");
        if (field.dataType() instanceof ArrayType
                || field.dataType() instanceof MapType
                || field.dataType() instanceof StructType) {
            return to_json(column);
        }
        if (field.dataType().equals(DataTypes.StringType)) {
            return when(column.rlike(BEGINS_A_FORMULA), concat(lit("'"), column))
                    .otherwise(column);
        }
        return column;
    }
}
