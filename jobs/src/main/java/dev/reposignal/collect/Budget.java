package dev.reposignal.collect;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;

/**
 * How much may still be asked. GitHub's own numbers, which come with every answer, count; between answers the last ones
 * hold. Asking stops at the reserve, not at zero, so that other programs with the same token go on.
 */
final class Budget {
    /** GitHub's answer to a secondary limit without a time to wait: a minute at least, then longer. */
    private static final Duration SECONDARY = Duration.ofMinutes(1);

    private static final int MOST_SECONDARY = 6;

    private final Waiting waiting;
    private final long reserve;
    private final Instant deadline;
    private final Duration searchPace;
    private final Map<Ask.Resource, Long> remaining = new EnumMap<>(Ask.Resource.class);
    private final Map<Ask.Resource, Instant> resets = new EnumMap<>(Ask.Resource.class);
    private int secondaryInARow;
    private Instant nextSearch = Instant.MIN;

    /**
     * @param reserve points of GraphQL, and requests of REST, that are left to others
     * @param deadline nothing is asked after it
     * @param searchPace least time between two searches
     */
    Budget(Waiting waiting, long reserve, Instant deadline, Duration searchPace) {
        this.waiting = waiting;
        this.reserve = reserve;
        this.deadline = deadline;
        this.searchPace = searchPace;
    }

    /** Waits until a request may go out. */
    void await(Ask.Resource resource) throws Unanswered {
        // The reserve of searches is none: nobody can use up a minute's 30 for long.
        long kept = resource == Ask.Resource.SEARCH ? 0 : reserve;
        Long left = remaining.get(resource);
        Instant reset = resets.get(resource);
        if (left != null && reset != null && left <= kept) {
            // Clocks differ by a second or two.
            waitUntil(reset.plusSeconds(2), "the points are used up until " + reset);
            remaining.remove(resource);
        }
        if (resource == Ask.Resource.SEARCH) {
            if (nextSearch.isAfter(waiting.now())) {
                waitUntil(nextSearch, "the next search is due");
            }
            nextSearch = waiting.now().plus(searchPace);
        }
        if (waiting.now().isAfter(deadline)) {
            throw new Unanswered(Unanswered.Why.NO_BUDGET, "the time for collecting is over");
        }
    }

    /** Notes what GitHub says is left. */
    void left(Ask.Resource resource, long points, Instant reset) {
        remaining.put(resource, points);
        resets.put(resource, reset);
    }

    /** Points left as GitHub last said; -1 where it said nothing yet. */
    long left(Ask.Resource resource) {
        return remaining.getOrDefault(resource, -1L);
    }

    /** A primary limit is reached although the numbers promised more, as with a token that others use. */
    void exhausted(Ask.Resource resource, Instant reset) throws Unanswered {
        Instant earliest = waiting.now().plus(SECONDARY);
        waitUntil(reset.isAfter(earliest) ? reset : earliest, "the limit of GitHub is reached");
        remaining.remove(resource);
    }

    /** A secondary limit: waits as long as GitHub says, else a minute, and twice as long each time. */
    void secondary(long retryAfterSeconds) throws Unanswered {
        if (++secondaryInARow > MOST_SECONDARY) {
            throw new Unanswered(Unanswered.Why.NO_BUDGET, "GitHub asks again and again to slow down");
        }
        Duration usual = SECONDARY.multipliedBy(1L << (secondaryInARow - 1));
        Duration wait = retryAfterSeconds > 0 ? Duration.ofSeconds(retryAfterSeconds) : usual;
        waitUntil(waiting.now().plus(wait), "GitHub asks to slow down");
    }

    void answered() {
        secondaryInARow = 0;
    }

    private void waitUntil(Instant until, String why) throws Unanswered {
        if (until.isAfter(deadline)) {
            throw new Unanswered(Unanswered.Why.NO_BUDGET, why);
        }
        Duration wait = Duration.between(waiting.now(), until);
        if (!wait.isNegative() && !wait.isZero()) {
            waiting.pause(wait);
        }
    }
}
