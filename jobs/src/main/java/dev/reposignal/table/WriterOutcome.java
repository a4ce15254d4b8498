package dev.reposignal.table;

/** Who wrote a paragraph that a language model was asked for: the column {@code writer_log.outcome}. */
public enum WriterOutcome implements ColumnValue {
    /** The model: its text passed the guard. */
    MODEL("model"),
    /** Phrases: every answer was refused. */
    REFUSED("refused"),
    /** Phrases: no answer came, or a limit was reached. */
    UNANSWERED("unanswered");

    private final String value;

    WriterOutcome(String value) {
        this.value = value;
    }

    @Override
    public String value() {
        return value;
    }

    public static WriterOutcome of(String value) {
        return ColumnValues.of(WriterOutcome.class, value);
    }
}
