package dev.reposignal.cli;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.levenshtein;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.lower;

import dev.reposignal.error.Errors;
import dev.reposignal.lake.Lake;
import dev.reposignal.table.Table;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/** Shared by commands about one night. */
final class Nights {
    private static final int SUGGESTIONS = 3;

    private Nights() {}

    /**
     * The requested day, or the latest day of the table.
     *
     * @throws dev.reposignal.error.UserException if the table does not have the day
     */
    static LocalDate day(Lake lake, Table table, @Nullable LocalDate requested) {
        LocalDate day = requested != null
                ? requested
                : lake.latestDay(table).orElseThrow(() -> Errors.missingTable(table.name(), lake.root()));
        if (!lake.days(table).contains(day)) {
            throw Errors.missingDay(table.name(), day.toString(), lake.root());
        }
        return day;
    }

    /** At most three values of full_name with a spelling similar to the given name. */
    static List<String> similarlySpelled(String fullName, Dataset<Row> rows) {
        String name = fullName.toLowerCase(Locale.ROOT);
        return rows
                .withColumn("edits", levenshtein(lower(col("full_name")), lit(name)))
                .where(col("edits").leq(Math.max(3, name.length() / 3)))
                .orderBy(col("edits"), col("full_name"))
                .limit(SUGGESTIONS)
                .select("full_name")
                .collectAsList()
                .stream()
                .map(row -> row.getString(0))
                .toList();
    }
}
