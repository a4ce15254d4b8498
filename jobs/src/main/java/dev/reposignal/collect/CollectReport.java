package dev.reposignal.collect;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How the collection of a day went. Asked = present + missing + failed.
 *
 * @param missing GitHub has no such public repository
 * @param failed not answered
 * @param found new repositories that discovery brought, with a row of this day
 * @param followed repositories that the next night asks for
 * @param notModified answers of REST that GitHub called unchanged, which cost nothing of the limit
 * @param pointsUsed of GraphQL
 * @param pointsLeft of GraphQL, as GitHub last said; -1 where it said nothing
 * @param stopped why not everything was asked for; null where it was
 */
public record CollectReport(
        LocalDate day,
        int asked,
        int present,
        int missing,
        int failed,
        int found,
        int paused,
        int gone,
        long followed,
        int graphqlRequests,
        int searchRequests,
        int restRequests,
        int notModified,
        long pointsUsed,
        long pointsLeft,
        Instant startedAt,
        Instant endedAt,
        @Nullable String stopped) {
    public CollectReport {
        if (asked != present + missing + failed) {
            throw new IllegalArgumentException(
                    "%d asked but %d present + %d missing + %d failed".formatted(asked, present, missing, failed));
        }
    }

    /** For people. */
    public List<String> lines() {
        String counts = String.format(
                Locale.ROOT,
                "%s: %,d asked = %,d present + %,d missing + %,d failed; %,d found, %,d paused, %,d gone; %,d followed",
                day,
                asked,
                present,
                missing,
                failed,
                found,
                paused,
                gone,
                followed);
        String cost = String.format(
                Locale.ROOT,
                "%,d requests of GraphQL (%,d points%s), %,d searches, %,d of REST%s",
                graphqlRequests,
                pointsUsed,
                pointsLeft < 0 ? "" : String.format(Locale.ROOT, ", %,d left", pointsLeft),
                searchRequests,
                restRequests,
                notModified == 0 ? "" : String.format(Locale.ROOT, " (%,d not modified)", notModified));
        return stopped == null ? List.of(counts, cost) : List.of(counts, cost, "Stopped early: " + stopped + ".");
    }
}
