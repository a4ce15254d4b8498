package dev.reposignal.row;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Which row of which table version this is, so that anybody can read it again.
 *
 * @param table the table's name
 * @param key the row's key columns as JSON, in the order the table declares them
 * @param version the Delta version the row was read at
 */
public record RowReference(String table, String key, long version) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** A reference from key columns and their values: name, value, name, value, ... */
    public static RowReference of(String table, long version, Object... keysAndValues) {
        Map<String, Object> key = new LinkedHashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            Object value = keysAndValues[i + 1];
            key.put(keysAndValues[i].toString(), value instanceof Number ? value : value.toString());
        }
        try {
            return new RowReference(table, JSON.writeValueAsString(key), version);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Strings and numbers have a JSON form", e);
        }
    }
}
