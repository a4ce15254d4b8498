package dev.reposignal.ingest;

import java.time.LocalDate;
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
 */
public record FileCounts(
        String file,
        InputFormat format,
        long accepted,
        long duplicate,
        long rejected,
        @Nullable LocalDate firstDay,
        @Nullable LocalDate lastDay) {
    public long read() {
        return accepted + duplicate + rejected;
    }
}
