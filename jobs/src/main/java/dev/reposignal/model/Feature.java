package dev.reposignal.model;

import java.util.function.ToDoubleFunction;

/**
 * One number the model sees of a repository's history.
 *
 * @param name its name in {@code models.features}
 * @param doc what it is and in which unit
 * @param measure how it is measured; NaN where it cannot be known
 */
record Feature(String name, String doc, ToDoubleFunction<SeriesView> measure) {}
