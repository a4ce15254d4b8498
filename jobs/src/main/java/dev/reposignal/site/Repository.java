package dev.reposignal.site;

import dev.reposignal.chart.HistoryChart;
import dev.reposignal.chart.Sparkline;
import dev.reposignal.row.Rows;
import dev.reposignal.table.Tier;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A repository that ever surfaced or was predicted about.
 *
 * @param latest its signals on the last published night that measured it
 * @param isArchived whether its owner has archived it
 * @param components of its score on the latest night, the most points first; empty where that night did not score it
 * @param nights the nights it was on the board, newest first
 * @param clusterId its cluster on the latest night; null for an outlier and where it was not observed
 * @param claims predictions about it, newest first
 * @param counts observed star counts, by day
 */
public record Repository(
        String repoKey,
        Rows.RepoSignal latest,
        @Nullable String description,
        List<String> topics,
        boolean isArchived,
        List<Rows.ScoreComponent> components,
        List<BoardNight> nights,
        @Nullable String clusterId,
        List<Claim> claims,
        List<Count> counts) {
    /** Days that a small line of star counts shows. */
    private static final int SPARK_DAYS = 60;

    public Repository {
        topics = List.copyOf(topics);
        components = components.stream()
                .sorted(Comparator.comparing(Rows.ScoreComponent::points)
                        .thenComparing(Rows.ScoreComponent::weight)
                        .reversed()
                        .thenComparing(Rows.ScoreComponent::component))
                .toList();
        nights = List.copyOf(nights);
        claims = Claim.newestFirst(claims);
        counts = List.copyOf(counts);
    }

    /** A night on the board. */
    public record BoardNight(
            LocalDate snapshotDate,
            String tier,
            int boardPlace,
            long stars,
            @Nullable BigDecimal signalScore,
            @Nullable Double breakoutProbability) {
        public boolean isSurfacing() {
            return Tier.of(tier) == Tier.SURFACING;
        }
    }

    /** Stars observed at the start of a day. */
    public record Count(LocalDate snapshotDate, long stars) {}

    /** The star counts as a chart, with the nights on which it surfaced. */
    HistoryChart history() {
        return HistoryChart.of(
                counts.stream()
                        .map(count -> new HistoryChart.Count(count.snapshotDate(), count.stars()))
                        .toList(),
                nights.stream()
                        .filter(BoardNight::isSurfacing)
                        .map(night -> new HistoryChart.Count(night.snapshotDate(), night.stars()))
                        .toList());
    }

    /** What the front page shows of it. */
    FrontPage.Leader leader() {
        LocalDate first = latest.snapshotDate().minusDays(SPARK_DAYS);
        return new FrontPage.Leader(
                latest,
                description,
                clusterId,
                Sparkline.of(counts.stream()
                        .filter(count -> !count.snapshotDate().isBefore(first))
                        .map(count -> new Sparkline.Count(count.snapshotDate(), count.stars()))
                        .toList()));
    }

    public String fullName() {
        return latest.fullName();
    }

    /** The first night on the board, in whatever tier; null for a repository that was only predicted about. */
    public @Nullable BoardNight firstNight() {
        return nights.isEmpty() ? null : nights.get(nights.size() - 1);
    }

    /** The first night it surfaced; null where it never did. */
    public @Nullable BoardNight firstSurfacing() {
        for (int i = nights.size() - 1; i >= 0; i--) {
            if (nights.get(i).isSurfacing()) {
                return nights.get(i);
            }
        }
        return null;
    }

    /** The first observation; null without one. */
    public @Nullable Count firstCount() {
        return counts.isEmpty() ? null : counts.get(0);
    }
}
