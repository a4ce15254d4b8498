package dev.reposignal.ingest;

import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One row of a text file as it was read, before any rule is applied.
 *
 * @param line 1-based line where it begins
 * @param raw the original text, cut to {@link #MAXIMUM_RAW_CHARACTERS}
 * @param reason why it cannot be parsed, or null
 * @param values texts in the order of {@link #COLUMNS}; null if the row has none
 */
record FoundRow(long line, String raw, @Nullable String reason, List<@Nullable String> values) {
    static final int MAXIMUM_RAW_CHARACTERS = 4_000;

    /** The columns that a file can give, by their names in snapshots. */
    static final List<String> COLUMNS = List.of(
            "snapshot_date",
            "repo_id",
            "full_name",
            "description",
            "language",
            "topics",
            "stars",
            "forks",
            "open_issues",
            "pushed_at",
            "created_at",
            "archived",
            "source",
            "observed",
            "observed_at");

    static FoundRow rejected(long line, String raw, String reason) {
        return new FoundRow(line, cut(raw), reason, Collections.nCopies(COLUMNS.size(), null));
    }

    static String cut(String text) {
        if (text.length() <= MAXIMUM_RAW_CHARACTERS) {
            return text;
        }
        // Never cut between the two halves of a surrogate pair.
        int end = Character.isHighSurrogate(text.charAt(MAXIMUM_RAW_CHARACTERS - 1))
                ? MAXIMUM_RAW_CHARACTERS - 1
                : MAXIMUM_RAW_CHARACTERS;
        return text.substring(0, end);
    }
}
