package dev.reposignal.table;

import java.util.Arrays;
import java.util.Optional;

/**
 * The components of the signal score, in the order of {@code score_components}: name, unit, weight, bound and words of each.
 * {@code signal.Score} has their formulas, {@code jobs/docs/scores.md} the reasons.
 */
public enum ScoreComponent implements ColumnValue {
    DAY_SURGE(
            "day_surge",
            "ratio",
            40,
            4,
            "How many times faster the last day was than the four weeks, ten stars a day added to both so that few stars are no surge."),
    WEEK_SURGE(
            "week_surge",
            "ratio",
            10,
            4,
            "How many times faster the week was than the four weeks, ten stars a day added to both."),
    MOMENTUM("momentum", "stars/day", 5, 200, "Stars a day over the week, on a logarithmic scale."),
    GROWTH(
            "growth",
            "share of stars per week",
            25,
            0.5,
            "Stars gained in the week as a share of those there were, on a logarithmic scale."),
    BURST("burst", "robust deviations", 5, 50, "How far the week stands above the repository's own earlier weeks."),
    PERSISTENCE("persistence", "share of days", 15, 1, "The share of the days of four weeks on which it gained.");

    private final String value;
    private final String unit;
    private final int weight;
    private final double full;
    private final String meaning;

    ScoreComponent(String value, String unit, int weight, double full, String meaning) {
        this.value = value;
        this.unit = unit;
        this.weight = weight;
        this.full = full;
        this.meaning = meaning;
    }

    @Override
    public String value() {
        return value;
    }

    /** The component of a name; empty for a name that only lakes of other versions have. */
    public static Optional<ScoreComponent> named(String value) {
        return Arrays.stream(values())
                .filter(component -> component.value.equals(value))
                .findFirst();
    }

    /** A component's name as it is printed. */
    public static String title(String value) {
        return value.replace('_', ' ');
    }

    public String title() {
        return title(value);
    }

    /** Unit of the measured value. */
    public String unit() {
        return unit;
    }

    /** The most points it can give. */
    public int weight() {
        return weight;
    }

    /** The measured value from which on it gives all its points, in {@link #unit}. */
    public double full() {
        return full;
    }

    /** What it measures, as a sentence. */
    public String meaning() {
        return meaning;
    }

    /** The column of {@code backtest_scores} with the score less the points of this component. */
    public String ablationColumn() {
        return "score_without_" + value;
    }
}
