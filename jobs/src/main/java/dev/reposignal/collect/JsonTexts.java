package dev.reposignal.collect;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.deser.std.FromStringDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** JSON as the collector reads and writes it: names in snake case, days and times as ISO texts, no nulls. */
final class JsonTexts {
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .defaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.NON_NULL))
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.READ_UNKNOWN_ENUM_VALUES_AS_NULL)
            .addModule(new SimpleModule()
                    .addSerializer(LocalDate.class, ToStringSerializer.instance)
                    .addSerializer(Instant.class, ToStringSerializer.instance)
                    .addDeserializer(LocalDate.class, new DayReader())
                    .addDeserializer(Instant.class, new InstantReader()))
            .build();

    private JsonTexts() {}

    /** The tree of a text; null where it is no JSON, as an error page is. */
    static @Nullable JsonNode parsed(String text) {
        try {
            JsonNode tree = MAPPER.readTree(text);
            return tree == null || tree.isMissingNode() ? null : tree;
        } catch (JsonProcessingException e) {
            return null;
        }
    }

    /** A value of a text that we wrote; null where it is damaged. */
    static <T> @Nullable T parsed(String text, Class<T> type) {
        try {
            return MAPPER.readValue(text, type);
        } catch (JsonProcessingException e) {
            return null;
        }
    }

    /** One line. */
    static String of(Object value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Cannot write as JSON: " + value.getClass(), e);
        }
    }

    static com.fasterxml.jackson.databind.node.ArrayNode array() {
        return MAPPER.createArrayNode();
    }

    static com.fasterxml.jackson.databind.node.ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    /** A time such as 2026-03-06T00:05:00Z; null where there is none. */
    static @Nullable Instant instant(JsonNode node) {
        try {
            return node.isTextual() ? Instant.parse(node.asText()) : null;
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static final class DayReader extends FromStringDeserializer<LocalDate> {
        private static final long serialVersionUID = 1L;

        DayReader() {
            super(LocalDate.class);
        }

        @Override
        protected LocalDate _deserialize(String value, DeserializationContext context) throws JsonProcessingException {
            try {
                return LocalDate.parse(value);
            } catch (DateTimeException e) {
                throw context.weirdStringException(value, LocalDate.class, "not a day");
            }
        }
    }

    private static final class InstantReader extends FromStringDeserializer<Instant> {
        private static final long serialVersionUID = 1L;

        InstantReader() {
            super(Instant.class);
        }

        @Override
        protected Instant _deserialize(String value, DeserializationContext context) throws JsonProcessingException {
            try {
                return Instant.parse(value);
            } catch (DateTimeException e) {
                throw context.weirdStringException(value, Instant.class, "not a time");
            }
        }
    }
}
