package dev.reposignal.row;

import dev.reposignal.table.ScoreComponent;
import dev.reposignal.text.NumberFormats;
import org.jspecify.annotations.Nullable;

/**
 * What a repository was measured at, in words: the one definition for the command line and the site.
 *
 * @param velocity24h stars a day over the last day; null where unknown
 * @param velocity7d over the last week
 * @param velocity28d over the last four weeks
 * @param isNewArrival whether it has less than 28 days of history
 */
public record MeasuredWords(
        @Nullable Double velocity24h,
        @Nullable Double velocity7d,
        @Nullable Double velocity28d,
        boolean isNewArrival) {
    public static MeasuredWords of(Rows.RepoSignal signal) {
        return new MeasuredWords(
                signal.velocity24h(), signal.velocity7d(), signal.velocity28d(), signal.isNewArrival());
    }

    /**
     * The raw value of a component as a phrase.
     *
     * @param component its name, perhaps of another version
     * @param raw the measured value; null where unknown
     * @param unit of the value
     */
    public String measured(String component, @Nullable Double raw, String unit) {
        if (raw == null) {
            return isNewArrival ? "unknown: less than 28 days of history" : "unknown: no observation to compare with";
        }
        return ScoreComponent.named(component)
                .map(known -> measured(known, raw))
                .orElseGet(() -> "%s %s".formatted(NumberFormats.quantity(raw), unit));
    }

    private String measured(ScoreComponent component, double raw) {
        return switch (component) {
            case DAY_SURGE -> pace(raw, "last day", velocity24h);
            case WEEK_SURGE -> pace(raw, "last week", velocity7d);
            case MOMENTUM -> "%s stars per day over the last week".formatted(NumberFormats.rate(raw));
            case GROWTH -> "%s more stars in a week".formatted(NumberFormats.percent(raw));
            case BURST ->
                "%s robust deviations %s its own earlier weeks"
                        .formatted(NumberFormats.rate(Math.abs(raw)), raw < 0 ? "below" : "above");
            case PERSISTENCE -> "gained stars on %s of the last 28 days".formatted(NumberFormats.percent(raw));
        };
    }

    private String pace(double ratio, String window, @Nullable Double velocity) {
        return "%s %s stars per day, 28 days %s: %s times, with 10 added to both"
                .formatted(window, known(velocity), known(velocity28d), NumberFormats.ratio(ratio));
    }

    /** A velocity in stars a day; "unknown" for null, as a dash in a sentence is no word. */
    public static String known(@Nullable Double perDay) {
        return perDay == null ? "unknown" : NumberFormats.rate(perDay);
    }
}
