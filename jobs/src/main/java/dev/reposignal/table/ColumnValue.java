package dev.reposignal.table;

/** One of the few values that a text column takes; implemented by enums, so that the compiler knows all of them. */
public interface ColumnValue {
    /** The value as stored in the column. */
    String value();
}
