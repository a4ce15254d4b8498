package dev.reposignal.query;

import dev.reposignal.error.Errors;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.DataFrameWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/** Writes rows to one file, for other programs; the file is there whole or not at all. */
public final class ResultFile {
    /** How the rows are written. */
    public enum Format {
        /** RFC 4180 with a header, safe to open in a spreadsheet. */
        CSV,
        /** One JSON object a line, nulls included. */
        JSONL,
        /** Parquet with the columns' own types. */
        PARQUET
    }

    private static final String BY_DAY = "_day";

    private ResultFile() {}

    /**
     * Writes the file.
     *
     * @param target any Hadoop path
     * @param mayReplace whether an existing file is replaced
     * @param order the columns to sort by; none to keep the rows' own order
     * @throws dev.reposignal.error.UserException where the file is there already or cannot be written
     */
    public static void write(Dataset<Row> rows, List<String> order, Format format, String target, boolean mayReplace) {
        Path file = new Path(target);
        Path folder = file.getParent() == null ? new Path(".") : file.getParent();
        Path partial = new Path(folder, "_" + file.getName() + ".partial");
        try {
            FileSystem files = fileSystem(file, rows);
            if (files.exists(file) && (!mayReplace || files.getFileStatus(file).isDirectory())) {
                throw Errors.fileExists(target);
            }
            if (!files.mkdirs(partial)) {
                throw new IOException("cannot make a folder in " + folder);
            }
            try {
                writer(sorted(rows, order), format).save(partial.toString());
                Path part = Arrays.stream(files.listStatus(partial))
                        .map(FileStatus::getPath)
                        .filter(path -> path.getName().startsWith("part-"))
                        .findFirst()
                        .orElseThrow(() -> new FileNotFoundException("Spark wrote no part to " + partial));
                files.delete(file, false);
                if (!files.rename(part, file)) {
                    throw new IOException("cannot move " + part);
                }
            } finally {
                files.delete(partial, true);
            }
        } catch (IOException e) {
            throw Errors.unwritableFile(target, e);
        }
    }

    /**
     * Writes the rows of each day to a file of its own, all of them in one pass.
     *
     * @param folder a folder of this machine that is not there yet
     * @return the files by day; a day without rows has none
     * @throws dev.reposignal.error.UserException where a file cannot be written
     */
    public static Map<String, java.nio.file.Path> writeByDay(
            Dataset<Row> rows, String day, List<String> order, Format format, String folder) {
        // Spark leaves the column that names the folders out of the files, hence a copy of it.
        List<String> within = new ArrayList<>(List.of(BY_DAY));
        within.addAll(order);
        Map<String, java.nio.file.Path> files = new TreeMap<>();
        try {
            writer(sorted(rows.withColumn(BY_DAY, functions.col(day)), within), format)
                    .partitionBy(BY_DAY)
                    .save(folder);
            try (Stream<java.nio.file.Path> written = java.nio.file.Files.walk(java.nio.file.Path.of(folder))) {
                for (java.nio.file.Path file : written.toList()) {
                    if (file.getFileName().toString().startsWith("part-")) {
                        String parent = Objects.requireNonNull(file.getParent())
                                .getFileName()
                                .toString();
                        files.put(parent.substring(BY_DAY.length() + 1), file);
                    }
                }
            }
        } catch (IOException e) {
            throw Errors.unwritableFile(folder, e);
        }
        return files;
    }

    private static FileSystem fileSystem(Path file, Dataset<Row> rows) throws IOException {
        FileSystem files = file.getFileSystem(rows.sparkSession().sparkContext().hadoopConfiguration());
        // The raw file system writes no checksum file next to the result.
        return files instanceof LocalFileSystem local ? local.getRawFileSystem() : files;
    }

    private static Dataset<Row> sorted(Dataset<Row> rows, List<String> order) {
        Column[] columns =
                order.stream().map(name -> functions.col(name).asc_nulls_last()).toArray(Column[]::new);
        // One task sorts and writes; it spills to disk where the memory does not hold a table.
        return order.isEmpty() ? rows.coalesce(1) : rows.repartition(1).sortWithinPartitions(columns);
    }

    private static DataFrameWriter<Row> writer(Dataset<Row> rows, Format format) {
        return switch (format) {
            case CSV ->
                SpreadsheetText.flat(rows)
                        .write()
                        .mode("overwrite")
                        .format("csv")
                        .option("header", true)
                        .option("escape", "\"")
                        .option("ignoreLeadingWhiteSpace", false)
                        .option("ignoreTrailingWhiteSpace", false);
            case JSONL -> rows.write().mode("overwrite").format("json").option("ignoreNullFields", false);
            case PARQUET -> rows.write().mode("overwrite").format("parquet");
        };
    }
}
