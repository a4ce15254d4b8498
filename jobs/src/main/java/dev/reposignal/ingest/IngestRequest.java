package dev.reposignal.ingest;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What to load and how.
 *
 * @param paths files, or folders with files; any Hadoop path
 * @param format the format of every file, or null to detect it from the content
 * @param day the day of rows without a day, and the only day that rows may have; null to take it from rows and file names
 * @param replace whether the days of the files are replaced instead of merged with the rows in the lake
 */
public record IngestRequest(
        List<String> paths,
        @Nullable InputFormat format,
        @Nullable LocalDate day,
        boolean replace) {
    public IngestRequest {
        paths = List.copyOf(paths);
    }
}
