package dev.reposignal.table;

import org.apache.spark.sql.types.DataType;

/**
 * One column of a table.
 *
 * @param name snake case, the unit in the name or in {@code unit}
 * @param type the Spark type as stored
 * @param required whether the column refuses null
 * @param unit what one stands for, or "" where the value has none
 * @param doc one sentence for the dictionary
 */
public record Field(String name, DataType type, boolean required, String unit, String doc) {
    /** The column comment stored in the table: the doc with its unit. */
    public String comment() {
        return unit.isEmpty() ? doc : doc + " [" + unit + "]";
    }
}
