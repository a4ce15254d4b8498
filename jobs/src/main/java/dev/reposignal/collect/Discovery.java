package dev.reposignal.collect;

import dev.reposignal.config.Settings;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds repositories that are not followed: by the day of their creation while they are young, by their stars once they
 * have many, and by hints.
 */
final class Discovery {
    static final String NEWBORNS = "newborns";
    static final String BANDS = "bands";
    static final String OWNERS = "owners";

    /** A week: every part of a rota comes once in so many nights. */
    private static final int ROTA = 7;

    /** Exponent of the power law that the stars of repositories follow nearly: one in 2.1 of them has twice as many. */
    private static final double EXPONENT = 1.1;

    private final Settings.Collect settings;
    private final Search search;
    private final CollectProgress progress;

    Discovery(Settings.Collect settings, Search search, CollectProgress progress) {
        this.settings = settings;
        this.search = search;
        this.progress = progress;
    }

    /**
     * A repository found, and by what.
     *
     * @param by newborn, band or watchlist
     */
    record Find(Observed observed, FoundBy by) {}

    /** What the searches of a night find, those for the watched owners first; each repository once. What cannot be asked any more is left out. */
    List<Find> finds(LocalDate day, List<String> watchedOwners) {
        Map<Long, Find> finds = new LinkedHashMap<>();
        List<LocalDate> births = births(settings, day);
        int done = 0;
        try {
            for (String owner : watchedOwners) {
                add(
                        finds,
                        FoundBy.WATCHLIST,
                        search.find(OWNERS, "user:" + owner, settings.newbornStars(), Long.MAX_VALUE));
            }
            for (LocalDate created : births) {
                progress.at(NEWBORNS, done++, births.size(), null);
                add(
                        finds,
                        FoundBy.NEWBORN,
                        search.find(NEWBORNS, "created:" + created, settings.newbornStars(), Long.MAX_VALUE));
            }
            progress.at(NEWBORNS, done, births.size(), null);
            if (settings.bandStars() > 0) {
                int band = Math.floorMod(day.toEpochDay(), ROTA);
                long high = band == ROTA - 1 ? Long.MAX_VALUE : bound(band + 1) - 1;
                progress.at(BANDS, 0, 1, null);
                add(finds, FoundBy.BAND, search.find(BANDS, "", bound(band), high));
                progress.at(BANDS, 1, 1, null);
            }
        } catch (Unanswered e) {
            progress.warned("discovery ended early: " + e.getMessage());
        }
        return List.copyOf(finds.values());
    }

    /** Lower bound of one of seven bands of stars that have about as many repositories each. */
    private long bound(int band) {
        return Math.round(settings.bandStars() * Math.pow((double) ROTA / (ROTA - band), 1 / EXPONENT));
    }

    private static void add(Map<Long, Find> finds, FoundBy by, List<Observed> found) {
        found.forEach(each -> finds.putIfAbsent(each.repoId(), new Find(each, by)));
    }

    /** Days of creation that a night asks for: the latest nightly, earlier ones once a week. */
    static List<LocalDate> births(Settings.Collect settings, LocalDate day) {
        List<LocalDate> births = new ArrayList<>();
        for (int age = 1; age <= settings.rotaDays(); age++) {
            LocalDate created = day.minusDays(age);
            boolean isNightly = age <= settings.newbornDays();
            if (isNightly || Math.floorMod(created.toEpochDay(), ROTA) == Math.floorMod(day.toEpochDay(), ROTA)) {
                births.add(created);
            }
        }
        return settings.newbornDays() == 0 ? List.of() : births;
    }

    /** Why a repository that was found is not followed; empty where it is from now on, or is followed already. */
    static Optional<String> whyNot(Settings.Collect settings, Census census, Observed found) {
        if (found.stars() < settings.newbornStars()) {
            return Optional.of("it has %d stars, fewer than collect.newborn_stars (%d)"
                    .formatted(found.stars(), settings.newbornStars()));
        }
        Followed known = census.byId(found.repoId()).orElse(null);
        if (known != null && known.state() == FollowState.PAUSED) {
            if (Leaving.UNFOLLOWED.equals(known.why())) {
                return Optional.of(Leaving.UNFOLLOWED);
            }
            long before = known.stars() == null ? 0 : known.stars();
            if (found.stars() < settings.leaveBelowStars() && found.stars() - before < settings.leaveBelowGain()) {
                return Optional.of(
                        "it was left (%s) and gained %d stars since".formatted(known.why(), found.stars() - before));
            }
        }
        boolean isFollowed = known != null && known.isFollowed();
        if (!isFollowed && census.followed() >= settings.mostFollowed()) {
            return Optional.of("%d repositories are followed, as many as collect.most_followed allows"
                    .formatted(census.followed()));
        }
        return Optional.empty();
    }
}
