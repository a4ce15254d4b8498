package dev.reposignal.site;

import dev.reposignal.row.Rows;
import dev.reposignal.row.Rows.Model;
import dev.reposignal.text.NumberFormats;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How the latest night was made, as its own tables tell it.
 *
 * @param runId the run that published it
 * @param codeVersion version of RepoSignal that ran
 * @param settings the settings it ran with, by dotted key
 * @param reposObserved repositories observed that night
 * @param reposScored those with a score
 * @param components of the score, the weightiest first
 * @param model the model asked that night; null where there was none
 * @param feed the last days of the feed, newest first, held ones too
 */
public record NightMethod(
        LocalDate day,
        String runId,
        String codeVersion,
        Map<String, String> settings,
        long reposObserved,
        long reposScored,
        List<Weight> components,
        @Nullable Model model,
        List<Rows.FeedHealth> feed) {
    public NightMethod {
        settings = java.util.Collections.unmodifiableMap(new TreeMap<>(settings));
        components = List.copyOf(components);
        feed = List.copyOf(feed);
    }

    /** A component of the score and the most points it gives. */
    public record Weight(String component, String unit, BigDecimal weight) {}

    /** A number among the settings of that night; "unknown" where the run was made before there was such a setting. */
    public String amount(String key) {
        String value = settings.get(key);
        if (value == null) {
            return "unknown";
        }
        double number = Double.parseDouble(value);
        // A setting is no measurement: 1.25 stays 1.25.
        return number == Math.rint(number) ? NumberFormats.quantity(number) : value;
    }
}
