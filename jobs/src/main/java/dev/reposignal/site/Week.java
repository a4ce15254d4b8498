package dev.reposignal.site;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.temporal.IsoFields;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * An ISO week of nights.
 *
 * @param monday its first day
 * @param days the published nights in it, newest first
 * @param surfaced the repositories that surfaced in it, best rank first
 * @param resolved predictions graded in it
 */
public record Week(LocalDate monday, List<LocalDate> days, List<Surfaced> surfaced, List<Claim> resolved) {
    public Week {
        days = List.copyOf(days);
        surfaced = List.copyOf(surfaced);
        resolved = Claim.newestFirst(resolved);
    }

    /**
     * A repository that surfaced in the week.
     *
     * @param bestPlace its best rank on the board
     * @param nights nights of the week on which it surfaced
     * @param isNew whether it surfaced for the first time
     */
    public record Surfaced(
            String repoKey,
            String fullName,
            int bestPlace,
            long nights,
            LocalDate firstSurfacedOn,
            boolean isNew,
            @Nullable String language,
            long stars,
            @Nullable Double velocity7d,
            @Nullable BigDecimal signalScore) {}

    /** The week in the notation of ISO 8601: 2026-W10. */
    public String name() {
        return name(monday);
    }

    /** The ISO week of a day: 2026-W10. */
    public static String name(LocalDate day) {
        return String.format(
                Locale.ROOT,
                "%d-W%02d",
                day.get(IsoFields.WEEK_BASED_YEAR),
                day.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR));
    }

    public LocalDate sunday() {
        return monday.plusDays(6);
    }

    public List<Surfaced> newcomers() {
        return surfaced.stream().filter(Surfaced::isNew).toList();
    }

    public List<Surfaced> known() {
        return surfaced.stream().filter(each -> !each.isNew()).toList();
    }
}
