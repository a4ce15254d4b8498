package dev.reposignal.ingest;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * What became of one file's rows: every row read is accepted, a duplicate or rejected.
 *
 * @param file as named on the command line
 * @param format as found
 * @param accepted rows that stand in snapshots because of this file
 * @param duplicate rows whose repository and day another row gave, or that stood there already
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
