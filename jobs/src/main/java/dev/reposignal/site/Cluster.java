package dev.reposignal.site;

import dev.reposignal.chart.SmallLineChart;
import dev.reposignal.row.Rows;
import dev.reposignal.table.LineageEvent;
import dev.reposignal.text.NumberFormats;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A cluster of some published night.
 *
 * @param nights every published night that had it, newest first; at least one
 * @param surfaced members that surfaced while they were in it
 * @param members at most 25, those that gained most stars a day in the week up to the last night that had it
 * @param events births, splits, merges and deaths that concern it, newest first
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

    /** Its stars a day by night as a small line; nothing is drawn of a single night. */
    public SmallLineChart spark() {
        List<SmallLineChart.Count> pace = new ArrayList<>();
        for (int i = nights.size() - 1; i >= 0; i--) {
            pace.add(new SmallLineChart.Count(
                    nights.get(i).snapshotDate(), Math.round(nights.get(i).velocity7d())));
        }
        return SmallLineChart.of(pace);
    }

    /** The fewest stars a day on any of its nights. */
    public double slowest() {
        return nights.stream().mapToDouble(Rows.Cluster::velocity7d).min().orElseThrow();
    }

    /** The most stars a day on any of its nights. */
    public double fastest() {
        return nights.stream().mapToDouble(Rows.Cluster::velocity7d).max().orElseThrow();
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
            long sharedRepos) {
        /** A sentence with a link to another cluster, or none, between its two parts. */
        public record Sentence(String before, @Nullable String clusterId, String after) {}

        /** The event as a sentence on the page of a cluster. */
        public Sentence sentence(String pageOf) {
            boolean isOwn = subjectId.equals(pageOf);
            return switch (LineageEvent.of(event)) {
                case BORN -> new Sentence("appeared with %s.".formatted(repositories(repos)), null, "");
                case DIED ->
                    new Sentence("ended; it had %s the night before.".formatted(repositories(previousRepos)), null, "");
                case SPLIT ->
                    isOwn
                            ? new Sentence(
                                    "split off ",
                                    relatedClusterId,
                                    " with %s of its repositories.".formatted(NumberFormats.count(sharedRepos)))
                            : new Sentence("", subjectId, " split off with %s.".formatted(repositories(sharedRepos)));
                case MERGED ->
                    isOwn
                            ? new Sentence(
                                    "merged into ",
                                    relatedClusterId,
                                    " with %s of its %s repositories."
                                            .formatted(
                                                    NumberFormats.count(sharedRepos),
                                                    NumberFormats.count(previousRepos)))
                            : new Sentence(
                                    "", subjectId, " merged into it with %s.".formatted(repositories(sharedRepos)));
                case CONTINUED -> new Sentence("continued with %s.".formatted(repositories(repos)), null, "");
            };
        }

        private static String repositories(long count) {
            return NumberFormats.counted(count, "repository", "repositories");
        }
    }
}
