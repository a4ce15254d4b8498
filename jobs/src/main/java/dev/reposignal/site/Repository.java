package dev.reposignal.site;

import dev.reposignal.table.Tier;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A repository that ever surfaced or was predicted about.
 *
 * @param measured its signals on the last published night that measured it
 * @param components of its score on the latest night; empty where that night did not score it
 * @param nights the nights it was on the board, newest first
 * @param clusterId where the latest night placed it; null for an outlier and where it was not there
 * @param claims predictions about it, newest first
 * @param counts observed star counts, by day
 */
public record Repository(
        String repoKey,
        String fullName,
        @Nullable String description,
        List<String> topics,
        boolean isArchived,
        Measured measured,
        List<Component> components,
        List<BoardNight> nights,
        @Nullable String clusterId,
        List<Claim> claims,
        List<Count> counts) {
    public Repository {
        topics = List.copyOf(topics);
        components = List.copyOf(components);
        nights = List.copyOf(nights);
        claims = List.copyOf(claims);
        counts = List.copyOf(counts);
    }

    /**
     * A row of {@code repo_signals}.
     *
     * @param flags names of the flag columns that are true
     */
    public record Measured(
            LocalDate day,
            @Nullable String language,
            long stars,
            @Nullable Long gained24h,
            @Nullable Long gained7d,
            @Nullable Long gained28d,
            @Nullable Double velocity24h,
            @Nullable Double velocity7d,
            @Nullable Double velocity28d,
            @Nullable Double acceleration,
            @Nullable Double burst,
            @Nullable BigDecimal score,
            @Nullable Integer rank,
            @Nullable Double breakoutProbability,
            @Nullable Integer boardPlace,
            String tier,
            List<String> flags) {
        public Measured {
            flags = List.copyOf(flags);
        }
    }

    /** A row of {@code score_components}. */
    public record Component(
            String name,
            @Nullable Double rawValue,
            String unit,
            @Nullable Double normalised,
            BigDecimal weight,
            BigDecimal points) {}

    /** A night on the board. */
    public record BoardNight(
            LocalDate day,
            String tier,
            int place,
            long stars,
            @Nullable BigDecimal score) {
        public boolean isSurfacing() {
            return Tier.of(tier) == Tier.SURFACING;
        }
    }

    /** Stars observed at the start of a day. */
    public record Count(LocalDate day, long stars) {}

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
