package dev.reposignal.query;

import java.time.Duration;

/**
 * What a query may use.
 *
 * @param allowsFiles whether it may read files outside the lake
 * @param time the longest it may run; zero for no limit
 * @param rowsRead rows it may read from the tables; 0 for no limit
 */
public record QueryLimits(boolean allowsFiles, Duration time, long rowsRead) {
    /** Nothing but the lake, without limits. */
    public static final QueryLimits NONE = new QueryLimits(false, Duration.ZERO, 0);
}
