package dev.reposignal.table;

/** What became of a cluster from one night to the next: the column {@code cluster_lineage.event}. */
public enum LineageEvent implements ColumnValue {
    CONTINUED("continued"),
    /** New, and most of it from no single cluster of the night before. */
    BORN("born"),
    /** New, and most of it from one cluster of the night before, which goes on. */
    SPLIT("split"),
    /** Ended; most of it is in another cluster now. */
    MERGED("merged"),
    /** Ended; its repositories are spread over several clusters or gone. */
    DIED("died");

    private final String value;

    LineageEvent(String value) {
        this.value = value;
    }

    @Override
    public String value() {
        return value;
    }

    public static LineageEvent of(String value) {
        return ColumnValues.of(LineageEvent.class, value);
    }
}
