package dev.reposignal.table;

/** What a prediction claims: the column {@code predictions.kind}. See {@code jobs/docs/predictions.md}. */
public enum ClaimKind implements ColumnValue {
    /** A repository gains at least so many stars in 28 days. */
    BREAKOUT("breakout", SubjectType.REPOSITORY),
    /** A repository created in the last 28 days gains at least so many stars in the next 28. */
    YOUNG_GAIN("young_gain", SubjectType.REPOSITORY),
    /** A repository reaches a round number of stars in 28 days. */
    STARS_REACHED("stars_reached", SubjectType.REPOSITORY),
    /** The repositories of a cluster gain at least so many stars in 28 days. */
    CLUSTER_GROWTH("cluster_growth", SubjectType.CLUSTER),
    /** The repositories of a field take at least so large a share of all new stars in 28 days. */
    FIELD_SHARE("field_share", SubjectType.FIELD),
    /** At least so many repositories of a language are new among the surfacing. */
    LANGUAGE_NEWCOMERS("language_newcomers", SubjectType.LANGUAGE);

    /** In place of a kind where all kinds are counted together, as in {@code track_record_bins}. */
    public static final String ALL = "all";

    private final String value;
    private final SubjectType subjectType;

    ClaimKind(String value, SubjectType subjectType) {
        this.value = value;
        this.subjectType = subjectType;
    }

    @Override
    public String value() {
        return value;
    }

    /** What claims of this kind are about. */
    public SubjectType subjectType() {
        return subjectType;
    }

    public static ClaimKind of(String value) {
        return ColumnValues.of(ClaimKind.class, value);
    }
}
