package dev.reposignal.ingest;

import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads comma-separated records (RFC 4180), each with its line and its raw text.
 *
 * <p>An own reader, because one bad row must be rejected alone: the parser of Spark silently reads the rest of the file
 * into a field whose quote is never closed, and gives up the whole file at one misplaced quote.
 */
final class CsvReader {
    /** A longer record is a quote that was never closed; the limit bounds the memory. */
    static final int MAXIMUM_RECORD_CHARACTERS = 4_000_000;

    /**
     * One record.
     *
     * @param line 1-based line where it begins
     * @param raw the original text, cut at {@link FoundRow#MAXIMUM_RAW_CHARACTERS}
     * @param problem why it cannot be loaded, or null
     */
    record Fields(
            long line,
            List<String> values,
            String raw,
            @Nullable String problem) {}

    private enum State {
        START,
        PLAIN,
        QUOTED,
        QUOTE_IN_QUOTED
    }

    private final Reader reader;
    private final char[] buffer = new char[1 << 14];
    private int position;
    private int limit;
    private long line = 1;

    CsvReader(Reader reader) {
        this.reader = reader;
    }

    /** The next record that is not an empty line, or null at the end. */
    @Nullable
    Fields next() throws IOException {
        while (true) {
            Fields fields = record();
            if (fields == null || !fields.raw().isEmpty()) {
                return fields;
            }
        }
    }

    private @Nullable Fields record() throws IOException {
        int character = character();
        if (character < 0) {
            return null;
        }
        long start = line;
        List<String> values = new ArrayList<>();
        StringBuilder value = new StringBuilder();
        StringBuilder raw = new StringBuilder();
        String problem = null;
        State state = State.START;
        int length = 0;
        while (true) {
            boolean isQuoted = state == State.QUOTED;
            if (character < 0 && isQuoted) {
                throw new BrokenFileException(
                        "the quote opened in the record of line %d is never closed".formatted(start));
            }
            boolean isLineEnd = character == '\n' || character == '\r';
            if (character < 0 || (isLineEnd && !isQuoted)) {
                values.add(value.toString());
                if (character == '\r' && peek() == '\n') {
                    character();
                }
                if (isLineEnd) {
                    line++;
                }
                return new Fields(start, values, FoundRow.cut(raw.toString()), problem);
            }
            if (++length > MAXIMUM_RECORD_CHARACTERS) {
                throw new BrokenFileException(
                        "the record of line %d is longer than %,d characters; a quote is probably never closed"
                                .formatted(start, MAXIMUM_RECORD_CHARACTERS));
            }
            if (raw.length() <= FoundRow.MAXIMUM_RAW_CHARACTERS) {
                raw.append((char) character);
            }
            if (isQuoted) {
                if (character == '"') {
                    state = State.QUOTE_IN_QUOTED;
                } else {
                    value.append((char) character);
                    if (character == '\n' || (character == '\r' && peek() != '\n')) {
                        line++;
                    }
                }
            } else if (character == ',') {
                values.add(value.toString());
                value.setLength(0);
                state = State.START;
            } else if (character == '"' && state == State.START) {
                state = State.QUOTED;
            } else if (character == '"' && state == State.QUOTE_IN_QUOTED) {
                value.append('"');
                state = State.QUOTED;
            } else {
                if (state == State.QUOTE_IN_QUOTED) {
                    problem = "text follows a closing quote; double every quote inside a quoted field";
                }
                value.append((char) character);
                state = State.PLAIN;
            }
            character = character();
        }
    }

    private int character() throws IOException {
        int character = peek();
        position++;
        return character;
    }

    private int peek() throws IOException {
        if (position >= limit) {
            limit = reader.read(buffer, 0, buffer.length);
            position = 0;
            if (limit < 0) {
                limit = 0;
                return -1;
            }
        }
        return buffer[position];
    }
}
