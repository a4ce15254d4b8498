package dev.reposignal.evaluation;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.array_join;
import static org.apache.spark.sql.functions.array_remove;
import static org.apache.spark.sql.functions.array_sort;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.lower;
import static org.apache.spark.sql.functions.split;
import static org.apache.spark.sql.functions.trim;
import static org.apache.spark.sql.functions.when;

import dev.reposignal.error.Errors;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;

/**
 * A file of repositories that people sorted into classes: CSV with a header, commas, semicolons or tabs between the fields;
 * columns in any order, further ones ignored.
 */
final class LabelFile {
    /** For each column the names it goes by, the contract first. */
    private static final Map<String, List<String>> NAMES = new LinkedHashMap<>();

    static {
        NAMES.put("full_name", List.of("full_name", "fullname", "repository", "repo", "repo_name", "name", "project"));
        NAMES.put("description", List.of("description", "desc", "text", "summary", "about"));
        NAMES.put("category", List.of("category", "class", "label", "cluster", "group", "theme", "topic"));
    }

    private static final List<String> TOPICS = List.of("topics", "tags", "keywords");

    private LabelFile() {}

    /**
     * The labelled rows: repo_key (unique to the row), full_name, description, topics, language, category.
     *
     * @throws dev.reposignal.error.UserException where the file is not there or lacks a column
     */
    static Dataset<Row> read(SparkSession spark, String file) {
        Path path = Path.of(file);
        if (!file.contains("://") && !Files.isRegularFile(path)) {
            throw Errors.unreadableLabels(file, "there is no such file");
        }
        List<String> header = spark.read().textFile(file).limit(1).collectAsList();
        if (header.isEmpty()) {
            throw Errors.unreadableLabels(file, "it is empty");
        }
        Dataset<Row> rows = spark.read()
                .option("header", "true")
                .option("sep", separator(header.get(0)))
                .option("quote", "\"")
                .option("escape", "\"")
                .option("multiLine", "true")
                .csv(file);
        Map<String, String> columns = columns(file, List.of(rows.columns()));
        Optional<String> topics = named(List.of(rows.columns()), TOPICS);
        // A field may be missing in a short row; a name without an owner gets one, so that it has a name part.
        Column name = coalesce(trim(quoted(columns.get("full_name"))), lit(""));
        return rows.select(
                        when(name.contains("/"), name)
                                .otherwise(concat_ws("/", lit("-"), name))
                                .as("full_name"),
                        trim(quoted(columns.get("description"))).as("description"),
                        topics.map(column -> array_remove(split(lower(trim(quoted(column))), "\\s*[;,|]\\s*"), ""))
                                .orElse(array().cast("array<string>"))
                                .as("topics"),
                        lit(null).cast("string").as("language"),
                        trim(quoted(columns.get("category"))).as("category"))
                .where(col("category").isNotNull().and(col("category").notEqual("")))
                .withColumn(
                        "repo_key",
                        concat_ws(
                                "|",
                                col("full_name"),
                                col("category"),
                                coalesce(col("description"), lit("")),
                                array_join(array_sort(col("topics")), ";")))
                .dropDuplicates("repo_key");
    }

    private static Column quoted(@Nullable String column) {
        return col("`" + Objects.requireNonNull(column).replace("`", "``") + "`");
    }

    /** The separator that parts the header most often. */
    private static String separator(String header) {
        String best = ",";
        for (String candidate : List.of(",", ";", "\t")) {
            if (header.split(candidate, -1).length > header.split(best, -1).length) {
                best = candidate;
            }
        }
        return best;
    }

    private static Map<String, String> columns(String file, List<String> present) {
        Map<String, String> columns = new LinkedHashMap<>();
        List<String> missing = new ArrayList<>();
        NAMES.forEach((column, names) ->
                named(present, names).ifPresentOrElse(found -> columns.put(column, found), () -> missing.add(column)));
        if (!missing.isEmpty()) {
            throw Errors.unreadableLabels(
                    file,
                    "it has no column %s (its columns are %s)"
                            .formatted(String.join(" and no column ", missing), String.join(", ", present)));
        }
        return columns;
    }

    private static Optional<String> named(List<String> present, List<String> names) {
        for (String name : names) {
            for (String column : present) {
                // A byte order mark sticks to the first name.
                String plain = column.replace("\uFEFF", "")
                        .strip()
                        .toLowerCase(Locale.ROOT)
                        .replace(' ', '_');
                if (plain.equals(name)) {
                    return Optional.of(column);
                }
            }
        }
        return Optional.empty();
    }
}
