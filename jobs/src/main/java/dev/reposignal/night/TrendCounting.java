package dev.reposignal.night;

import dev.reposignal.insight.Trends;

/** Collects what {@link Trends} counts: the transforms run nothing themselves. */
public final class TrendCounting {
    private TrendCounting() {}

    /** What the verdicts need of the many rows of the sources. */
    public static Trends.Counted of(Trends.Sources sources) {
        Trends.Counted counted = Trends.counted(
                sources,
                Trends.stars(sources).collectAsList(),
                Trends.signals(sources).collectAsList(),
                Trends.clusters(sources).collectAsList(),
                Trends.clusterMembers(sources).collectAsList());
        counted.confirm(counted.confirmations(sources).collectAsList());
        return counted;
    }
}
