package dev.reposignal.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** What a stranger might write into a description to get out of it, by the place it aims at. */
public final class HostileTexts {
    private HostileTexts() {}

    /** Every text of the corpus, the longest 100,000 characters. */
    public static List<String> all() {
        ObjectMapper json = new ObjectMapper();
        List<String> texts = new ArrayList<>();
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(HostileTexts.class.getResourceAsStream("hostile-texts.jsonl")),
                StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                JsonNode entry = json.readTree(line);
                texts.add(entry.get("text").asText().repeat(entry.path("repeat").asInt(1)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return texts;
    }
}
