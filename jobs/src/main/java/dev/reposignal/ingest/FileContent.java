package dev.reposignal.ingest;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipException;
import org.apache.commons.compress.compressors.CompressorException;
import org.apache.commons.compress.compressors.CompressorStreamFactory;

/** The bytes of a file, unpacked by what they begin with; a kind of file that holds no text is refused by its name. */
final class FileContent {
    private static final int HEAD_BYTES = 512;
    private static final int BUFFER_BYTES = 1 << 16;

    /** How files begin that cannot be read as text, and what to do about it. */
    private static final Map<byte[], String> OTHERS = others();

    private FileContent() {}

    private static Map<byte[], String> others() {
        Map<byte[], String> others = new LinkedHashMap<>();
        others.put(bytes(0x50, 0x4b, 0x03, 0x04), "it is a zip archive (or an Excel workbook); unpack it (unzip FILE) or save it as CSV");
        others.put(bytes(0x50, 0x4b, 0x05, 0x06), "it is an empty zip archive");
        others.put(bytes(0x37, 0x7a, 0xbc, 0xaf), "it is a 7z archive; unpack it (7z x FILE)");
        others.put(text("Rar!"), "it is a RAR archive; unpack it");
        others.put(text("PARE"), "it is an encrypted Parquet file; write it without encryption");
        others.put(text("ORC"), "it is an ORC file; write it as Parquet or CSV");
        others.put(text("Obj\u0001"), "it is an Avro file; write it as Parquet or CSV");
        others.put(text("ARROW1"), "it is an Arrow (Feather) file; write it as Parquet or CSV");
        others.put(text("SQLite format 3"), "it is an SQLite database; export its table as CSV");
        others.put(text("%PDF"), "it is a PDF document");
        others.put(bytes(0xd0, 0xcf, 0x11, 0xe0), "it is an old Excel workbook; save it as CSV in UTF-8");
        others.put(bytes(0xff, 0xfe, 0x00, 0x00), utf("32"));
        others.put(bytes(0x00, 0x00, 0xfe, 0xff), utf("32"));
        others.put(bytes(0xff, 0xfe), utf("16"));
        others.put(bytes(0xfe, 0xff), utf("16"));
        others.put(bytes(0x04, 0x22, 0x4d, 0x18), "it is packed by lz4; unpack it (lz4 -d FILE)");
        return others;
    }

    private static String utf(String bits) {
        return "it is UTF-%s text (PowerShell and Excel write it so); make UTF-8 of it (iconv -f UTF-%s -t UTF-8)"
                .formatted(bits, bits);
    }

    /** The bytes behind gzip, bzip2, xz or Zstandard, else the bytes themselves. */
    static InputStream unpacked(InputStream raw) throws IOException {
        BufferedInputStream packed = new BufferedInputStream(raw, BUFFER_BYTES);
        byte[] head = head(packed);
        refuseOthers(head, "");
        String packer = packer(head);
        if (packer.isEmpty()) {
            return packed;
        }
        try {
            InputStream open = packer.equals(CompressorStreamFactory.GZIP)
                    ? new GzipMembers(packed)
                    : new CompressorStreamFactory(true).createCompressorInputStream(packer, packed);
            BufferedInputStream unpacked = new BufferedInputStream(open, BUFFER_BYTES);
            byte[] inner = firstUnpacked(unpacked);
            refuseOthers(inner, "unpacked, ");
            if (!packer(inner).isEmpty()) {
                throw new BrokenFileException("it is packed twice, by %s and %s; unpack it once"
                        .formatted(packer, packer(inner)));
            }
            if (startsWith(inner, text("PAR1"))) {
                throw new BrokenFileException("it is a Parquet file packed by %s; unpack it".formatted(packer));
            }
            return unpacked;
        } catch (EOFException | ZipException e) {
            throw new BrokenFileException("its gzip header is broken (%s)".formatted(e.getMessage()));
        } catch (CompressorException e) {
            throw new BrokenFileException("its %s stream cannot be read (%s)".formatted(packer, e.getMessage()));
        }
    }

    private static byte[] firstUnpacked(BufferedInputStream unpacked) throws IOException {
        try {
            return head(unpacked);
        } catch (EOFException | ZipException e) {
            throw new BrokenFileException(
                    "its gzip stream is broken or incomplete in or after line 1 (%s)".formatted(e.getMessage()));
        }
    }

    private static byte[] head(BufferedInputStream in) throws IOException {
        in.mark(HEAD_BYTES);
        byte[] head = in.readNBytes(HEAD_BYTES);
        in.reset();
        return head;
    }

    private static String packer(byte[] head) {
        if (startsWith(head, bytes(0x1f, 0x8b))) {
            return CompressorStreamFactory.GZIP;
        }
        if (startsWith(head, text("BZh")) && head.length > 3 && head[3] >= '1' && head[3] <= '9') {
            return CompressorStreamFactory.BZIP2;
        }
        if (startsWith(head, bytes(0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00))) {
            return CompressorStreamFactory.XZ;
        }
        return startsWith(head, bytes(0x28, 0xb5, 0x2f, 0xfd)) ? CompressorStreamFactory.ZSTANDARD : "";
    }

    private static void refuseOthers(byte[] head, String when) throws BrokenFileException {
        for (Map.Entry<byte[], String> other : OTHERS.entrySet()) {
            if (startsWith(head, other.getKey())) {
                throw new BrokenFileException(when + other.getValue());
            }
        }
        boolean isTar = head.length >= 262 && Arrays.equals(Arrays.copyOfRange(head, 257, 262), text("ustar"));
        if (isTar) {
            throw new BrokenFileException(when + "it is a tar archive; unpack it (tar xf FILE)");
        }
        if (isUtf16(head)) {
            throw new BrokenFileException(when + utf("16"));
        }
    }

    /** Text of which every other byte is 0. */
    private static boolean isUtf16(byte[] head) {
        int even = 0;
        int odd = 0;
        for (int i = 0; i + 1 < head.length; i += 2) {
            even += head[i] == 0 ? 1 : 0;
            odd += head[i + 1] == 0 ? 1 : 0;
        }
        int pairs = head.length / 2;
        return pairs >= 8 && (even > 0.9 * pairs || odd > 0.9 * pairs) && even + odd < 1.5 * pairs;
    }

    private static boolean startsWith(byte[] head, byte[] magic) {
        return head.length >= magic.length && Arrays.equals(Arrays.copyOf(head, magic.length), magic);
    }

    private static byte[] text(String ascii) {
        return ascii.getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }
}
