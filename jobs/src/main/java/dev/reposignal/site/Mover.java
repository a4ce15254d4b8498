package dev.reposignal.site;

import org.jspecify.annotations.Nullable;

/**
 * What a repository gained over a window of the latest night, without those whose counts a flag calls misleading.
 *
 * @param windowDays 1, 7 or 28
 * @param position its rank by velocity among all in that window
 * @param starsGained in {@code daysElapsed} days, which are more than the window after a gap
 * @param velocity stars a day
 * @param shareGained stars gained / stars before them; null if there were none
 */
public record Mover(
        int windowDays,
        int position,
        String repoKey,
        String fullName,
        @Nullable String language,
        long stars,
        long starsGained,
        int daysElapsed,
        double velocity,
        @Nullable Double shareGained,
        String tier) {}
