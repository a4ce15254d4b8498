package dev.reposignal.table;

/** Which rule chose a highlight: the column {@code highlights.rule}. The rules are explained in {@code insight.Highlights}. */
public enum HighlightRule implements ColumnValue {
    STEADY_CLIMB("steady_climb", HighlightKind.QUIET_MOVER),
    LARGEST_LANGUAGE_LAGS("largest_language_lags", HighlightKind.CONTRARIAN),
    LOUDEST_REPOSITORY_SLOWS("loudest_repository_slows", HighlightKind.CONTRARIAN),
    LOUDEST_CLUSTER_SLOWS("loudest_cluster_slows", HighlightKind.CONTRARIAN),
    STRONGEST_BURST("strongest_burst", HighlightKind.BREAKOUT_WATCH),
    BEST_SCORE("best_score", HighlightKind.TO_STAR),
    FORMING_CLUSTER("forming_cluster", HighlightKind.TO_STAR),
    SMALL_AND_FAST("small_and_fast", HighlightKind.TO_STAR);

    private final String value;
    private final HighlightKind kind;

    HighlightRule(String value, HighlightKind kind) {
        this.value = value;
        this.kind = kind;
    }

    @Override
    public String value() {
        return value;
    }

    /** What the rule chooses for. */
    public HighlightKind kind() {
        return kind;
    }

    public static HighlightRule of(String value) {
        return ColumnValues.of(HighlightRule.class, value);
    }
}
