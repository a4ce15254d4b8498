package dev.reposignal.evaluation;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.trim;
import static org.apache.spark.sql.functions.try_to_date;

import dev.reposignal.error.Errors;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** A list of what trended on which day: CSV with a header; columns in any order, further ones ignored. */
final class TrendingFile {
    private static final List<String> COLUMNS = List.of("trending_date", "full_name", "stars");

    private TrendingFile() {}

    /**
     * The rows: trended_on, full_name, stars.
     *
     * @throws dev.reposignal.error.UserException where the file is not there, lacks a column or has a row that cannot be read
     */
    static Dataset<Row> read(SparkSession spark, String file) {
        if (!file.contains("://") && !Files.isRegularFile(Path.of(file))) {
            throw Errors.unreadableTrending(file, "there is no such file");
        }
        Dataset<Row> raw =
                spark.read().option("header", "true").option("escape", "\"").csv(file);
        List<String> standing = Arrays.stream(raw.columns())
                .map(name -> name.strip().toLowerCase(Locale.ROOT))
                .toList();
        Dataset<Row> rows = raw.toDF(standing.toArray(String[]::new));
        for (String column : COLUMNS) {
            if (!standing.contains(column)) {
                throw Errors.unreadableTrending(
                        file, "it has no column %s, only %s".formatted(column, String.join(", ", standing)));
            }
        }
        Dataset<Row> read = rows.select(
                try_to_date(trim(col("trending_date")), "yyyy-MM-dd").as("trended_on"),
                trim(col("full_name")).as("full_name"),
                trim(col("stars")).try_cast("long").as("stars"));
        List<Row> broken = read.where(col("trended_on")
                        .isNull()
                        .or(col("stars").isNull())
                        .or(col("full_name").isNull())
                        .or(col("full_name").rlike("^[^/]+/[^/]+$").equalTo(false)))
                .limit(1)
                .collectAsList();
        if (!broken.isEmpty()) {
            throw Errors.unreadableTrending(
                    file,
                    "a row reads %s, which is no day, no owner/name or no number of stars"
                            .formatted(broken.get(0).mkString(", ")));
        }
        if (read.isEmpty()) {
            throw Errors.unreadableTrending(file, "it has no rows");
        }
        return read;
    }
}
