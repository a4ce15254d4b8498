package dev.reposignal.ingest;

import java.io.Serializable;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Rows that are rejected although they can be read.
 *
 * @param latestDay the latest day a row may carry; null for the day after the ingest
 * @param allowsPrivate whether rows of private repositories are taken
 * @param allowsOtherHosts whether repositories of other hosts than github.com are taken, by their owner/name
 */
public record RowLimits(@Nullable LocalDate latestDay, boolean allowsPrivate, boolean allowsOtherHosts)
        implements Serializable {
    /** Nothing later than tomorrow, nothing private, nothing of another host. */
    public static final RowLimits USUAL = new RowLimits(null, false, false);

    /** GitHub opened to the public in 2008: no snapshot can be older. */
    static final LocalDate EARLIEST_DAY = LocalDate.of(2008, 1, 1);

    /** No repository has a tenth of it; more is a broken count. */
    static final long LARGEST_COUNT = 1_000_000_000;

    /** The same with a latest day, which is the day after a given one where none is set. */
    RowLimits atLatest(LocalDate today) {
        return latestDay != null ? this : new RowLimits(today.plusDays(1), allowsPrivate, allowsOtherHosts);
    }
}
