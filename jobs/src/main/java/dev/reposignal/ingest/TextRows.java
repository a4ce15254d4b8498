package dev.reposignal.ingest;

import static org.apache.spark.sql.types.DataTypes.IntegerType;
import static org.apache.spark.sql.types.DataTypes.LongType;
import static org.apache.spark.sql.types.DataTypes.StringType;

import java.io.IOException;
import java.io.Reader;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.SerializableConfiguration;
import org.jspecify.annotations.Nullable;

/** The rows of text files as they were read, one file per task. */
final class TextRows {
    /** Why a file as a whole is broken; set in an additional last row for such a file. */
    static final String PROBLEM = "problem";

    static final StructType SCHEMA = schema();

    private TextRows() {}

    static Dataset<Row> of(SparkSession spark, RowLimits limits, List<InputFile> files) {
        if (files.isEmpty()) {
            return spark.createDataFrame(List.of(), SCHEMA);
        }
        SerializableConfiguration configuration =
                new SerializableConfiguration(spark.sparkContext().hadoopConfiguration());
        JavaRDD<Row> rows = JavaSparkContext.fromSparkContext(spark.sparkContext())
                .parallelize(files, files.size())
                .flatMap(file -> new Rows(file, limits, configuration.value()));
        return spark.createDataFrame(rows, SCHEMA);
    }

    /** The characters of a file on any Hadoop file system. */
    static Reader open(Configuration configuration, String path) throws IOException {
        Path file = new Path(path);
        return TextReader.of(Paths.fileSystem(file, configuration).open(file));
    }

    private static StructType schema() {
        StructType schema = new StructType()
                .add("file", IntegerType, false)
                .add("line_number", LongType, false)
                .add("raw_text", StringType, true)
                .add("reason", StringType, true)
                .add(PROBLEM, StringType, true);
        for (String column : FoundRow.COLUMNS) {
            schema = schema.add(column, StringType, true);
        }
        return schema;
    }

    /** Reads row by row; an error becomes a last row, so that the driver can report it without a failed job. */
    private static final class Rows implements Iterator<Row>, Serializable {
        private final InputFile file;
        private final RowLimits limits;
        private final transient Configuration configuration;
        private transient @Nullable Reader reader;
        private transient @Nullable RowSource source;
        private transient @Nullable Row next;
        private boolean isAtEnd;

        Rows(InputFile file, RowLimits limits, Configuration configuration) {
            this.file = file;
            this.limits = limits;
            this.configuration = configuration;
        }

        @Override
        public boolean hasNext() {
            if (next == null && !isAtEnd) {
                next = read();
            }
            return next != null;
        }

        @Override
        public Row next() {
            if (!hasNext() || next == null) {
                throw new NoSuchElementException();
            }
            Row row = next;
            next = null;
            return row;
        }

        private @Nullable Row read() {
            try {
                if (source == null) {
                    reader = open(configuration, file.path());
                    source = file.format() == InputFormat.REST_JSON
                            ? new JsonRows(reader, limits)
                            : new CsvRows(reader, file, limits);
                }
                FoundRow found = source.next();
                if (found == null) {
                    close();
                    return null;
                }
                return row(found, null);
            } catch (BrokenFileException e) {
                close();
                return row(FoundRow.rejected(0, "", ""), String.valueOf(e.getMessage()));
            } catch (IOException e) {
                close();
                return row(FoundRow.rejected(0, "", ""), e.toString());
            }
        }

        private void close() {
            isAtEnd = true;
            if (reader != null) {
                try {
                    reader.close();
                } catch (IOException e) {
                    // All rows were read already, so a failing close loses nothing.
                    reader = null;
                }
            }
        }

        private Row row(FoundRow found, @Nullable String problem) {
            List<@Nullable Object> values = new ArrayList<>();
            values.add(file.index());
            values.add(found.line());
            values.add(found.raw());
            values.add(found.reason());
            values.add(problem);
            values.addAll(found.values());
            return RowFactory.create(values.toArray());
        }
    }
}
