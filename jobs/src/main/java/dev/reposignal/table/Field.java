package dev.reposignal.table;

import org.apache.spark.sql.types.DataType;

/**
 * One column of a table.
 *
 * @param name in snake case
 * @param type the Spark type as stored
 * @param required whether null is refused
 * @param unit the unit of the value, or "" if it has none
 * @param doc one sentence for the dictionary
 */
public record Field(String name, DataType type, boolean required, String unit, String doc) {
    /** The column comment stored in the table: the doc with its unit. */
    public String comment() {
        return unit.isEmpty() ? doc : doc + " [" + unit + "]";
    }
}
