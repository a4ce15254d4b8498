package dev.reposignal.site;

import dev.reposignal.table.Tier;
import dev.reposignal.text.NumberFormats;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A repository that surfaces on the latest published night, or surfaced on the published night before it.
 *
 * @param previousNight the published night before
 * @param boardPlace its rank on the board now; null if it is not on it
 * @param tier its tier now; null if it is not on the board
 * @param previousPlace its rank on the board of the night before; null if it was not on it
 * @param previousTier its tier then; null if it was not on the board
 * @param lastListed the last earlier night on which it was on the board; null without one
 * @param why why it no longer surfaces; null if it does, or if the night before is too long ago to compare
 */
public record BoardChange(
        LocalDate previousNight,
        String repoKey,
        String fullName,
        @Nullable Integer boardPlace,
        @Nullable String tier,
        @Nullable Integer previousPlace,
        @Nullable String previousTier,
        @Nullable LocalDate lastListed,
        @Nullable String why) {

    private static boolean surfaces(@Nullable String tier) {
        return tier != null && Tier.of(tier) == Tier.SURFACING;
    }

    /** Whether it surfaces and did not on the night before. */
    public boolean isNew() {
        return surfaces(tier) && !surfaces(previousTier);
    }

    /** Whether it surfaced on the night before and does not any more. */
    public boolean isGone() {
        return !surfaces(tier);
    }

    /** How it got to its rank since the night before. */
    public String origin() {
        if (previousPlace == null) {
            return lastListed == null ? "first time on the board" : "back on the board, last there on " + lastListed;
        }
        int moved = boardPlace == null ? 0 : previousPlace - boardPlace;
        return moved == 0
                ? "same rank as the night before"
                : "%s from rank %s".formatted(moved > 0 ? "up" : "down", NumberFormats.count(previousPlace));
    }
}
