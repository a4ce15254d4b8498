package dev.reposignal.reach;

import dev.reposignal.table.Tier;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A repository of the latest published night that watchlists select.
 *
 * @param lists names of the lists
 * @param starsGained24h stars gained in a day
 * @param starsGained7d stars gained in a week
 * @param velocity7d stars a day over a week
 * @param boardPlace rank on the board; null off it
 * @param clusterLabel name of its cluster; null without one
 */
public record WatchedRepository(
        String repoKey,
        String fullName,
        @Nullable String language,
        long stars,
        @Nullable Long starsGained24h,
        @Nullable Long starsGained7d,
        @Nullable Double velocity7d,
        @Nullable Double breakoutProbability,
        @Nullable Integer boardPlace,
        String tier,
        @Nullable String clusterId,
        @Nullable String clusterLabel,
        Set<String> lists) {
    public WatchedRepository {
        lists = Set.copyOf(lists);
    }

    public boolean isOnBoard() {
        return Tier.of(tier) != Tier.WATCHED;
    }
}
