package dev.reposignal.ingest;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.ZipException;
import org.apache.commons.compress.compressors.CompressorException;
import org.apache.commons.compress.compressors.CompressorStreamFactory;

/** The bytes of a file, unpacked by what they begin with; a kind of file that holds no text is refused by its name. */
final class FileContent {
    private static final int HEAD_BYTES = 512;
    private static final int BUFFER_BYTES = 1 << 16;
    private static final int TAR_MAGIC_AT = 257;

    /**
     * A kind of file that cannot be read as text.
     *
     * @param magic the bytes it begins with, each as the character of its number
     * @param what what it is and what to do about it
     */
    private record Kind(String magic, String what) {}

    private static final List<Kind> OTHERS = List.of(
            new Kind(
                    "PK\u0003\u0004",
                    "it is a zip archive (or an Excel workbook); unpack it (unzip FILE) or save it as CSV"),
            new Kind("PK\u0005\u0006", "it is an empty zip archive"),
            new Kind("7z\u00bc\u00af", "it is a 7z archive; unpack it (7z x FILE)"),
            new Kind("Rar!", "it is a RAR archive; unpack it"),
            new Kind("PARE", "it is an encrypted Parquet file; write it without encryption"),
            new Kind("ORC", "it is an ORC file; write it as Parquet or CSV"),
            new Kind("Obj\u0001", "it is an Avro file; write it as Parquet or CSV"),
            new Kind("ARROW1", "it is an Arrow (Feather) file; write it as Parquet or CSV"),
            new Kind("SQLite format 3", "it is an SQLite database; export its table as CSV"),
            new Kind("%PDF", "it is a PDF document"),
            new Kind("\u00d0\u00cf\u0011\u00e0", "it is an old Excel workbook; save it as CSV in UTF-8"),
            new Kind("\u00ff\u00fe\u0000\u0000", utf("32")),
            new Kind("\u0000\u0000\u00fe\u00ff", utf("32")),
            new Kind("\u00ff\u00fe", utf("16")),
            new Kind("\u00fe\u00ff", utf("16")),
            new Kind("\u0004\"M\u0018", "it is packed by lz4; unpack it (lz4 -d FILE)"));

    private FileContent() {}

    private static String utf(String bits) {
        return "it is UTF-%s text (PowerShell and Excel write it so); make UTF-8 of it (iconv -f UTF-%s -t UTF-8)"
                .formatted(bits, bits);
    }

    /** The bytes behind gzip, bzip2, xz or Zstandard, else the bytes themselves. */
    static InputStream unpacked(InputStream raw) throws IOException {
        BufferedInputStream packed = new BufferedInputStream(raw, BUFFER_BYTES);
        String head = head(packed);
        refuseOthers(head, "");
        String packer = packer(head);
        if (packer.isEmpty()) {
            return packed;
        }
        try {
            InputStream open = packer.equals(CompressorStreamFactory.GZIP)
                    ? new GzipMembers(packed)
                    : new CompressorStreamFactory(true)
                            .createCompressorInputStream(
                                    packer,
                                    packer.equals(CompressorStreamFactory.ZSTANDARD)
                                            ? new LastByteApart(packed)
                                            : packed);
            BufferedInputStream unpacked = new BufferedInputStream(open, BUFFER_BYTES);
            String inner = firstUnpacked(unpacked, packer);
            refuseOthers(inner, "unpacked, ");
            if (!packer(inner).isEmpty()) {
                throw new BrokenFileException(
                        "it is packed twice, by %s and %s; unpack it once".formatted(packer, packer(inner)));
            }
            if (inner.startsWith("PAR1")) {
                throw new BrokenFileException("it is a Parquet file packed by %s; unpack it".formatted(packer));
            }
            return unpacked;
        } catch (EOFException | ZipException e) {
            throw new BrokenFileException("its gzip header is broken (%s)".formatted(e.getMessage()));
        } catch (CompressorException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new BrokenFileException(
                    "its %s stream is broken or incomplete (%s)".formatted(packer, cause.getMessage()));
        }
    }

    private static String firstUnpacked(BufferedInputStream unpacked, String packer) throws IOException {
        try {
            return head(unpacked);
        } catch (IOException e) {
            String name = packer.equals(CompressorStreamFactory.GZIP) ? "gzip" : packer;
            throw new BrokenFileException(
                    "its %s stream is broken or incomplete in or after line 1 (%s)".formatted(name, e.getMessage()));
        }
    }

    /**
     * Gives the last byte apart. The library of Zstandard takes the end of a file inside a frame for a good one where it got no
     * bytes since the end of the frame before.
     */
    private static final class LastByteApart extends PushbackInputStream {
        LastByteApart(InputStream in) {
            super(in, 1);
        }

        @Override
        public int read(byte[] into, int from, int most) throws IOException {
            int given = super.read(into, from, most);
            if (given <= 1) {
                return given;
            }
            int next = super.read();
            boolean isLast = next < 0;
            unread(isLast ? into[from + given - 1] : next);
            return isLast ? given - 1 : given;
        }
    }

    private static String head(BufferedInputStream in) throws IOException {
        in.mark(HEAD_BYTES);
        byte[] head = in.readNBytes(HEAD_BYTES);
        in.reset();
        return new String(head, StandardCharsets.ISO_8859_1);
    }

    private static String packer(String head) {
        if (head.startsWith("\u001f\u008b")) {
            return CompressorStreamFactory.GZIP;
        }
        if (head.matches("(?s)BZh[1-9].*")) {
            return CompressorStreamFactory.BZIP2;
        }
        if (head.startsWith("\u00fd7zXZ\u0000")) {
            return CompressorStreamFactory.XZ;
        }
        return head.startsWith("(\u00b5/\u00fd") ? CompressorStreamFactory.ZSTANDARD : "";
    }

    private static void refuseOthers(String head, String when) throws BrokenFileException {
        for (Kind other : OTHERS) {
            if (head.startsWith(other.magic())) {
                throw new BrokenFileException(when + other.what());
            }
        }
        if (head.startsWith("ustar", TAR_MAGIC_AT)) {
            throw new BrokenFileException(when + "it is a tar archive; unpack it (tar xf FILE)");
        }
        if (isUtf16(head)) {
            throw new BrokenFileException(when + utf("16"));
        }
    }

    /** Text of which every other byte is 0. */
    private static boolean isUtf16(String head) {
        int even = 0;
        int odd = 0;
        for (int i = 0; i + 1 < head.length(); i += 2) {
            even += head.charAt(i) == 0 ? 1 : 0;
            odd += head.charAt(i + 1) == 0 ? 1 : 0;
        }
        int pairs = head.length() / 2;
        return pairs >= 8 && (even > 0.9 * pairs || odd > 0.9 * pairs) && even + odd < 1.5 * pairs;
    }
}
