package dev.reposignal.ingest;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import java.util.zip.ZipException;

/**
 * All members of a gzip stream (RFC 1952). Behind the last one only the end or zeros may follow; {@code GZIPInputStream}
 * ends without a word at the first member whose header it cannot read.
 */
final class GzipMembers extends InputStream {
    private static final int HEADER_CRC = 2;
    private static final int EXTRA = 4;
    private static final int NAME = 8;
    private static final int COMMENT = 16;
    private static final int RESERVED = 0xe0;

    private final InputStream in;
    private final byte[] buffer = new byte[1 << 16];
    private final CRC32 checksum = new CRC32();
    private int position;
    private int limit;
    private Inflater inflater = new Inflater(true);
    private boolean isAtEnd;

    GzipMembers(InputStream in) throws IOException {
        this.in = in;
        readHeader(next());
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        while (!isAtEnd) {
            int count = inflate(target, offset, length);
            if (count > 0) {
                checksum.update(target, offset, count);
                return count;
            }
            if (inflater.finished()) {
                endMember();
            } else if (inflater.needsDictionary()) {
                throw new ZipException("a member needs a dictionary");
            } else if (inflater.needsInput()) {
                refill();
                inflater.setInput(buffer, 0, limit);
                position = limit;
            }
        }
        return -1;
    }

    private int inflate(byte[] target, int offset, int length) throws IOException {
        try {
            return inflater.inflate(target, offset, length);
        } catch (DataFormatException e) {
            throw new ZipException(String.valueOf(e.getMessage()));
        }
    }

    private void endMember() throws IOException {
        position = limit - inflater.getRemaining();
        if (little(4) != checksum.getValue()) {
            throw new ZipException("the checksum of a member is wrong");
        }
        if (little(4) != (inflater.getBytesWritten() & 0xffff_ffffL)) {
            throw new ZipException("the length of a member is wrong");
        }
        int first = nextOrEnd();
        if (first == 0) {
            skipZeros();
            first = -1;
        }
        if (first < 0) {
            isAtEnd = true;
        } else {
            readHeader(first);
        }
    }

    private void skipZeros() throws IOException {
        int value;
        do {
            value = nextOrEnd();
        } while (value == 0);
        if (value > 0) {
            throw new ZipException("something that is not a gzip member follows the last one");
        }
    }

    private void readHeader(int first) throws IOException {
        if (first != 0x1f || next() != 0x8b) {
            throw new ZipException("something that is not a gzip member follows the last one");
        }
        int method = next();
        int flags = next();
        if (method != 8 || (flags & RESERVED) != 0) {
            throw new ZipException("the header of a member is broken");
        }
        skip(6);
        if ((flags & EXTRA) != 0) {
            skip((int) little(2));
        }
        if ((flags & NAME) != 0) {
            skipText();
        }
        if ((flags & COMMENT) != 0) {
            skipText();
        }
        if ((flags & HEADER_CRC) != 0) {
            skip(2);
        }
        checksum.reset();
        inflater.reset();
        inflater.setInput(buffer, position, limit - position);
        position = limit;
    }

    private void skipText() throws IOException {
        while (next() != 0) {
            // A name ends with a zero.
        }
    }

    private void skip(int bytes) throws IOException {
        for (int i = 0; i < bytes; i++) {
            next();
        }
    }

    private long little(int bytes) throws IOException {
        long value = 0;
        for (int i = 0; i < bytes; i++) {
            value |= (long) next() << (8 * i);
        }
        return value;
    }

    private int next() throws IOException {
        int value = nextOrEnd();
        if (value < 0) {
            throw new EOFException("the gzip stream breaks off");
        }
        return value;
    }

    private int nextOrEnd() throws IOException {
        if (position == limit) {
            limit = Math.max(0, in.read(buffer, 0, buffer.length));
            position = 0;
            if (limit == 0) {
                return -1;
            }
        }
        return buffer[position++] & 0xff;
    }

    private void refill() throws IOException {
        limit = Math.max(0, in.read(buffer, 0, buffer.length));
        position = 0;
        if (limit == 0) {
            throw new EOFException("the gzip stream breaks off");
        }
    }

    @Override
    public void close() throws IOException {
        inflater.end();
        in.close();
    }
}
