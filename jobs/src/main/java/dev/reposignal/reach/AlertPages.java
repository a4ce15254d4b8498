package dev.reposignal.reach;

import dev.reposignal.alert.Alert;
import dev.reposignal.render.Templates;
import dev.reposignal.site.Feeds;
import dev.reposignal.site.PageLayout;
import dev.reposignal.site.SiteAddition;
import dev.reposignal.site.SiteFolder;
import java.io.IOException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The page and the feeds of all alerts, with the precision of each rule. */
public final class AlertPages implements SiteAddition {
    private static final String INDEX = "alerts/index.html";
    private static final int SHOWN = 200;

    private final List<Alert> alerts;
    private final Map<String, Graded> grades;
    private final List<Precision> precision;

    /**
     * @param alerts the latest ones
     * @param grades those of them that are graded, by alert_id
     * @param precision of every rule that raised an alert
     */
    public AlertPages(List<Alert> alerts, Map<String, Graded> grades, List<Precision> precision) {
        this.alerts = alerts.stream()
                .sorted(Comparator.comparing(Alert::raisedOn)
                        .reversed()
                        .thenComparing(Alert::rule)
                        .thenComparing(Alert::title)
                        .thenComparing(Alert::alertId))
                .limit(SHOWN)
                .toList();
        this.grades = Map.copyOf(grades);
        this.precision = List.copyOf(precision);
    }

    /** What became of an alert. */
    public record Graded(String outcome, String evidence) {}

    /** How often the graded alerts of a rule came true, with a 95 % interval; as in the view alert_precision. */
    public record Precision(
            String rule,
            long alerts,
            long open,
            long hits,
            long misses,
            long unobservable,
            @Nullable Double precision,
            @Nullable Double low,
            @Nullable Double high) {}

    /** A line of the page. */
    public record Line(Alert alert, @Nullable Graded graded) {}

    @Override
    public List<Map.Entry<String, String>> links() {
        return List.of(Map.entry(INDEX, "Alerts"));
    }

    @Override
    public void write(SiteFolder site) throws IOException {
        PageLayout frame = site.frame(
                INDEX, "Alerts", "What rules found in the published nights, each event once, and what became of it.");
        List<Line> lines = alerts.stream()
                .map(alert -> new Line(alert, grades.get(alert.alertId())))
                .toList();
        Map<String, Object> parameters = new HashMap<>();
        parameters.put("frame", frame);
        parameters.put("lines", lines);
        parameters.put("precision", precision);
        site.page(INDEX, Templates.rendered("reach/alerts.jte", parameters));
        try (Feeds feeds = site.feeds("Alerts · " + site.settings().title(), "alerts/alerts", INDEX)) {
            for (Alert alert : alerts) {
                feeds.add(
                        "alerts/" + alert.alertId(),
                        alert.raisedOn(),
                        INDEX,
                        alert.title(),
                        alert.title() + ".",
                        Templates.rendered("reach/alert.jte", Map.of("alert", alert)));
            }
        }
    }
}
