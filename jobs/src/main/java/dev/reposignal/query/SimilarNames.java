package dev.reposignal.query;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.levenshtein;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.lower;

import java.util.List;
import java.util.Locale;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Suggestions for a repository name that is not found. */
public final class SimilarNames {
    private static final int SUGGESTIONS = 3;

    private SimilarNames() {}

    /**
     * At most three values of full_name: those with a similar spelling and those of another owner with the same name, the
     * smallest edit distance first.
     */
    public static List<String> of(String fullName, Dataset<Row> rows) {
        String name = fullName.toLowerCase(Locale.ROOT);
        String bareName = name.substring(name.indexOf('/') + 1);
        return rows
                .withColumn("edits", levenshtein(lower(col("full_name")), lit(name)))
                .where(col("edits")
                        .leq(Math.max(3, name.length() / 3))
                        .or(lower(col("full_name")).endsWith("/" + bareName)))
                .orderBy(col("edits"), col("full_name"))
                .limit(SUGGESTIONS)
                .select("full_name")
                .collectAsList()
                .stream()
                .map(row -> row.getString(0))
                .toList();
    }
}
