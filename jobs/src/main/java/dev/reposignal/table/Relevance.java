package dev.reposignal.table;

/** Whom repositories are for: the column {@code relevance} of clusters and cluster_members. */
public enum Relevance implements ColumnValue {
    /** Libraries, tools and services that developers build with. */
    TECHNOLOGY("technology"),
    /** Programs for end users. */
    APPLICATION("application"),
    /** Lists, courses, books and other things to read. */
    LIST("list");

    private final String value;

    Relevance(String value) {
        this.value = value;
    }

    @Override
    public String value() {
        return value;
    }

    public static Relevance of(String value) {
        return ColumnValues.of(Relevance.class, value);
    }
}
