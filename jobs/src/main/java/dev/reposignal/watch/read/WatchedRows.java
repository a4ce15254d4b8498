package dev.reposignal.watch.read;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.lower;

import dev.reposignal.watch.Watchlist;
import java.util.Collection;
import java.util.Locale;
import org.apache.spark.sql.Column;

/** Which rows a watchlist names. */
public final class WatchedRows {
    private WatchedRows() {}

    /** Whether it names the repository or its owner, of the columns {@code full_name} and {@code owner}. */
    public static Column isNamed(Watchlist list) {
        return isOneOf(lower(col("full_name")), list.repositories()).or(isOneOf(col("owner"), list.owners()));
    }

    /** Whether a column in lower case is one of some values, however these are spelled; false where there are none. */
    public static Column isOneOf(Column lowerCase, Collection<String> values) {
        return values.isEmpty()
                ? lit(false)
                : lowerCase.isInCollection(values.stream()
                        .map(value -> value.toLowerCase(Locale.ROOT))
                        .toList());
    }
}
