package dev.reposignal.alert;

import java.time.LocalDate;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a channel can send: an alert for readers, or one for operators. */
public interface Deliverable {
    /** The same for the same event, so that a receiver can tell a repetition. */
    String alertId();

    LocalDate raisedOn();

    /** The event in one sentence, without a full stop. */
    String title();

    /** What a webhook and a file have of it, in order; nulls are left out. */
    Map<String, @Nullable Object> fields();
}
