package dev.reposignal.table;

/** What an article chooses a highlight for: the column {@code highlights.kind}. */
public enum HighlightKind implements ColumnValue {
    QUIET_MOVER("quiet_mover"),
    CONTRARIAN("contrarian"),
    BREAKOUT_WATCH("breakout_watch"),
    TO_STAR("to_star");

    private final String value;

    HighlightKind(String value) {
        this.value = value;
    }

    @Override
    public String value() {
        return value;
    }

    public static HighlightKind of(String value) {
        return ColumnValues.of(HighlightKind.class, value);
    }
}
