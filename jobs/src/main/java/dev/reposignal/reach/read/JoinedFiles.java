package dev.reposignal.reach.read;

import dev.reposignal.query.ResultFile;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.column.ParquetProperties;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.metadata.FileMetaData;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.parquet.io.LocalOutputFile;

/** Several files of the same columns as one, whose rows are not read: a year of nights is joined in a second. */
final class JoinedFiles {
    private JoinedFiles() {}

    /**
     * Writes the rows of all files, in their order, to one.
     *
     * @param files at least one
     */
    static void write(List<Path> files, ResultFile.Format format, Path target) throws IOException {
        switch (format) {
            case CSV -> writeCsv(files, target);
            case PARQUET -> writeParquet(files, target);
            default -> throw new IllegalArgumentException("Files of the format %s are not joined".formatted(format));
        }
    }

    /** The header of the first file and all other lines; names of columns have no line breaks. */
    private static void writeCsv(List<Path> files, Path target) throws IOException {
        try (OutputStream out = Files.newOutputStream(target)) {
            for (Path file : files) {
                try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
                    if (!file.equals(files.get(0))) {
                        skipLine(in);
                    }
                    in.transferTo(out);
                }
            }
        }
    }

    private static void skipLine(InputStream in) throws IOException {
        int read = in.read();
        while (read != '\n' && read != -1) {
            read = in.read();
        }
    }

    /** The row groups of all files as they are. */
    private static void writeParquet(List<Path> files, Path target) throws IOException {
        Configuration configuration = new Configuration(false);
        FileMetaData latest;
        try (ParquetFileReader reader = opened(files.get(files.size() - 1), configuration)) {
            latest = reader.getFileMetaData();
        }
        // In the order of the keys, so that the same rows are the same bytes.
        Map<String, String> keyValues = new TreeMap<>(latest.getKeyValueMetaData());
        try (ParquetFileWriter writer = new ParquetFileWriter(
                new LocalOutputFile(target),
                latest.getSchema(),
                ParquetFileWriter.Mode.OVERWRITE,
                ParquetWriter.DEFAULT_BLOCK_SIZE,
                ParquetWriter.MAX_PADDING_SIZE_DEFAULT,
                ParquetProperties.DEFAULT_COLUMN_INDEX_TRUNCATE_LENGTH,
                ParquetProperties.DEFAULT_STATISTICS_TRUNCATE_LENGTH,
                ParquetProperties.DEFAULT_PAGE_WRITE_CHECKSUM_ENABLED)) {
            writer.start();
            for (Path file : files) {
                try (ParquetFileReader reader = opened(file, configuration)) {
                    reader.appendTo(writer);
                }
            }
            writer.end(keyValues);
        }
        ParquetFooter.sort(target);
    }

    /** Hadoop's files are buffered: Parquet reads indexes byte by byte, with its own local files from the disk. */
    private static ParquetFileReader opened(Path file, Configuration configuration) throws IOException {
        var path = new org.apache.hadoop.fs.Path(file.toUri());
        return ParquetFileReader.open(
                HadoopInputFile.fromPath(path, configuration),
                ParquetReadOptions.builder(new PlainParquetConfiguration()).build());
    }
}
