package dev.reposignal.table;

/** How a run of a night ended: the column {@code runs.status}. */
public enum RunStatus implements ColumnValue {
    PUBLISHED("published"),
    /** The data checks held the day back. */
    HELD("held"),
    FAILED("failed");

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
}
