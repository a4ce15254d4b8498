package dev.reposignal.ingest;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Counts of the rows of one file: every row is accepted, a duplicate or rejected.
 *
 * @param file as named on the command line
 * @param format as detected
 * @param accepted rows that are in snapshots because of this file
 * @param duplicate rows for a repository and day of which another row was kept, or that were in the lake already
 * @param rejected rows kept in rejected_rows
 * @param firstDay earliest accepted day
 * @param lastDay latest accepted day
 * @param brokenValues optional values of rows not rejected that could not be read and are null
 * @param reasons the most frequent reasons of rejected rows, each with its count
 * @param conflicting repositories and days for which the file, or the lake before it, had a star count more than a tenth and
 *     10 stars from that of the row that was kept
 */
public record FileCounts(
        String file,
        InputFormat format,
        long accepted,
        long duplicate,
        long rejected,
        @Nullable LocalDate firstDay,
        @Nullable LocalDate lastDay,
        long brokenValues,
        List<String> reasons,
        long conflicting) {
    public FileCounts {
        reasons = List.copyOf(reasons);
    }

    public long read() {
        return accepted + duplicate + rejected;
    }

    /** Whether every row of the file was rejected. */
    public boolean isNothingTaken() {
        return accepted + duplicate == 0;
    }
}
