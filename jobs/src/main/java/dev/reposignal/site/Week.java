package dev.reposignal.site;

import dev.reposignal.text.NumberFormats;
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
 * @param trends what its articles called a trend, the latest night first
 * @param surfaced the repositories that surfaced in it, best rank first
 * @param resolved predictions graded in it
 */
public record Week(
        LocalDate monday, List<LocalDate> days, List<Trend> trends, List<Surfaced> surfaced, List<Claim> resolved) {
    public Week {
        days = List.copyOf(days);
        trends = List.copyOf(trends);
        surfaced = List.copyOf(surfaced);
        resolved = Claim.newestFirst(resolved);
    }

    /**
     * A trend by the rules of the articles, as the last night of the week that called it one found it.
     *
     * @param growth of the seven days before that night over the three weeks before them
     * @param restGrowth the same of all other repositories
     */
    public record Trend(
            LocalDate day,
            String name,
            double growth,
            @Nullable Double restGrowth) {
        /** "up 44% in the week to 2026-03-06, all other repositories up 15%". */
        public String change() {
            return "%s in the week to %s".formatted(direction(growth), day)
                    + (restGrowth == null ? "" : ", all other repositories " + direction(restGrowth));
        }

        private static String direction(double growth) {
            return (growth < 0 ? "down " : "up ") + NumberFormats.percent(Math.abs(growth));
        }
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
