package dev.reposignal.cli;

import dev.reposignal.error.Errors;
import java.util.Locale;

/** The format of a result. In lower case, as users type it and the shell completes it. */
enum ResultFormat {
    table,
    csv,
    json,
    jsonl,
    parquet;

    /**
     * The format by the ending of a file name; csv if it has none.
     *
     * @throws dev.reposignal.error.UserException if the ending is that of another format
     */
    static ResultFormat ofFile(String file) {
        String name = file.toLowerCase(Locale.ROOT);
        if (name.endsWith(".parquet")) {
            return parquet;
        }
        if (name.endsWith(".jsonl") || name.endsWith(".json")) {
            return jsonl;
        }
        // A name without an ending is no mistake; any other ending promises a format that is not written.
        if (name.endsWith(".csv") || !name.substring(name.lastIndexOf('/') + 1).contains(".")) {
            return csv;
        }
        throw Errors.unknownFileEnding(file);
    }
}
