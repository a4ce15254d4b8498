package dev.reposignal.site;

import dev.reposignal.row.Rows;
import org.jspecify.annotations.Nullable;

/**
 * A repository of the latest night with its cluster and its point on the map.
 *
 * @param x coordinate on the map; null, as y, if the repository has no text
 */
public record MappedRepository(
        Rows.RepoSignal signal,
        @Nullable String clusterId,
        @Nullable Double x,
        @Nullable Double y) {
    public boolean isOnBoard() {
        return signal.boardPlace() != null;
    }
}
