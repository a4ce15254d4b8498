package dev.reposignal.alert;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What operators are told, beside the alerts for readers; none of it is published. */
public enum OperatorRule {
    /** The data checks held a night back. */
    HELD,
    /** A command failed, or was killed. */
    FAILED,
    /** The latest published night was computed too long ago. */
    LATE,
    /** The disk has little space left. */
    DISK,
    /** GitHub refuses the access token, or there is none. */
    TOKEN;

    /** Its name in files. */
    public String value() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether it is a state that lasts and ends, told once while it lasts; the others are events with a date. */
    boolean isState() {
        return this == DISK || this == TOKEN;
    }

    static Optional<OperatorRule> of(String value) {
        return Arrays.stream(values())
                .filter(rule -> rule.value().equals(value))
                .findFirst();
    }
}
