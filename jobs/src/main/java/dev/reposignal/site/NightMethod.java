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
 * How the latest night was computed, from its own tables.
 *
 * @param runId the run that published it
 * @param codeVersion version of RepoSignal that ran
 * @param settings the settings it ran with, by dotted key
 * @param reposObserved repositories observed that night
 * @param reposScored those with a score
 * @param components of the score, the largest weight first
 * @param turnover how many surfacing repositories changed, over the last nights, newest first
 * @param model the model that gave the probabilities; null without a model
 * @param coverage how much of a trending list the feed had; null where that was not measured
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
        List<Turnover> turnover,
        @Nullable Model model,
        @Nullable Coverage coverage,
        List<Rows.FeedHealth> feed) {
    public NightMethod {
        settings = java.util.Collections.unmodifiableMap(new TreeMap<>(settings));
        components = List.copyOf(components);
        turnover = List.copyOf(turnover);
        feed = List.copyOf(feed);
    }

    /** A component of the score and the most points it gives. */
    public record Weight(String component, String unit, BigDecimal weight) {}

    /** How many of the surfacing repositories were new on a night; null without an earlier night. */
    public record Turnover(
            LocalDate snapshotDate,
            int surfacingRepos,
            @Nullable Integer newRepos,
            @Nullable Double shareNew,
            @Nullable Integer newRepos7d,
            @Nullable Double shareNew7d) {}

    /**
     * First appearances of repositories with few enough stars on a trending list, as the table {@code coverage} has them.
     *
     * @param seen those that the feed had in the 60 days before
     * @param listed those that a board of these days listed
     */
    public record Coverage(LocalDate firstOn, LocalDate lastOn, long appeared, long seen, long listed) {
        public double shareSeen() {
            return (double) seen / appeared;
        }

        public double shareListed() {
            return (double) listed / appeared;
        }
    }

    /** A measure of the model in words. */
    public record Figure(String name, String value) {}

    /** The measures of the model in words; one that this version does not know keeps its name. */
    public List<Figure> modelFigures() {
        return model == null
                ? List.of()
                : model.figures().entrySet().stream()
                        .map(figure -> figure(figure.getKey(), figure.getValue()))
                        .toList();
    }

    private static Figure figure(String name, double value) {
        return switch (name) {
            case "held_out_auc" ->
                new Figure(
                        "unseen weeks: pairs of a break-out and another repository that it put in the right order",
                        NumberFormats.percent(value));
            case "held_out_average_precision" ->
                new Figure("unseen weeks: average precision of its order", NumberFormats.thousandths(value));
            case "held_out_base_rate" -> new Figure("unseen weeks: share that broke out", NumberFormats.percent(value));
            case "held_out_brier_skill" ->
                new Figure("unseen weeks: Brier skill of its probabilities", NumberFormats.thousandths(value));
            case "base_rate" -> new Figure("training: share that broke out", NumberFormats.percent(value));
            case "breakouts" -> new Figure("training: break-outs", NumberFormats.count(value));
            case "rows" ->
                new Figure("training: repositories on days that it learned from", NumberFormats.count(value));
            case "examples" ->
                new Figure(
                        "training: repositories on days that it could have learned from", NumberFormats.count(value));
            default -> new Figure(name.replace('_', ' '), NumberFormats.quantity(value));
        };
    }

    /** What a break-out is, by the settings of that night, as the end of a sentence; null if the run knew another definition. */
    public @Nullable String breakout() {
        String ratio = settings.get("predict.breakout_ratio");
        String share = settings.get("predict.breakout_share");
        if (ratio == null || share == null) {
            return null;
        }
        return "gains at least %s stars in 28 days, %s as many as in the 28 days before, and %s of the stars it has"
                .formatted(
                        amount("predict.breakout_gain"),
                        Double.parseDouble(ratio) == 2 ? "twice" : amount("predict.breakout_ratio") + " times",
                        NumberFormats.percent(Double.parseDouble(share)));
    }

    /** A number of the settings of that night; "unknown" if the run was made before this setting existed. */
    public String amount(String key) {
        String value = settings.get(key);
        if (value == null) {
            return "unknown";
        }
        double number = Double.parseDouble(value);
        // A setting is not rounded as measurements are: 1.25 stays 1.25.
        return number == Math.rint(number) ? NumberFormats.quantity(number) : value;
    }
}
