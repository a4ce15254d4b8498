package dev.reposignal.reach.read;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reposignal.query.ResultFile;
import dev.reposignal.testing.TestSpark;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.Util;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ParquetFooterTest {
    @TempDir
    Path folder;

    @Test
    void sameRows_ofTwoProcesses_areTheSameBytes() throws IOException {
        byte[] here = Files.readAllBytes(file());
        byte[] elsewhere = asAnotherProcessOrdersIt(here);
        assertThat(elsewhere).isNotEqualTo(here);

        assertThat(ParquetFooter.sorted(elsewhere)).isEqualTo(ParquetFooter.sorted(here));
    }

    @Test
    void sortedFile_hasTheRowsItHad() throws IOException {
        Path file = file();
        ParquetFooter.sort(file);

        assertThat(TestSpark.session().read().parquet(file.toString()).collectAsList())
                .containsExactlyElementsOf(rows().collectAsList());
    }

    private static Dataset<Row> rows() {
        return TestSpark.session()
                .range(0, 100, 1, 1)
                .selectExpr("id", "CAST(id % 3 AS STRING) AS text", "IF(id % 2 = 0, id / 7, NULL) AS number");
    }

    private Path file() {
        Path file = folder.resolve("rows.parquet");
        ResultFile.write(rows(), List.of("id"), ResultFile.Format.PARQUET, file.toString(), true);
        return file;
    }

    /** The file with the encodings of each column in the reverse order. */
    private static byte[] asAnotherProcessOrdersIt(byte[] file) throws IOException {
        int length = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getInt(file.length - 8);
        int start = file.length - 8 - length;
        FileMetaData footer = Util.readFileMetaData(new ByteArrayInputStream(file, start, length));
        footer.getRow_groups().forEach(group -> group.getColumns()
                .forEach(column -> Collections.reverse(column.getMeta_data().getEncodings())));
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        Util.writeFileMetaData(footer, written);
        return ByteBuffer.allocate(start + written.size() + 8)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(file, 0, start)
                .put(written.toByteArray())
                .putInt(written.size())
                .put("PAR1".getBytes(StandardCharsets.US_ASCII))
                .array();
    }
}
