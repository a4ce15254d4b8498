package dev.reposignal.sample;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The words one theme of the sample is made of, as they stand in {@code themes.txt}.
 *
 * @param languages one entry per weight; "-" stands for no language
 */
record Theme(
        String key,
        List<String> languages,
        List<String> topics,
        List<String> prefixes,
        List<String> roots,
        List<String> nouns,
        List<String> purposes,
        List<String> features,
        String chinese,
        String japanese) {

    /** All themes by key, in the order of the file. */
    static Map<String, Theme> all() {
        Map<String, Map<String, String>> sections = new LinkedHashMap<>();
        Map<String, String> section = Map.of();
        for (String line : lines()) {
            if (line.startsWith("[")) {
                section = new LinkedHashMap<>();
                sections.put(line.substring(1, line.length() - 1), section);
            } else if (!line.isBlank() && !line.startsWith("#")) {
                int colon = line.indexOf(':');
                section.put(line.substring(0, colon), line.substring(colon + 1).strip());
            }
        }
        Map<String, Theme> themes = new LinkedHashMap<>();
        sections.forEach((key, words) -> themes.put(
                key,
                new Theme(
                        key,
                        weighted(list(words, "languages")),
                        list(words, "topics"),
                        list(words, "prefixes"),
                        list(words, "roots"),
                        list(words, "nouns"),
                        list(words, "purposes"),
                        list(words, "features"),
                        word(words, "chinese"),
                        word(words, "japanese"))));
        return themes;
    }

    private static List<String> list(Map<String, String> words, String key) {
        return List.of(word(words, key).split(" \\| "));
    }

    private static String word(Map<String, String> words, String key) {
        return Objects.requireNonNull(words.get(key), key);
    }

    private static List<String> weighted(List<String> choices) {
        List<String> languages = new ArrayList<>();
        for (String choice : choices) {
            int star = choice.indexOf('*');
            String language = star < 0 ? choice : choice.substring(0, star);
            languages.addAll(
                    Collections.nCopies(star < 0 ? 1 : Integer.parseInt(choice.substring(star + 1)), language));
        }
        return languages;
    }

    private static List<String> lines() {
        try (InputStream in = Objects.requireNonNull(Theme.class.getResourceAsStream("themes.txt"), "themes.txt");
                BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            return reader.lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
