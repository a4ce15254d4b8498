package dev.reposignal.table;

/** How a prediction was graded: the column {@code prediction_outcomes.outcome}. */
public enum Outcome implements ColumnValue {
    HIT("hit"),
    MISS("miss"),
    /** Due, but no observation in the grading window. */
    UNOBSERVABLE("unobservable");

    private final String value;

    Outcome(String value) {
        this.value = value;
    }

    @Override
    public String value() {
        return value;
    }

    public static Outcome of(String value) {
        return ColumnValues.of(Outcome.class, value);
    }
}
