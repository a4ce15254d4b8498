package dev.reposignal.collect;

import dev.reposignal.error.Errors;
import dev.reposignal.watch.Watchlists;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What is followed. It lies as one file of JSON lines beside the tables, because it is read and written before any table is
 * opened; ingest copies it to the table {@code census}.
 */
public final class Census {
    /** Numeric ids in their order, then names by alphabet. */
    private static final Comparator<String> ORDER = Comparator.comparing((String key) -> key.startsWith("name:"))
            .thenComparing(key -> key.startsWith("id:") ? Long.parseLong(key.substring(3)) : 0L)
            .thenComparing(Comparator.naturalOrder());

    private final TreeMap<String, Followed> byKey = new TreeMap<>(ORDER);
    private final Map<String, String> keysByName = new HashMap<>();
    private long followed;

    /**
     * Reads a file; one that is not there is an empty census.
     *
     * @throws dev.reposignal.error.UserException where a line of the file is damaged
     */
    public static Census read(Path file) {
        Census census = new Census();
        int number = 0;
        for (String line : WholeFiles.lines(file)) {
            number++;
            Followed followed = JsonTexts.parsed(line, Followed.class);
            if (followed == null || followed.state() == null || followed.foundBy() == null) {
                throw Errors.damagedCensus(file.toString(), number);
            }
            census.put(followed);
        }
        return census;
    }

    public void write(Path file) {
        WholeFiles.write(file, byKey.values().stream().map(JsonTexts::of).toList());
    }

    public Collection<Followed> all() {
        return List.copyOf(byKey.values());
    }

    int size() {
        return byKey.size();
    }

    public long followed() {
        return followed;
    }

    Optional<Followed> byId(long repoId) {
        return Optional.ofNullable(byKey.get("id:" + repoId));
    }

    /** The present entry of a repository. */
    Followed current(Followed each) {
        return byKey.getOrDefault(each.key(), each);
    }

    /** The repository that had a name last. */
    public Optional<Followed> byName(String fullName) {
        return Optional.ofNullable(keysByName.get(fullName.toLowerCase(Locale.ROOT)))
                .map(byKey::get);
    }

    /** The names of what is followed of an owner. */
    public List<String> namesOf(String owner) {
        String prefix = owner.toLowerCase(Locale.ROOT) + "/";
        return byKey.values().stream()
                .filter(Followed::isFollowed)
                .map(Followed::fullName)
                .filter(name -> name.toLowerCase(Locale.ROOT).startsWith(prefix))
                .toList();
    }

    void put(Followed each) {
        Followed before = byKey.put(each.key(), each);
        followed += (each.isFollowed() ? 1 : 0) - (before != null && before.isFollowed() ? 1 : 0);
        String name = each.fullName().toLowerCase(Locale.ROOT);
        Followed other =
                Optional.ofNullable(keysByName.get(name)).map(byKey::get).orElse(null);
        // Of two with one name, the one seen last has it now: the other lost it.
        if (other == null || other.key().equals(each.key()) || isLater(each, other)) {
            keysByName.put(name, each.key());
        }
    }

    private static boolean isLater(Followed followed, Followed other) {
        LocalDate seen = followed.lastSeenOn();
        LocalDate otherSeen = other.lastSeenOn();
        return seen != null && (otherSeen == null || !seen.isBefore(otherSeen));
    }

    /** Puts in place of a former entry what GitHub's answer made of it; two entries of one repository become one. */
    void replace(Followed before, Followed after) {
        if (before.key().equals(after.key())) {
            put(after);
            return;
        }
        Followed removed = byKey.remove(before.key());
        followed -= removed != null && removed.isFollowed() ? 1 : 0;
        Followed known = byKey.get(after.key());
        boolean isAsked = before.foundBy() == FoundBy.ASKED;
        put(known == null ? after : isAsked ? known.asked(after.stateOn()) : known);
        if (known != null && before.foundBy() == FoundBy.WATCHLIST) {
            // A watchlist names it by a former name.
            watch(known.fullName(), after.stateOn());
        }
    }

    /**
     * Follows a name from a day on.
     *
     * @return whether anything changes
     */
    public boolean follow(String fullName, LocalDate day) {
        Followed known = byName(fullName).orElse(null);
        if (known != null && known.isFollowed() && known.foundBy() == FoundBy.ASKED) {
            return false;
        }
        put(known == null ? Followed.asked(fullName, day) : known.asked(day));
        return true;
    }

    /**
     * Follows a name of a watchlist from a day on; what a person paused with unfollow, or GitHub has no longer, stays so.
     *
     * @return whether anything changes
     */
    boolean watch(String fullName, LocalDate day) {
        Followed known = byName(fullName).orElse(null);
        if (known == null) {
            put(Followed.watched(fullName, day));
            return true;
        }
        if (known.state() == FollowState.PAUSED && !Leaving.UNFOLLOWED.equals(known.why())) {
            put(known.in(FollowState.FOLLOWED, "a watchlist names it", day));
            return true;
        }
        return false;
    }

    /**
     * Follows a name no longer.
     *
     * @return whether anything changes
     */
    public boolean unfollow(String fullName, LocalDate day) {
        Followed known = byName(fullName).orElse(null);
        if (known == null || known.state() == FollowState.PAUSED) {
            return false;
        }
        put(known.in(FollowState.PAUSED, Leaving.UNFOLLOWED, day));
        return true;
    }

    /**
     * What is asked for, most needed first, so that the rest is what is missing where the points run out: asked for by a
     * person or watched, then the young, then by pace.
     */
    List<Followed> byNeed(LocalDate day, int youngDays, Watchlists watched) {
        List<Followed> order = new ArrayList<>(
                byKey.values().stream().filter(Followed::isFollowed).toList());
        order.sort(Comparator.comparingInt((Followed each) -> need(each, day, youngDays, watched))
                .thenComparing(Comparator.comparingDouble(Followed::pace).reversed())
                .thenComparing(Followed::key, ORDER));
        return order;
    }

    private static int need(Followed each, LocalDate day, int youngDays, Watchlists watched) {
        @Nullable LocalDate created = each.createdOn();
        if (each.foundBy() == FoundBy.ASKED || watched.names(each.fullName())) {
            return 0;
        }
        return created != null && created.plusDays(youngDays).isAfter(day) ? 1 : 2;
    }
}
