package dev.reposignal.site;

import dev.reposignal.table.ScoreComponent;

/** The components of the score in words, for templates; also those that only older nights have. */
public final class ComponentWords {
    private ComponentWords() {}

    public static String name(String component) {
        return ScoreComponent.title(component);
    }

    /** What a component measures; "" for an unknown one. */
    public static String meaning(String component) {
        return ScoreComponent.named(component).map(ScoreComponent::meaning).orElse("");
    }
}
