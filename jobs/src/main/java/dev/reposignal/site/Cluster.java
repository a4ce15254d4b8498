package dev.reposignal.site;

import dev.reposignal.row.Rows;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A cluster of some published night.
 *
 * @param nights every published night that had it, newest first; at least one
 * @param surfaced members that surfaced while they were in it
 * @param members those that gained most stars a day in the week to the last night that had it, at most 25
 * @param events births, splits, merges and deaths that touch it, newest first
 * @param claims predictions about it, newest first
 */
public record Cluster(
        String clusterId,
        List<Rows.Cluster> nights,
        List<Surfaced> surfaced,
        List<Rows.RepoSignal> members,
        List<Event> events,
        List<Claim> claims) {
    public Cluster {
        nights = nights.stream()
                .sorted(Comparator.comparing(Rows.Cluster::snapshotDate).reversed())
                .toList();
        surfaced = List.copyOf(surfaced);
        members = List.copyOf(members);
        events = List.copyOf(events);
        claims = Claim.newestFirst(claims);
    }

    /** The cluster on the last published night that had it. */
    public Rows.Cluster latest() {
        return nights.get(0);
    }

    /** A member that surfaced, on how many nights and when last. */
    public record Surfaced(String repoKey, String fullName, long nights, LocalDate lastOn) {}

    /**
     * A row of {@code cluster_lineage} that is not only a continuation.
     *
     * @param subjectId the cluster it happened to: this one, or one that split from it or merged into it
     */
    public record Event(
            LocalDate snapshotDate,
            String event,
            String subjectId,
            @Nullable String relatedClusterId,
            long repos,
            long previousRepos,
            long sharedRepos) {}
}
