package dev.reposignal.ingest;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What the two formats of our own, Parquet and CSV, must and may have as columns. */
final class SnapshotColumns {
    /** Derived on loading; a file exported from the lake may have it. */
    private static final String DERIVED = "repo_key";

    private SnapshotColumns() {}

    /** @throws BrokenFileException naming every column that is missing or unknown */
    static void check(List<String> names, InputFile file) throws BrokenFileException {
        Set<String> missing = new LinkedHashSet<>(List.of("full_name", "stars"));
        missing.removeAll(names);
        if (!missing.isEmpty()) {
            throw new BrokenFileException("it lacks the column%s %s; it has %s"
                    .formatted(missing.size() == 1 ? "" : "s", String.join(", ", missing), String.join(", ", names)));
        }
        if (!names.contains("snapshot_date") && file.day() == null) {
            throw new BrokenFileException(
                    "it has no column snapshot_date and its name no YYYY-MM-DD; name its day with --date");
        }
        Set<String> unknown = new LinkedHashSet<>(names);
        FoundRow.COLUMNS.forEach(unknown::remove);
        unknown.remove(DERIVED);
        if (!unknown.isEmpty()) {
            throw new BrokenFileException("it has the unknown column%s %s; known are %s"
                    .formatted(
                            unknown.size() == 1 ? "" : "s",
                            String.join(", ", unknown),
                            String.join(", ", FoundRow.COLUMNS)));
        }
    }
}
