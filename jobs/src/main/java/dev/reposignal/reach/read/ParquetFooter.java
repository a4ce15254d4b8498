package dev.reposignal.reach.read;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.PageEncodingStats;
import org.apache.parquet.format.Util;

/**
 * Makes the footer of a Parquet file the same in every process.
 *
 * <p>Parquet keeps the encodings of a column in a set of enum constants and writes them in the order of that set, which
 * follows the identity hash of the constants and so differs from one Java process to the next. In the published data the
 * same rows must be the same bytes, so the lists are sorted here. Pages and their positions stay as they are.
 */
final class ParquetFooter {
    private static final byte[] MAGIC = "PAR1".getBytes(StandardCharsets.US_ASCII);
    /** Behind the footer: its length, 4 bytes with the lowest first, and the magic number. */
    private static final int TAIL = Integer.BYTES + MAGIC.length;

    private ParquetFooter() {}

    /** Sorts the encodings in the footer of a file. */
    static void sort(Path file) throws IOException {
        Files.write(file, sorted(Files.readAllBytes(file)));
    }

    /**
     * The bytes of the file with sorted encodings.
     *
     * @param file a whole Parquet file without encryption
     */
    static byte[] sorted(byte[] file) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        int length = bytes.getInt(file.length - TAIL);
        int start = file.length - TAIL - length;
        FileMetaData footer = Util.readFileMetaData(new ByteArrayInputStream(file, start, length));
        footer.getRow_groups().stream()
                .flatMap(group -> group.getColumns().stream())
                .forEach(column -> {
                    column.getMeta_data().getEncodings().sort(Comparator.naturalOrder());
                    if (column.getMeta_data().isSetEncoding_stats()) {
                        column.getMeta_data()
                                .getEncoding_stats()
                                .sort(Comparator.comparing(PageEncodingStats::getPage_type)
                                        .thenComparing(PageEncodingStats::getEncoding));
                    }
                });
        ByteArrayOutputStream written = new ByteArrayOutputStream(length);
        Util.writeFileMetaData(footer, written);
        return ByteBuffer.allocate(start + written.size() + TAIL)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(file, 0, start)
                .put(written.toByteArray())
                .putInt(written.size())
                .put(MAGIC)
                .array();
    }
}
