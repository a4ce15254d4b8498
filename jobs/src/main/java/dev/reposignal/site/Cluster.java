package dev.reposignal.site;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A cluster of some published night.
 *
 * @param lastDay the last published night that had it; what follows is as of that night
 * @param formingRank null where it did not qualify
 * @param nights every published night that had it, newest first
 * @param surfaced members that surfaced while they were in it
 * @param members those that gained most stars a day in the week, at most 25
 * @param events births, splits, merges and deaths that touch it, newest first
 * @param claims predictions about it, newest first
 */
public record Cluster(
        String clusterId,
        String label,
        LocalDate lastDay,
        List<String> keywords,
        long repos,
        long owners,
        long acceleratingOwners,
        double velocity7d,
        double velocity28d,
        @Nullable Double cohesion,
        int ageDays,
        double formingScore,
        @Nullable Integer formingRank,
        boolean isForming,
        List<Night> nights,
        List<Surfaced> surfaced,
        List<Member> members,
        List<Event> events,
        List<Claim> claims) {
    public Cluster {
        keywords = List.copyOf(keywords);
        nights = List.copyOf(nights);
        surfaced = List.copyOf(surfaced);
        members = List.copyOf(members);
        events = List.copyOf(events);
        claims = List.copyOf(claims);
    }

    /** A row of {@code clusters}. */
    public record Night(
            LocalDate day,
            String label,
            long repos,
            long owners,
            long acceleratingOwners,
            double velocity7d,
            double formingScore,
            @Nullable Integer formingRank,
            boolean isForming) {}

    /** A member that surfaced, on how many nights and when last. */
    public record Surfaced(String repoKey, String fullName, long nights, LocalDate lastOn) {}

    /** A member and its signals. */
    public record Member(
            String repoKey,
            String fullName,
            @Nullable String language,
            long stars,
            @Nullable Double velocity7d,
            String tier) {}

    /**
     * A row of {@code cluster_lineage} that is no mere continuation.
     *
     * @param subjectId the cluster it happened to: this one, or one that came from or went into this one
     */
    public record Event(
            LocalDate day,
            String event,
            String subjectId,
            @Nullable String relatedId,
            long repos,
            long previousRepos,
            long sharedRepos) {}
}
