package dev.reposignal.insight;

import static org.apache.spark.sql.functions.col;

import org.apache.spark.sql.Column;

/** Conditions on {@code tier} by the names readers use: what surfaces is tracked too. */
final class TierConditions {
    static final Column IS_SURFACING = col("tier").equalTo("surfacing");
    static final Column IS_TRACKED = col("tier").isin("surfacing", "tracked");

    private TierConditions() {}
}
