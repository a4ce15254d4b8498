package dev.reposignal.cli;

import java.util.Locale;

/** The format of a result. In lower case, as users type it and the shell completes it. */
enum ResultFormat {
    table,
    csv,
    json,
    jsonl,
    parquet;

    /** The format by the ending of a file name; csv if it has none. */
    static ResultFormat ofFile(String file) {
        String name = file.toLowerCase(Locale.ROOT);
        if (name.endsWith(".parquet")) {
            return parquet;
        }
        return name.endsWith(".jsonl") || name.endsWith(".json") ? jsonl : csv;
    }
}
