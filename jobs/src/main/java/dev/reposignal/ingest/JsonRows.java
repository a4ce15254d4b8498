package dev.reposignal.ingest;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rows of GitHub's repository objects in any of the shapes its interfaces give: one a line, in arrays, pages of a search,
 * answers of GraphQL, lists by language, with or without indentation. Where a line is a whole value, a broken line is
 * rejected alone; an indented document is taken whole or not.
 */
final class JsonRows implements RowSource {
    /** A longer line is no row; the limit keeps memory bounded. */
    static final int MAXIMUM_LINE_CHARACTERS = 16_000_000;

    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .build();

    private final BufferedReader reader;
    private final RowLimits limits;
    private final Deque<FoundRow> pending = new ArrayDeque<>();
    private @Nullable JsonParser document;
    private @Nullable String secondLine;
    private long line;
    private boolean isStarted;

    JsonRows(Reader reader, RowLimits limits) {
        this.reader = new BufferedReader(reader);
        this.limits = limits;
    }

    @Override
    public @Nullable FoundRow next() throws IOException {
        while (pending.isEmpty()) {
            if (!isStarted) {
                isStarted = true;
                start();
            } else if (document != null) {
                if (!readValue(document)) {
                    return null;
                }
            } else {
                String text = nextLine();
                if (text == null) {
                    return null;
                }
                if (!text.isBlank()) {
                    readLine(text);
                }
            }
        }
        return pending.poll();
    }

    /** Reads the first line and decides whether lines or an indented document follow. */
    private void start() throws IOException {
        String first = nextLine();
        while (first != null && first.isBlank()) {
            first = nextLine();
        }
        if (first == null) {
            return;
        }
        boolean isArray = first.stripLeading().startsWith("[");
        if (!isArray && isWhole(first)) {
            readLine(first);
            return;
        }
        long firstLine = line;
        String second = nextLine();
        if (!isArray && second != null && second.startsWith("{")) {
            // The line after is an object of its own: only this one is broken.
            secondLine = second;
            line = firstLine;
            readLine(first);
            return;
        }
        String head = "\n".repeat((int) Math.min(firstLine - 1, 1_000)) + first + "\n"
                + (second == null ? "" : second + "\n");
        document = MAPPER.createParser(new JoinedReader(new StringReader(head), reader));
    }

    private static boolean isWhole(String text) {
        try (JsonParser parser = MAPPER.createParser(text)) {
            while (parser.nextToken() != null) {
                parser.skipChildren();
            }
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private @Nullable String nextLine() throws IOException {
        line++;
        if (secondLine != null) {
            String kept = secondLine;
            secondLine = null;
            return kept;
        }
        StringBuilder text = new StringBuilder();
        int character = reader.read();
        if (character < 0) {
            return null;
        }
        while (character >= 0 && character != '\n') {
            if (character == '\r') {
                reader.mark(1);
                if (reader.read() != '\n') {
                    reader.reset();
                }
                break;
            }
            text.append((char) character);
            if (text.length() > MAXIMUM_LINE_CHARACTERS) {
                throw new BrokenFileException(
                        "line %d is longer than %,d characters".formatted(line, MAXIMUM_LINE_CHARACTERS));
            }
            character = reader.read();
        }
        return text.toString();
    }

    private void readLine(String text) {
        int before = pending.size();
        try (JsonParser parser = MAPPER.createParser(text)) {
            while (parser.nextToken() != null) {
                JsonNode value = MAPPER.readTree(parser);
                take(value, line, text);
            }
        } catch (JsonProcessingException e) {
            while (pending.size() > before) {
                pending.pollLast();
            }
            pending.add(FoundRow.rejected(
                    line,
                    text,
                    "the line is not JSON (%s); give one object per line".formatted(e.getOriginalMessage())));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads the next value of a document; arrays are gone through element by element. */
    private boolean readValue(JsonParser parser) throws IOException {
        try {
            JsonToken token = parser.nextToken();
            while (token == JsonToken.START_ARRAY || token == JsonToken.END_ARRAY) {
                token = parser.nextToken();
            }
            if (token == null) {
                return false;
            }
            long at = parser.currentTokenLocation().getLineNr();
            JsonNode value = MAPPER.readTree(parser);
            take(value, at, value.toString());
            return true;
        } catch (JsonProcessingException e) {
            throw new BrokenFileException("it is not JSON in line %d (%s)"
                    .formatted(e.getLocation() == null ? 0 : e.getLocation().getLineNr(), e.getOriginalMessage()));
        }
    }

    private void take(JsonNode value, long at, String text) {
        List<JsonNode> repositories = new ArrayList<>();
        RepositoryObject.collect(value, repositories);
        if (repositories.isEmpty()) {
            pending.add(FoundRow.rejected(at, text, RepositoryObject.whyNone(value)));
        }
        for (JsonNode repository : repositories) {
            String raw = repositories.size() == 1 ? text : repository.toString();
            pending.add(RepositoryObject.row(repository, at, raw, limits));
        }
    }

    /** One reader after the other. */
    private static final class JoinedReader extends Reader {
        private final Reader first;
        private final Reader rest;
        private boolean isFirstRead;

        JoinedReader(Reader first, Reader rest) {
            this.first = first;
            this.rest = rest;
        }

        @Override
        public int read(char[] target, int offset, int length) throws IOException {
            if (!isFirstRead) {
                int count = first.read(target, offset, length);
                if (count >= 0) {
                    return count;
                }
                isFirstRead = true;
            }
            return rest.read(target, offset, length);
        }

        @Override
        public void close() throws IOException {
            rest.close();
        }
    }
}
