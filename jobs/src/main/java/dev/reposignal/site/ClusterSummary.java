package dev.reposignal.site;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A cluster of the latest night as lists and the map show it. */
public record ClusterSummary(
        String clusterId,
        String label,
        List<String> keywords,
        long repos,
        long owners,
        long acceleratingOwners,
        long surfacing,
        long tracked,
        double velocity7d,
        double formingScore,
        @Nullable Integer formingRank,
        boolean isForming,
        int ageDays,
        double x,
        double y) {
    public ClusterSummary {
        keywords = List.copyOf(keywords);
    }
}
