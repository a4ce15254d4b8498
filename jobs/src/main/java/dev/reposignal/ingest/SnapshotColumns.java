package dev.reposignal.ingest;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Required and optional columns of our own two formats, Parquet and CSV. */
final class SnapshotColumns {
    /** Computed while loading; a file exported from the lake may contain it. */
    private static final String DERIVED = "repo_key";

    private SnapshotColumns() {}

    /** @throws BrokenFileException naming every column that is missing or unknown */
    static void check(List<String> names, InputFile file) throws BrokenFileException {
        for (String name : names) {
            boolean isMisspelled =
                    !FoundRow.COLUMNS.contains(name) && FoundRow.COLUMNS.contains(name.toLowerCase(Locale.ROOT));
            if (isMisspelled) {
                throw new BrokenFileException("it has the unknown column %s; names are in lower case, known are %s"
                        .formatted(name, String.join(", ", FoundRow.COLUMNS)));
            }
        }
        Set<String> missing = new LinkedHashSet<>(List.of("full_name", "stars"));
        missing.removeAll(names);
        if (!missing.isEmpty()) {
            throw new BrokenFileException("the column%s %s is missing; it has %s"
                    .formatted(missing.size() == 1 ? "" : "s", String.join(", ", missing), String.join(", ", names)));
        }
        if (!names.contains("snapshot_date") && file.day() == null) {
            throw new BrokenFileException(
                    "it has no column snapshot_date and no YYYY-MM-DD in its name; give its day with --date");
        }
        Set<String> unknown = new LinkedHashSet<>(names);
        FoundRow.COLUMNS.forEach(unknown::remove);
        unknown.remove(DERIVED);
        if (!unknown.isEmpty()) {
            throw new BrokenFileException("it has the unknown column%s %s; known columns are %s"
                    .formatted(
                            unknown.size() == 1 ? "" : "s",
                            String.join(", ", unknown),
                            String.join(", ", FoundRow.COLUMNS)));
        }
    }
}
