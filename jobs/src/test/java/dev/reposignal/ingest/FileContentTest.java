package dev.reposignal.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Random;
import org.apache.commons.compress.compressors.CompressorException;
import org.apache.commons.compress.compressors.CompressorStreamFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileContentTest {
    /** Sizes of the second frame: within what is read at once, and more than that. */
    @ParameterizedTest
    @ValueSource(ints = {40, 300_000})
    void secondFrameOfZstandard_isReadWhole_andRefusedWhereverItBreaksOff(int size) throws Exception {
        byte[] first = packed(30);
        byte[] both = join(first, packed(size));

        assertThat(unpacked(both)).hasSize(30 + size);
        assertThat(unpacked(first)).hasSize(30);
        int step = Math.max(1, (both.length - first.length) / 50);
        for (int length = first.length + 1; length < both.length; length += step) {
            byte[] broken = Arrays.copyOf(both, length);
            assertThatThrownBy(() -> unpacked(broken))
                    .as("%d of %d bytes", length, both.length)
                    .isInstanceOf(IOException.class);
        }
        assertThatThrownBy(() -> unpacked(Arrays.copyOf(both, both.length - 1))).isInstanceOf(IOException.class);
    }

    private static byte[] unpacked(byte[] packed) throws IOException {
        return FileContent.unpacked(new ByteArrayInputStream(packed)).readAllBytes();
    }

    /** So many bytes that packing makes no smaller. */
    private static byte[] packed(int size) throws IOException, CompressorException {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        // Nothing that another kind of file begins with.
        bytes[0] = '#';
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream out =
                new CompressorStreamFactory().createCompressorOutputStream(CompressorStreamFactory.ZSTANDARD, packed)) {
            out.write(bytes);
        }
        return packed.toByteArray();
    }

    private static byte[] join(byte[] one, byte[] other) {
        byte[] both = Arrays.copyOf(one, one.length + other.length);
        System.arraycopy(other, 0, both, one.length, other.length);
        return both;
    }
}
