package dev.reposignal.alert;

import dev.reposignal.table.AlertRule;
import java.time.LocalDate;

/** What decides whether a later event was told already. */
public record KnownAlert(String alertId, AlertRule rule, String subjectKey, LocalDate raisedOn) {
    public static KnownAlert of(Alert alert) {
        return new KnownAlert(alert.alertId(), alert.rule(), alert.subjectKey(), alert.raisedOn());
    }
}
