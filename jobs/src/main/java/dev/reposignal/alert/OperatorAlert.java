package dev.reposignal.alert;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.reposignal.text.Sha256;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One event that operators are told once.
 *
 * @param day the present day (UTC) when it was noticed first
 * @param rule value of an {@link OperatorRule}
 * @param subject what it is about: a night, a command, a disk
 * @param occasion what tells it from other events of the same rule and subject; "" for a state, which gets the day on which
 *     it began
 * @param title the event in one sentence, without a full stop
 */
public record OperatorAlert(
        @JsonProperty("day") String day,
        @JsonProperty("rule") String rule,
        @JsonProperty("subject") String subject,
        @JsonProperty("occasion") String occasion,
        @JsonProperty("title") String title)
        implements Deliverable {
    private static final int ID_DIGITS = 16;
    private static final int TITLE_LENGTH = 400;

    public OperatorAlert {
        title = title.length() > TITLE_LENGTH ? title.substring(0, TITLE_LENGTH) + "…" : title;
    }

    /** An event, or a state that is noticed. */
    public static OperatorAlert of(LocalDate day, OperatorRule rule, String subject, String occasion, String title) {
        return new OperatorAlert(day.toString(), rule.value(), subject, occasion, title);
    }

    OperatorAlert on(String began) {
        return new OperatorAlert(day, rule, subject, began, title);
    }

    /** The rule and the subject. */
    String about() {
        return rule + " " + subject;
    }

    @Override
    public String alertId() {
        return Sha256.hex("operators\n%s\n%s\n%s".formatted(rule, subject, occasion), ID_DIGITS);
    }

    @Override
    public LocalDate raisedOn() {
        return LocalDate.parse(day);
    }

    @Override
    public Map<String, @Nullable Object> fields() {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("alert_id", alertId());
        fields.put("raised_on", day);
        fields.put("rule", rule);
        fields.put("subject_type", "operation");
        fields.put("subject_name", subject);
        fields.put("occasion", occasion);
        fields.put("title", title);
        return fields;
    }
}
