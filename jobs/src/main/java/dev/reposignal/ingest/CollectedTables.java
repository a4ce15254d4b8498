package dev.reposignal.ingest;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.lower;

import dev.reposignal.lake.Lake;
import dev.reposignal.table.Field;
import dev.reposignal.table.Table;
import dev.reposignal.table.Tables;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;

/** Copies what the collector keeps in files to the tables {@code census} and {@code collects}. */
public final class CollectedTables {
    private CollectedTables() {}

    /** Replaces the census by that of a file. */
    public static void replaceCensus(Lake lake, Path file) {
        Dataset<Row> read = lines(lake, Tables.CENSUS, file)
                .withColumn(
                        "repo_key",
                        coalesce(concat(lit("id:"), col("repo_id")), concat(lit("name:"), lower(col("full_name")))));
        lake.replaceWhere(Tables.CENSUS, "true", read);
    }

    /** Replaces the row of a day by that of a file. */
    public static void replaceCollect(Lake lake, LocalDate day, Path file) {
        Dataset<Row> read = lines(lake, Tables.COLLECTS, file).withColumn(Table.DAY, Lake.literal(day));
        lake.replaceWhere(Tables.COLLECTS, "%s = DATE'%s'".formatted(Table.DAY, day), read);
    }

    /** Replaces the star histories that were read on a day by those of a file. */
    public static void replaceHistories(Lake lake, LocalDate day, Path file) {
        Dataset<Row> read = lake.spark()
                .read()
                .option("header", true)
                .schema("repo_id BIGINT, read_on DATE, star_day DATE, stars_retained BIGINT, stars_before BIGINT")
                .csv(file.toString())
                .withColumn("repo_key", concat(lit("id:"), col("repo_id")))
                .select("read_on", "repo_key", "star_day", "stars_retained", "stars_before");
        lake.replaceWhere(Tables.STAR_HISTORY, "read_on = DATE'%s'".formatted(day), read);
    }

    private static Dataset<Row> lines(Lake lake, Table table, Path file) {
        StructType schema = new StructType();
        for (Field field : table.fields()) {
            schema = schema.add(field.name(), field.type());
        }
        // A name that begins with _ is hidden from Spark's readers, but not as a dataset of lines.
        List<String> lines;
        try {
            lines = Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return lake.spark().read().schema(schema).json(lake.spark().createDataset(lines, Encoders.STRING()));
    }
}
