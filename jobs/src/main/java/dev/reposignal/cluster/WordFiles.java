package dev.reposignal.cluster;

import dev.reposignal.text.Resources;
import java.util.List;

/** Reads the word lists beside this class. */
final class WordFiles {
    private WordFiles() {}

    /** The lines of a resource that are neither blank nor a comment. */
    static List<String> lines(String resource) {
        return Resources.lines(WordFiles.class, resource).stream()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .toList();
    }
}
