package dev.reposignal.table;

/** What is notable about a night: the column {@code insights.kind}. See {@code jobs/docs/insights.md}. */
public enum InsightKind implements ColumnValue {
    LANGUAGE_MOVE("language_move", SubjectType.LANGUAGE),
    LANGUAGE_SURFACING("language_surfacing", SubjectType.LANGUAGE),
    LANGUAGE_ACCELERATING("language_accelerating", SubjectType.LANGUAGE),
    CLUSTER_OWNERS("cluster_owners", SubjectType.CLUSTER),
    CLUSTER_FADING("cluster_fading", SubjectType.CLUSTER),
    CLUSTER_BORN("cluster_born", SubjectType.CLUSTER),
    REPOSITORY_BURST("repository_burst", SubjectType.REPOSITORY),
    BOARD_RECORD("board_record", SubjectType.REPOSITORY),
    BOARD_STAY("board_stay", SubjectType.REPOSITORY),
    QUIET_CLIMBER("quiet_climber", SubjectType.REPOSITORY),
    LOUDEST_SLOWS("loudest_slows", SubjectType.REPOSITORY),
    BOARD_TURNOVER("board_turnover", SubjectType.BOARD),
    FEED_PURGE("feed_purge", SubjectType.FEED),
    PREDICTIONS_GRADED("predictions_graded", SubjectType.LEDGER);

    private final String value;
    private final SubjectType subjectType;

    InsightKind(String value, SubjectType subjectType) {
        this.value = value;
        this.subjectType = subjectType;
    }

    @Override
    public String value() {
        return value;
    }

    /** What insights of this kind are about. */
    public SubjectType subjectType() {
        return subjectType;
    }

    public static InsightKind of(String value) {
        return ColumnValues.of(InsightKind.class, value);
    }
}
