package dev.reposignal.ingest;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.floor;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.raise_error;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.timestamp_micros;
import static org.apache.spark.sql.functions.to_json;

import dev.reposignal.error.Errors;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.ChecksumException;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.NullType;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.types.TimestampNTZType;
import org.apache.spark.sql.types.TimestampType;

/** The rows of Parquet files as they were read, with the types of the files. */
final class ParquetRows {
    private ParquetRows() {}

    /** One dataset for each schema of the files. */
    static List<Dataset<Row>> of(SparkSession spark, List<InputFile> files) {
        Configuration configuration = spark.sparkContext().hadoopConfiguration();
        // Times in nanoseconds, as pandas and DuckDB write them, are read as numbers and cut to microseconds.
        spark.conf().set("spark.sql.legacy.parquet.nanosAsLong", true);
        Map<String, List<InputFile>> filesBySchema = new LinkedHashMap<>();
        for (InputFile file : files) {
            filesBySchema
                    .computeIfAbsent(footerSchema(file, configuration), schema -> new ArrayList<>())
                    .add(file);
        }
        return filesBySchema.values().stream().map(group -> read(spark, group)).toList();
    }

    /** The schema from the footer of the file, which is read here so that a broken file is reported by name. */
    private static String footerSchema(InputFile file, Configuration configuration) {
        long rows;
        String schema;
        try (ParquetFileReader reader =
                ParquetFileReader.open(HadoopInputFile.fromPath(new Path(file.path()), configuration))) {
            rows = reader.getRecordCount();
            MessageType message = reader.getFooter().getFileMetaData().getSchema();
            checkNames(message, file);
            schema = message.toString();
        } catch (BrokenFileException e) {
            throw new BrokenInputException(file.name(), Errors.brokenFile(file.name(), String.valueOf(e.getMessage())));
        } catch (ChecksumException e) {
            throw new BrokenInputException(
                    file.name(),
                    Errors.brokenFile(
                            file.name(),
                            "the checksum in the hidden file .%s.crc beside it is of other bytes; remove that file"
                                    .formatted(new Path(file.path()).getName())));
        } catch (IOException | RuntimeException e) {
            // Parquet reports a broken footer with many exceptions, some of them plain RuntimeExceptions.
            throw new BrokenInputException(
                    file.name(),
                    Errors.brokenFile(file.name(), "it is not a readable Parquet file (%s)".formatted(e.getMessage())));
        }
        if (rows == 0) {
            throw new BrokenInputException(file.name(), Errors.fileWithoutRows(file.name()));
        }
        return schema;
    }

    /** Before Spark sees them: it takes two columns that differ by case only for an error of its own. */
    private static void checkNames(MessageType message, InputFile file) throws BrokenFileException {
        if (new Path(file.path()).getName().contains(":")) {
            throw new BrokenFileException("Parquet files with a colon in their name cannot be read; rename it");
        }
        SnapshotColumns.check(
                message.getFields().stream()
                        .map(org.apache.parquet.schema.Type::getName)
                        .toList(),
                file);
    }

    /** Columns of times in nanoseconds. */
    private static Set<String> nanosecondColumns(InputFile file, Configuration configuration) {
        Set<String> columns = new HashSet<>();
        try (ParquetFileReader reader =
                ParquetFileReader.open(HadoopInputFile.fromPath(new Path(file.path()), configuration))) {
            reader.getFooter().getFileMetaData().getSchema().getFields().forEach(field -> {
                boolean isNanos = field.getLogicalTypeAnnotation()
                                instanceof LogicalTypeAnnotation.TimestampLogicalTypeAnnotation time
                        && time.getUnit() == LogicalTypeAnnotation.TimeUnit.NANOS;
                if (isNanos) {
                    columns.add(field.getName());
                }
            });
            return columns;
        } catch (IOException e) {
            throw new BrokenInputException(
                    file.name(),
                    Errors.brokenFile(file.name(), "it is not a readable Parquet file (%s)".formatted(e.getMessage())));
        }
    }

    private static Dataset<Row> withTimes(Dataset<Row> rows, Set<String> nanoseconds) {
        Dataset<Row> cut = rows;
        for (String column : nanoseconds) {
            cut = cut.withColumn(column, timestamp_micros(floor(col(column).divide(1000))));
        }
        return cut;
    }

