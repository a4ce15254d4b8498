package dev.reposignal.site;

import dev.reposignal.chart.SmallLineChart;
import dev.reposignal.row.Rows;
import dev.reposignal.site.SiteContent.RepositoryName;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A cluster of the latest night, for lists.
 *
 * @param field the field it belongs to; null where it is unknown
 * @param relevance technology, application or list; null where it is unknown
 * @param pace its stars a day on every published night that had it, by day
 * @param fastest its fastest members of the week, at most three
 */
public record ListedCluster(
        Rows.Cluster cluster,
        @Nullable String field,
        @Nullable String relevance,
        List<Pace> pace,
        List<RepositoryName> fastest) {
    /** More nights would make the list of all clusters too large. */
    private static final int SPARK_NIGHTS = 24;

    public ListedCluster {
        pace = List.copyOf(pace);
        fastest = List.copyOf(fastest);
    }

    /** Stars a day of its members over the week to a night. */
    public record Pace(LocalDate snapshotDate, double velocity7d) {}

    public SmallLineChart spark() {
        return SmallLineChart.of(pace.subList(Math.max(0, pace.size() - SPARK_NIGHTS), pace.size()).stream()
                .map(night -> new SmallLineChart.Count(night.snapshotDate(), Math.round(night.velocity7d())))
                .toList());
    }

    /** How much faster the week was than the four weeks, 0 is no change; null where they gained nothing. */
    public @Nullable Double change() {
        return cluster.velocity28d() > 0 ? cluster.velocity7d() / cluster.velocity28d() - 1 : null;
    }

    /** The share of its owners with a member that accelerates, 0-1. */
    public double acceleratingShare() {
        return cluster.owners() == 0 ? 0 : (double) cluster.acceleratingOwners() / cluster.owners();
    }
}
