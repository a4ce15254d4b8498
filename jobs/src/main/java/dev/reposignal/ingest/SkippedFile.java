package dev.reposignal.ingest;

import dev.reposignal.error.UserException;

/**
 * A file that was not loaded.
 *
 * @param file as named on the command line
 * @param error what is wrong with it and what to do
 */
public record SkippedFile(String file, UserException error) {
    /** What is wrong, without the remark that nothing was loaded: the other files were. */
    public String reason() {
        return String.valueOf(error.getMessage()).replace("; nothing was loaded", "");
    }
}