    private static Dataset<Row> read(SparkSession spark, List<InputFile> files) {
        Set<String> nanoseconds =
                nanosecondColumns(files.get(0), spark.sparkContext().hadoopConfiguration());
        Dataset<Row> found = spark.read()
                .parquet(files.stream().map(file -> literalGlob(file.path())).toArray(String[]::new));
        StructType schema = withTimes(found, nanoseconds).schema();
        for (InputFile file : files) {
            checkSchema(schema, file);
        }
        Column[] columns =
                Arrays.stream(schema.fieldNames()).map(name -> col(name)).toArray(Column[]::new);
        Dataset<Row> rows = withTimes(
                found.select(
                        col("*"),
                        col("_metadata.file_path").as("file_path"),
                        col("_metadata.row_index").as("row_index")),
                nanoseconds);
        List<Column> columnsFound = new ArrayList<>();
        columnsFound.add(col("file_path"));
        columnsFound.add(col("row_index").plus(1).as("line_number"));
        columnsFound.add(to_json(struct(columns))
                .substr(1, FoundRow.MAXIMUM_RAW_CHARACTERS)
                .as("raw_text"));
        columnsFound.add(lit(null).cast(DataTypes.StringType).as("reason"));
        columnsFound.add(lit(null).cast(DataTypes.StringType).as(TextRows.PROBLEM));
        for (String column : FoundRow.COLUMNS) {
            boolean isThere = Arrays.asList(schema.fieldNames()).contains(column);
            columnsFound.add(
                    isThere ? col(column) : lit(null).cast(DataTypes.StringType).as(column));
        }
        Column unknownFile = raise_error(concat(lit("Cannot tell which input file is "), col("file_path")));
        return rows.select(columnsFound.toArray(Column[]::new))
                .join(broadcast(indexes(spark, files)), new String[] {"file_path"}, "left")
                .withColumn("file", coalesce(col("file"), unknownFile.cast(DataTypes.IntegerType)))
                .drop("file_path");
    }

    private static Dataset<Row> indexes(SparkSession spark, List<InputFile> files) {
        StructType schema =
                new StructType().add("file_path", DataTypes.StringType).add("file", DataTypes.IntegerType);
        List<Row> rows = files.stream()
                .map(file -> RowFactory.create(new Path(file.path()).toUri().toString(), file.index()))
                .toList();
        return spark.createDataFrame(rows, schema);
    }

    private static void checkSchema(StructType schema, InputFile file) {
        try {
            SnapshotColumns.check(List.of(schema.fieldNames()), file);
        } catch (BrokenFileException e) {
            throw new BrokenInputException(file.name(), Errors.brokenFile(file.name(), String.valueOf(e.getMessage())));
        }
        for (StructField field : schema.fields()) {
            if (!isReadable(field.name(), field.dataType())) {
                throw new BrokenInputException(
                        file.name(),
                        Errors.brokenFile(
                                file.name(),
                                "its column %s is of type %s, which cannot be read as %s"
                                        .formatted(
                                                field.name(), field.dataType().sql(), wanted(field.name()))));
            }
        }
    }

    private static boolean isReadable(String column, DataType type) {
        if (type instanceof StringType || type instanceof NullType) {
            return true;
        }
        return switch (wanted(column)) {
            case "a day" ->
                type instanceof DateType || type instanceof TimestampType || type instanceof TimestampNTZType;
            case "a time" ->
                type instanceof TimestampType || type instanceof TimestampNTZType || type instanceof DateType;
            case "a number" -> type instanceof NumericType;
            case "true or false" -> type instanceof BooleanType;
            case "topics" -> type instanceof ArrayType array && array.elementType() instanceof StringType;
            default -> false;
        };
    }

    private static String wanted(String column) {
        return switch (column) {
            case "snapshot_date" -> "a day";
            case "pushed_at", "created_at", "observed_at" -> "a time";
            case "repo_id", "stars", "forks", "open_issues" -> "a number";
            case "archived", "observed" -> "true or false";
            case "topics" -> "topics";
            default -> "text";
        };
    }

    /** Escapes brackets and asterisks, so that a name is not taken as a pattern. */
    private static String literalGlob(String path) {
        return path.replaceAll("([\\\\{}\\[\\]*?])", "\\\\$1");
    }
}
