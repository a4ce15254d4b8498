package dev.reposignal.table;

/** Whether the data of a day may be published: the column {@code feed_health.verdict}. */
public enum Verdict implements ColumnValue {
    PUBLISH("publish"),
    /** Stale or incomplete: the day is held back. */
    HOLD("hold");

    private final String value;

    Verdict(String value) {
        this.value = value;
    }

    @Override
    public String value() {
        return value;
    }

    public static Verdict of(String value) {
        return ColumnValues.of(Verdict.class, value);
    }
}
