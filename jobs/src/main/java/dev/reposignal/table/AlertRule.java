package dev.reposignal.table;

/** What an alert is about: the column {@code alerts.rule}; jobs/docs/alerts.md says how each is raised and graded. */
public enum AlertRule implements ColumnValue {
    /** A repository that a list names has its first snapshot. */
    FIRST_SEEN("first_seen", true),
    /** A repository came up to the surfacing ones. */
    SURFACED("surfaced", false),
    /** The probability of a break-out is at or above a bound. */
    PROBABILITY("probability", false),
    /** The week is far above the repository's own weeks. */
    BURST("burst", false),
    /** The stars passed a round number. */
    MILESTONE("milestone", true),
    /** A repository left the board. */
    LEFT_BOARD("left_board", false),
    /** A repository lost stars on a purge day. */
    PURGE_LOSS("purge_loss", true),
    /** A prediction was graded. */
    CLAIM_DECIDED("claim_decided", true),
    /** A cluster, field or language became a trend. */
    TREND("trend", false),
    /** A cluster is forming. */
    FORMING("forming", false),
    /** No data for a week, of a watched repository or of the feed. */
    NO_DATA("no_data", true);

    private final String value;
    private final boolean hasOwnOccasion;

    AlertRule(String value, boolean hasOwnOccasion) {
        this.value = value;
        this.hasOwnOccasion = hasOwnOccasion;
    }

    @Override
    public String value() {
        return value;
    }

    /** Whether the event names its occasion itself, as a milestone does; else one alert counts for 28 days. */
    public boolean hasOwnOccasion() {
        return hasOwnOccasion;
    }

    public static AlertRule of(String value) {
        return ColumnValues.of(AlertRule.class, value);
    }
}
