package dev.reposignal.writer;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** What each word claims, as {@code vocabulary.txt} has it. */
final class Vocabulary {
    /** What a word claims. */
    enum Claim {
        /** Nothing. */
        NONE,
        UP,
        DOWN,
        NOT,
        ONLY,
        /** Allowed with the same word in the source. */
        SAME,
        /** The same, and what the source says may be said without it. */
        SOFT,
        /** Allowed with a word of the same kind in the source. */
        KIND,
        NUMBER,
        /** Whatever the word means: it must be a word of the source. */
        CONTENT
    }

    /** Words that are read as one. */
    record Join(List<String> words, String joined) {}

    private static final Vocabulary STANDARD = read();

    private final Map<String, Claim> claims = new HashMap<>();
    private final Map<String, String> kinds = new HashMap<>();
    private final Map<String, String> alike = new HashMap<>();
    private final Map<String, List<Join>> joins = new HashMap<>();
    private final Set<String> seen = new HashSet<>();

    private Vocabulary() {}

    static Vocabulary standard() {
        return STANDARD;
    }

    Claim claim(String word) {
        return claims.getOrDefault(word, Claim.CONTENT);
    }

    /** The first word of its kind: must, will or would. */
    String kind(String word) {
        return kinds.getOrDefault(word, word);
    }

    /** The joins that begin with a word, the longest first. */
    List<Join> joins(String first) {
        return joins.getOrDefault(first, List.of());
    }

    /** A word without its ending, the same for words of one meaning. */
    String stem(String word) {
        String stem = ending(word);
        return alike.getOrDefault(stem, stem);
    }

    private static String ending(String word) {
        for (String ending : List.of("ing", "ies", "es", "ed", "s", "e")) {
            if (word.length() > ending.length() + 2 && word.endsWith(ending)) {
                String stem = word.substring(0, word.length() - ending.length()) + (ending.equals("ies") ? "y" : "");
                // stopped, stopping: stop
                return ending.length() > 1 && stem.matches(".*([bdgmnprt])\\1")
                        ? stem.substring(0, stem.length() - 1)
                        : stem;
            }
        }
        return word;
    }

    private static Vocabulary read() {
        try (InputStream in = Objects.requireNonNull(
                        Vocabulary.class.getResourceAsStream("vocabulary.txt"), "vocabulary.txt is part of the jar");
                BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            Vocabulary vocabulary = new Vocabulary();
            String part = "";
            for (String line : lines.lines().toList()) {
                if (line.startsWith("[")) {
                    part = line.strip();
                } else if (!line.isBlank() && !line.startsWith("#")) {
                    vocabulary.add(part, line.strip());
                }
            }
            vocabulary
                    .joins
                    .values()
                    .forEach(joins -> joins.sort(
                            Comparator.comparingInt((Join join) -> -join.words().size())));
            return vocabulary;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void add(String part, String line) {
        List<String> words = List.of(line.split("\\s+"));
        switch (part) {
            case "[join]" -> join(line);
            case "[free]" -> claim(words, Claim.NONE);
            case "[up]" -> claim(words, Claim.UP);
            case "[down]" -> claim(words, Claim.DOWN);
            case "[not]" -> claim(words, Claim.NOT);
            case "[only]" -> claim(words, Claim.ONLY);
            case "[same]" -> claim(words, Claim.SAME);
            case "[soft]" -> claim(words, Claim.SOFT);
            case "[kind]" -> {
                claim(words, Claim.KIND);
                words.forEach(word -> kinds.put(word, words.get(0)));
            }
            case "[number]" -> claim(words, Claim.NUMBER);
            case "[alike]" -> words.forEach(word -> alike.putIfAbsent(ending(word), ending(words.get(0))));
            default -> throw new IllegalArgumentException("No such part of the vocabulary: " + part);
        }
    }

    private void join(String line) {
        String[] sides = line.split(": *", 2);
        for (String words : sides[1].split(", *", -1)) {
            Join join =
                    new Join(List.of(words.replace('-', ' ').replace("'", "").split(" ")), sides[0]);
            joins.computeIfAbsent(join.words().get(0), first -> new ArrayList<>())
                    .add(join);
        }
    }

    private void claim(List<String> words, Claim claim) {
        for (String word : words) {
            if (!seen.add(word)) {
                throw new IllegalArgumentException("The word %s is in the vocabulary twice".formatted(word));
            }
            claims.put(word, claim);
        }
    }
}
