package dev.reposignal.ingest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Rows of GitHub REST repository objects, one JSON object per line. */
final class JsonRows implements RowSource {
    private static final ObjectReader READER =
            new JsonMapper().reader().with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    /** Our names to the names that GitHub uses, if they differ. */
    private static final Map<String, String> GITHUB_NAMES = Map.of(
            "repo_id", "id",
            "stars", "stargazers_count",
            "forks", "forks_count",
            "open_issues", "open_issues_count");

    /** Columns that an object of GitHub does not have. */
    private static final List<String> NOT_GIVEN = List.of("snapshot_date", "source", "observed");

    private final BufferedReader reader;
    private long line;

    JsonRows(Reader reader) {
        this.reader = new BufferedReader(reader);
    }

    @Override
    public @Nullable FoundRow next() throws IOException {
        while (true) {
            String text = reader.readLine();
            if (text == null) {
                return null;
            }
            line++;
            if (!text.isBlank()) {
                return row(text);
            }
        }
    }

    private FoundRow row(String text) {
        JsonNode object;
        try {
            object = READER.readTree(text);
        } catch (JsonProcessingException e) {
            return FoundRow.rejected(
                    line,
                    text,
                    "the line is not JSON (%s); give one object per line".formatted(e.getOriginalMessage()));
        }
        if (!object.isObject()) {
            return FoundRow.rejected(line, text, "the line is not a JSON object; give one repository object per line");
        }
        List<@Nullable String> values = new ArrayList<>();
        for (String column : FoundRow.COLUMNS) {
            String name = GITHUB_NAMES.getOrDefault(column, column);
            JsonNode value = NOT_GIVEN.contains(column) ? null : object.get(name);
            if (value == null || value.isNull()) {
                values.add(null);
            } else if (column.equals("topics") && value.isArray() && isTexts(value)) {
                List<String> topics = new ArrayList<>();
                value.forEach(topic -> topics.add(topic.textValue()));
                values.add(String.join(";", topics));
            } else if (value.isContainerNode() || column.equals("topics")) {
                return FoundRow.rejected(
                        line,
                        text,
                        "%s is not %s".formatted(name, column.equals("topics") ? "a list of texts" : "a single value"));
            } else {
                values.add(value.asText());
            }
        }
        return new FoundRow(line, FoundRow.cut(text), null, values);
    }

    private static boolean isTexts(JsonNode array) {
        for (JsonNode element : array) {
            if (!element.isTextual()) {
                return false;
            }
        }
        return true;
    }
}
