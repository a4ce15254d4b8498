package dev.reposignal.reach;

import dev.reposignal.site.Repository;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How early a repository was named. */
final class DaysNamedBefore {
    /** Days before a trending list in which a night on the board counts, as in the command lead-time. */
    private static final int LEAD_DAYS = 60;

    private DaysNamedBefore() {}

    /**
     * Days from the first published night on the board in the 60 days before a list to the list; empty without one.
     *
     * @param trended first day on a trending list; null where it was on none
     */
    static Optional<Long> of(Repository repository, @Nullable LocalDate trended) {
        if (trended == null) {
            return Optional.empty();
        }
        return repository.nights().stream()
                .map(Repository.BoardNight::snapshotDate)
                .filter(night -> night.isBefore(trended) && !night.isBefore(trended.minusDays(LEAD_DAYS)))
                .reduce((later, earlier) -> earlier)
                .map(night -> ChronoUnit.DAYS.between(night, trended));
    }
}
