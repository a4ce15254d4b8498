package dev.reposignal.ingest;

import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One row of a text file as it was found, before any rule.
 *
 * @param line 1-based line where it begins
 * @param raw the text as it stood there, cut
 * @param reason why it cannot be taken apart, or null
 * @param values texts in the order of {@link #COLUMNS}; null where the row has none
 */
record FoundRow(long line, String raw, @Nullable String reason, List<@Nullable String> values) {
    static final int MAXIMUM_RAW_CHARACTERS = 4_000;

    /** What every format gives, by the names of snapshots. */
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
            "observed");

    static FoundRow rejected(long line, String raw, String reason) {
        return new FoundRow(line, cut(raw), reason, Collections.nCopies(COLUMNS.size(), null));
    }

    static String cut(String text) {
        if (text.length() <= MAXIMUM_RAW_CHARACTERS) {
            return text;
        }
        // Half a surrogate pair is no text.
        int end = Character.isHighSurrogate(text.charAt(MAXIMUM_RAW_CHARACTERS - 1))
                ? MAXIMUM_RAW_CHARACTERS - 1
                : MAXIMUM_RAW_CHARACTERS;
        return text.substring(0, end);
    }
}
