package dev.reposignal.table;

import java.util.List;

/** What a prediction, a highlight or an insight is about: the columns {@code subject_type}. */
public enum SubjectType implements ColumnValue {
    REPOSITORY("repository"),
    CLUSTER("cluster"),
    /** A group of clusters; its key is its name. */
    FIELD("field"),
    LANGUAGE("language"),
    /** All tracked repositories of a night together. */
    BOARD("board"),
    /** The data source of a night. */
    FEED("feed"),
    /** All predictions together. */
    LEDGER("ledger");

    /** The types that can be named by a key and have highlights. */
    static final List<SubjectType> KEYED = List.of(REPOSITORY, CLUSTER, LANGUAGE);

    /** The types that predictions are about. */
    static final List<SubjectType> PREDICTED = List.of(REPOSITORY, CLUSTER, FIELD, LANGUAGE);

    private final String value;

    SubjectType(String value) {
        this.value = value;
    }

    @Override
    public String value() {
        return value;
    }

    public static SubjectType of(String value) {
        return ColumnValues.of(SubjectType.class, value);
    }
}
