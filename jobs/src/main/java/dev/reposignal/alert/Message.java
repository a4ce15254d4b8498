package dev.reposignal.alert;

import dev.reposignal.text.Sha256;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What is sent at once.
 *
 * @param publication name of the publication
 * @param baseUrl public address of the site; "" where it has none
 */
public record Message(String publication, String baseUrl, List<? extends Deliverable> alerts) {
    private static final int ID_DIGITS = 16;

    public Message {
        alerts = List.copyOf(alerts);
    }

    /** The same for the same alerts, so that a receiver can tell a repetition. */
    public String id() {
        return alerts.size() == 1
                ? alerts.get(0).alertId()
                : Sha256.hex(alerts.stream().map(Deliverable::alertId).collect(Collectors.joining("\n")), ID_DIGITS);
    }

    public String title() {
        Deliverable first = alerts.get(0);
        return alerts.size() == 1
                ? first.title()
                : "%s: %d alerts of %s"
                        .formatted(
                                publication,
                                alerts.size(),
                                alerts.get(alerts.size() - 1).raisedOn());
    }

    /** One line per alert. */
    public List<String> lines() {
        return alerts.stream().map(alert -> alert.title() + ".").toList();
    }

    /** The page of all alerts; "" where the site has no address. */
    public String link() {
        return baseUrl.isEmpty() ? "" : baseUrl + "/alerts/index.html";
    }
}
