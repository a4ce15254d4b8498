package dev.reposignal.site;

import java.util.Map;

/** The components of the score in words; {@code jobs/docs/scores.md} has the formulas. */
public final class ComponentWords {
    private static final Map<String, String> MEANINGS = Map.of(
            "day_surge",
                    "How many times faster the last day was than the four weeks, ten stars a day added to both so that few stars are no surge.",
            "week_surge", "How many times faster the week was than the four weeks, ten stars a day added to both.",
            "momentum", "Stars a day over the week, on a logarithmic scale.",
            "growth", "Stars gained in the week as a share of those there were, on a logarithmic scale.",
            "burst", "How far the week stands above the repository's own earlier weeks.",
            "persistence", "The share of the days of four weeks on which it gained.");

    private ComponentWords() {}

    public static String name(String component) {
        return component.replace('_', ' ');
    }

    /** What a component measures; "" for one that is not known here. */
    public static String meaning(String component) {
        return MEANINGS.getOrDefault(component, "");
    }
}
