package dev.reposignal.site;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * A repository of the latest night: a row of {@code repo_signals} beside its row of {@code cluster_members}.
 *
 * @param x place on the map; null with y where the repository has no text to place it by
 */
public record MappedRepository(
        String repoKey,
        String fullName,
        @Nullable String language,
        long stars,
        @Nullable Double velocity24h,
        @Nullable Double velocity7d,
        @Nullable Double velocity28d,
        @Nullable BigDecimal score,
        @Nullable Integer rank,
        @Nullable Double breakoutProbability,
        @Nullable Integer boardPlace,
        String tier,
        @Nullable String clusterId,
        @Nullable Double x,
        @Nullable Double y) {
    public boolean isOnBoard() {
        return boardPlace != null;
    }
}
