package dev.reposignal.text;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Text files that the settings name. */
public final class TextFiles {
    private TextFiles() {}

    /**
     * The content of a file in UTF-8.
     *
     * @throws IOException where it cannot be read or is no UTF-8
     */
    public static String read(String path) throws IOException {
        return Files.readString(Path.of(path));
    }
}
