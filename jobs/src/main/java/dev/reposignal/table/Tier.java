package dev.reposignal.table;

import static org.apache.spark.sql.functions.col;

import org.apache.spark.sql.Column;

/** How prominently a repository is shown: the column {@code repo_signals.tier}. The board is what surfaces and what is tracked. */
public enum Tier implements ColumnValue {
    /** On the board and in the article's list. */
    SURFACING("surfacing"),
    /** On the board below what surfaces. */
    TRACKED("tracked"),
    /** Measured and not on the board. */
    WATCHED("watched");

    private final String value;

    Tier(String value) {
        this.value = value;
    }

    @Override
    public String value() {
        return value;
    }

    public static Tier of(String value) {
        return ColumnValues.of(Tier.class, value);
    }

    /** Whether a repository of this tier is on the board. */
    public boolean isOnBoard() {
        return this != WATCHED;
    }

    /** Whether a row with a column {@code tier} is of this tier. */
    public Column isTier() {
        return col("tier").equalTo(value);
    }

    /** Whether a row with a column {@code tier} is on the board: surfacing or tracked. */
    public static Column onBoard() {
        return col("tier").isin(SURFACING.value, TRACKED.value);
    }
}
