package dev.reposignal.collect;

import dev.reposignal.config.Settings;
import dev.reposignal.watch.Watchlists;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Optional;

/** When a repository that discovery found is asked for no longer, so that the census does not grow without bound. */
final class Leaving {
    static final String UNFOLLOWED = "unfollow was said";

    private final Settings.Collect settings;

    private final Watchlists watched;

    Leaving(Settings.Collect settings, Watchlists watched) {
        this.settings = settings;
        this.watched = watched;
    }

    /** The reason to leave a repository; empty to go on. What a person asked for or watches is never left. */
    Optional<String> why(Followed each, LocalDate day) {
        Long stars = each.stars();
        if (each.foundBy() == FoundBy.ASKED || watched.names(each.fullName()) || !each.isFollowed() || stars == null) {
            return Optional.empty();
        }
        boolean isOld = each.firstSeenOn().plusDays(settings.leaveAfterDays()).isBefore(day);
        boolean isSmall = stars < settings.leaveBelowStars();
        boolean isSlow = each.pace() * 28 < settings.leaveBelowGain() && each.paceDays() >= 7;
        return isOld && isSmall && isSlow
                ? Optional.of(String.format(
                        Locale.ROOT,
                        "%d stars and %.0f in 28 days after %d days",
                        stars,
                        each.pace() * 28,
                        settings.leaveAfterDays()))
                : Optional.empty();
    }
}
