package dev.reposignal.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.Reader;
import java.io.StringWriter;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

class TextReaderTest {
    @Test
    void plainAndGzip_areTheSameText() throws IOException {
        String text = "Größe 🚀 星\n".repeat(30_000);

        assertThat(read(text.getBytes(UTF_8))).isEqualTo(text);
        assertThat(read(gzip(text))).isEqualTo(text);
    }

    @Test
    void byteOrderMark_isNoText() throws IOException {
        assertThat(read("\uFEFFa\uFEFF".getBytes(UTF_8))).isEqualTo("a\uFEFF");
    }

    @Test
    void bytesThatAreNoUtf8_areAnErrorNamingTheLine() {
        byte[] latin1 = new byte[200_000];
        Arrays.fill(latin1, (byte) '\n');
        latin1[150_000] = (byte) 0xfc;

        assertThatThrownBy(() -> read(latin1))
                .hasMessageStartingWith("line 150001 is not valid UTF-8 (if the text is GBK");
    }

    @Test
    void characterCutAtTheEnd_isAnError() {
        byte[] bytes = "a\n🚀".getBytes(UTF_8);

        assertThatThrownBy(() -> read(Arrays.copyOf(bytes, bytes.length - 1)))
                .hasMessageStartingWith("line 2 is not valid UTF-8 (if the text is GBK");
    }

    @Test
    void gzipThatBreaksOff_isAnErrorNamingTheLine() throws IOException {
        byte[] whole = gzip("a\n".repeat(1_000));

        assertThatThrownBy(() -> read(Arrays.copyOf(whole, whole.length - 4)))
                .isInstanceOf(BrokenFileException.class)
                .hasMessageContaining("its gzip stream is broken or incomplete in or after line");
        assertThatThrownBy(() -> read(Arrays.copyOf(whole, 5))).hasMessageContaining("its gzip header is broken");
    }

    @Test
    void gzipWithAFlippedBit_isAnError() throws IOException {
        byte[] bytes = gzip("some text that is packed and then damaged");
        bytes[bytes.length - 6] ^= 1;

        assertThatThrownBy(() -> read(bytes)).isInstanceOf(BrokenFileException.class);
    }

    private static String read(byte[] bytes) throws IOException {
        StringWriter text = new StringWriter();
        try (Reader reader = TextReader.of(new ByteArrayInputStream(bytes))) {
            reader.transferTo(text);
        }
        return text.toString();
    }

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(text.getBytes(UTF_8));
        }
        return bytes.toByteArray();
    }
}
