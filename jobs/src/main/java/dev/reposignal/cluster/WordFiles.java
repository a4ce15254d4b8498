package dev.reposignal.cluster;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** Reads the word lists beside this class. */
final class WordFiles {
    private WordFiles() {}

    /** The lines of a resource that are neither blank nor a comment. */
    static List<String> lines(String resource) {
        try (InputStream in = Objects.requireNonNull(
                        WordFiles.class.getResourceAsStream(resource), resource + " is part of the jar");
                BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            return reader.lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
