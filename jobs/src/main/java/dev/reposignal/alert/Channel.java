package dev.reposignal.alert;

import dev.reposignal.table.AlertRule;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where alerts are sent.
 *
 * @param name in messages and in alert_deliveries
 * @param rules rules whose alerts it takes
 * @param lists watchlists whose alerts it takes; empty for all alerts
 * @param quietFrom first hour (UTC) in which nothing is sent; -1 for no quiet hours
 * @param quietTo first hour in which it is sent again
 * @param url address of a webhook; "" for others
 * @param secret key of the signature of a webhook; "" for none
 * @param chat chat_id of Telegram; "" for others
 * @param mail server and addresses; null for others
 * @param path file that alerts are appended to, as JSON lines; "" for others
 * @param operatorRules rules for operators whose alerts it takes too
 */
public record Channel(
        String name,
        Kind kind,
        Mode mode,
        Set<AlertRule> rules,
        List<String> lists,
        int quietFrom,
        int quietTo,
        String url,
        String secret,
        String chat,
        @Nullable Mail mail,
        String path,
        Set<OperatorRule> operatorRules) {
    public Channel {
        operatorRules = Set.copyOf(operatorRules);
        rules = Set.copyOf(rules);
        lists = List.copyOf(lists);
    }

    /** How a message is sent. */
    public enum Kind {
        WEBHOOK,
        SLACK,
        DISCORD,
        TELEGRAM,
        TEAMS,
        MAIL,
        FILE
    }

    /** How many alerts make a message. */
    public enum Mode {
        /** Those of a night. */
        NIGHT,
        /** One. */
        EACH,
        /** Those of an ISO week, once it is over. */
        WEEK
    }

    /**
     * A server for mail.
     *
     * @param security starttls, tls or none (this machine only)
     */
    public record Mail(
            String host, int port, String security, String user, String password, String from, List<String> to) {
        public Mail {
            to = List.copyOf(to);
        }

        /** Without the password. */
        @Override
        public String toString() {
            return "%s:%d".formatted(host, port);
        }
    }

    public boolean takes(Alert alert) {
        return rules.contains(alert.rule())
                && (lists.isEmpty() || alert.lists().stream().anyMatch(lists::contains));
    }

    boolean takes(OperatorAlert alert) {
        return operatorRules.stream().anyMatch(rule -> rule.value().equals(alert.rule()));
    }

    /** Whether nothing is sent in an hour, 0 to 23 (UTC). */
    public boolean isQuiet(int hour) {
        if (quietFrom < 0) {
            return false;
        }
        return quietFrom < quietTo ? hour >= quietFrom && hour < quietTo : hour >= quietFrom || hour < quietTo;
    }

    /** The name alone: addresses and keys are secrets. */
    @Override
    public String toString() {
        return name;
    }
}
