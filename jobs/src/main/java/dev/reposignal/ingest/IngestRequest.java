package dev.reposignal.ingest;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What to load and how.
 *
 * @param paths files, or folders whose files are meant; any Hadoop path
 * @param format the format of every file, or null to find it by content
 * @param day the day of rows that carry none, and the only day that rows may carry; null to let rows and file names tell
 * @param replace whether the files' days are replaced instead of merged with what the lake holds
 * @param limits which rows are refused although they can be read
 * @param skipsBroken whether the other files are loaded where one cannot be
 */
public record IngestRequest(
        List<String> paths,
        @Nullable InputFormat format,
        @Nullable LocalDate day,
        boolean replace,
        RowLimits limits,
        boolean skipsBroken) {
    public IngestRequest {
        paths = List.copyOf(paths);
    }

    /** A request with the usual limits. */
    public IngestRequest(List<String> paths, @Nullable InputFormat format, @Nullable LocalDate day, boolean replace) {
        this(paths, format, day, replace, RowLimits.USUAL, false);
    }
}
