package dev.reposignal.cli;

import java.util.Locale;

/** How an answer is given. In lower case, as it is typed and as the shell completes it. */
enum ResultFormat {
    table,
    csv,
    json,
    jsonl,
    parquet;

    /** The format a file's name ends with; csv where it ends with none. */
    static ResultFormat ofFile(String file) {
        String name = file.toLowerCase(Locale.ROOT);
        if (name.endsWith(".parquet")) {
            return parquet;
        }
        return name.endsWith(".jsonl") || name.endsWith(".json") ? jsonl : csv;
    }
}
