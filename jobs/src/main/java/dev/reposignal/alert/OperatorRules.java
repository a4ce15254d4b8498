package dev.reposignal.alert;

import java.time.Duration;

/**
 * Bounds of the alerts for operators.
 *
 * @param late how long ago the latest published night may have been computed
 * @param leastFreeBytes space that must be left on the disks of the lake and the site
 */
public record OperatorRules(Duration late, long leastFreeBytes) {
    static final long GIGABYTE = 1_000_000_000;

    static OperatorRules defaults() {
        return new OperatorRules(Duration.ofHours(36), 5 * GIGABYTE);
    }
}
