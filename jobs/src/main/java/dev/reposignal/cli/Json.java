package dev.reposignal.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;

/** The output of {@code --json}. */
final class Json {
    private static final ObjectMapper MAPPER =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private static final ObjectMapper COMPACT = new JsonMapper();

    private Json() {}

    static String of(Object value) {
        return written(MAPPER, value);
    }

    /** On one line, for a cell of a table. */
    static String compact(Object value) {
        return written(COMPACT, value);
    }

    private static String written(ObjectMapper mapper, Object value) {
        try {
            return mapper.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Maps, lists, numbers and text have a JSON form", e);
        }
    }
}
