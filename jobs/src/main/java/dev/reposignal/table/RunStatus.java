package dev.reposignal.table;

import java.util.Arrays;
import java.util.List;

/** How far a run of a night came: the column {@code runs.status}. */
public enum RunStatus implements ColumnValue {
    /** The run writes its tables, or its process was killed while it did. */
    STARTED("started"),
    /** Every table is written; the site with them is not switched into place yet. */
    WRITTEN("written"),
    /** Every table is written and the site with them was switched into place. */
    PUBLISHED("published"),
    /** Every table is written, but the site with them could not be written or switched. */
    SITE_FAILED("site_failed"),
    /** The data checks held the day back: no article, and the site is as without the night. */
    HELD("held"),
    /** A stage failed: the tables of the night may be incomplete. */
    FAILED("failed"),
    /** A signal ended the run, or its process was killed: the tables of the night may be incomplete. */
    INTERRUPTED("interrupted");

    private final String value;

    RunStatus(String value) {
        this.value = value;
    }

    @Override
    public String value() {
        return value;
    }

    public static RunStatus of(String value) {
        return ColumnValues.of(RunStatus.class, value);
    }

    /** Whether the tables of the night are whole and passed the data checks, so that they can be read and published. */
    public boolean isPublishable() {
        return switch (this) {
            case WRITTEN, PUBLISHED, SITE_FAILED -> true;
            case STARTED, HELD, FAILED, INTERRUPTED -> false;
        };
    }

    /** Whether every table of the night is written. */
    public boolean isWhole() {
        return isPublishable() || this == HELD;
    }

    /** Whether the run ended without a fault of its own, so that running it again is right. */
    public boolean isUnfinished() {
        return this == STARTED || this == INTERRUPTED;
    }

    /** The Spark SQL condition that a row of {@code runs} or {@code nights} is of a night that can be published. */
    public static String publishable() {
        List<RunStatus> statuses =
                Arrays.stream(values()).filter(RunStatus::isPublishable).toList();
        return ColumnValues.isOneOf("status", statuses);
    }
}
