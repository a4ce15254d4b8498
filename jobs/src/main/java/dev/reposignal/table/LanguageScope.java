package dev.reposignal.table;

import static org.apache.spark.sql.functions.col;

import org.apache.spark.sql.Column;

/** The repositories that language shares are counted over: the column {@code language_breakdown.scope}. */
public enum LanguageScope implements ColumnValue {
    /** The repositories on the board. */
    TRACKED(Tier.TRACKED.value()),
    /** Every repository observed on the day. */
    ALL("all");

    private final String value;

    LanguageScope(String value) {
        this.value = value;
    }

    @Override
    public String value() {
        return value;
    }

    /** Whether a row with a column {@code scope} is counted over these repositories. */
    public Column isScope() {
        return col("scope").equalTo(value);
    }
}
