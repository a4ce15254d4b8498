package dev.reposignal.model;

import java.io.Serializable;

/**
 * From a score in log-odds to a probability: 1 / (1 + exp(-(intercept + slope x score))), after Platt (1999).
 *
 * @param slope factor on the log-odds; 1 changes nothing
 * @param intercept added to the log-odds; 0 changes nothing
 */
public record PlattScaling(double slope, double intercept) implements Serializable {
    /** Leaves scores as they are. */
    public static final PlattScaling NONE = new PlattScaling(1, 0);

    double probability(double score) {
        return 1 / (1 + Math.exp(-(intercept + slope * score)));
    }
}
