package dev.reposignal.night;

import dev.reposignal.insight.Trends;
import java.util.List;
import org.apache.spark.sql.Row;

/** Collects what {@link Trends} counts: the transforms run nothing themselves. */
public final class TrendCounting {
    private TrendCounting() {}

    /** What the verdicts need of the many rows of the sources. */
    public static Trends.Counted of(Trends.Sources sources) {
        List<Row> clusters = Trends.clusters(sources).collectAsList();
        Trends.Counted counted =
                Trends.together(sources, Trends.counts(sources, clusters).collectAsList());
        counted.confirm(counted.confirmations(sources).collectAsList());
        return counted;
    }
}
