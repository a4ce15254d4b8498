package dev.reposignal.alert;

import dev.reposignal.table.AlertRule;
import dev.reposignal.text.Sha256;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One event that is told once.
 *
 * @param raisedOn the night that showed it
 * @param subjectType repository, cluster, field, language or feed
 * @param occasion what tells it from other events of the same rule and subject: the milestone, the prediction, the night
 * @param title the event in one sentence, without a full stop
 * @param value the number that decided
 * @param unit its unit
 * @param stars stars of a repository on that night; null for other subjects
 * @param requiredValue what the observation 28 days later is compared with; null where nothing is
 * @param lists watchlists that select the subject
 */
public record Alert(
        LocalDate raisedOn,
        AlertRule rule,
        String subjectType,
        String subjectKey,
        String subjectName,
        String occasion,
        String title,
        @Nullable Double value,
        String unit,
        @Nullable Long stars,
        @Nullable Double requiredValue,
        List<String> lists)
        implements Deliverable {
    /** Days after which an alert is graded. */
    public static final int HORIZON_DAYS = 28;

    private static final int ID_DIGITS = 16;

    public Alert {
        lists = List.copyOf(lists);
    }

    /** The same for the same rule, subject and occasion, whenever it is computed. */
    @Override
    public String alertId() {
        return Sha256.hex("%s\n%s\n%s".formatted(rule.value(), subjectKey, occasion), ID_DIGITS);
    }

    @Override
    public Map<String, @Nullable Object> fields() {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("alert_id", alertId());
        fields.put("raised_on", raisedOn.toString());
        fields.put("rule", rule.value());
        fields.put("subject_type", subjectType);
        fields.put("subject_key", subjectKey);
        fields.put("subject_name", subjectName);
        fields.put("occasion", occasion);
        fields.put("title", title);
        fields.put("value", value);
        fields.put("value_unit", unit);
        fields.put("due_on", dueOn().toString());
        fields.put("lists", lists);
        return fields;
    }

    public LocalDate dueOn() {
        return raisedOn.plusDays(HORIZON_DAYS);
    }
}
