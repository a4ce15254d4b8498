package dev.reposignal.ingest;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.zip.ZipException;

/**
 * The characters of a UTF-8 file, plain or packed, without a byte order mark. Bytes that are no UTF-8 and a packed stream
 * that breaks off are errors which name the line; nothing is replaced silently.
 */
final class TextReader extends Reader {
    private static final int BUFFER_BYTES = 1 << 16;
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private final InputStream in;
    private final CharsetDecoder decoder = StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    private final ByteBuffer bytes = ByteBuffer.allocate(BUFFER_BYTES).flip();
    private final CharBuffer characters = CharBuffer.allocate(BUFFER_BYTES).flip();
    private long line = 1;
    private boolean isAtStart = true;
    private boolean isAtEnd;

    private TextReader(InputStream in) {
        this.in = in;
    }

    /** Reads a stream, which is unpacked where it begins as a packed one does, whatever the file is called. */
    static TextReader of(InputStream raw) throws IOException {
        return new TextReader(FileContent.unpacked(raw));
    }

    @Override
    public int read(char[] target, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        while (!characters.hasRemaining()) {
            if (isAtEnd) {
                return -1;
            }
            decodeMore();
        }
        int taken = Math.min(length, characters.remaining());
        characters.get(target, offset, taken);
        return taken;
    }

    private void decodeMore() throws IOException {
        int count = fill();
        characters.clear();
        CoderResult result = decoder.decode(bytes, characters, count < 0);
        characters.flip();
        for (int i = characters.position(); i < characters.limit(); i++) {
            if (characters.get(i) == '\n') {
                line++;
            }
        }
        if (result.isError()) {
            throw new BrokenFileException(
                    "line %d is not valid UTF-8 (if the text is GBK or Windows-1252, make UTF-8 of it: iconv -f GBK -t UTF-8)"
                            .formatted(line));
        }
        isAtEnd = count < 0 && result.isUnderflow();
        if (isAtStart && characters.hasRemaining()) {
            isAtStart = false;
            if (characters.get(characters.position()) == BYTE_ORDER_MARK) {
                characters.get();
            }
        }
    }

    private int fill() throws IOException {
        bytes.compact();
        try {
            int count = in.read(bytes.array(), bytes.position(), bytes.remaining());
            bytes.position(bytes.position() + Math.max(count, 0));
            return count;
        } catch (EOFException | ZipException e) {
            throw new BrokenFileException(
                    "its gzip stream is broken or incomplete in or after line %d (%s)".formatted(line, e.getMessage()));
        } catch (IOException e) {
            throw new BrokenFileException("it cannot be read in or after line %d (%s)".formatted(line, e.getMessage()));
        } finally {
            bytes.flip();
        }
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
