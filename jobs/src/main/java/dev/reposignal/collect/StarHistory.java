package dev.reposignal.collect;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Answers of {@code GET /repos/OWNER/NAME/stargazers/history}: the stars of each day that are still there. Their days are
 * those of the Pacific coast of the United States; a star that was taken back is missing on the day on which it was given.
 */
final class StarHistory {
    static final String STEP = "history";

    private static final ZoneId PACIFIC = ZoneId.of("America/Los_Angeles");

    private static final int SECONDS_A_DAY = 86_400;

    private static final int DAYS_A_WEEK = 7;

    /** Older days are not kept: the longest window of a signal is 34 days, a retention is read within 60. */
    private static final int KEPT_DAYS = 62;

    private static final String HEADER = "repo_id,read_on,star_day,stars_retained,stars_before";

    private StarHistory() {}

    /**
     * One finished day.
     *
     * @param retained stars of that day that are still there
     * @param before stars at its start, of those that are still there
     */
    record Day(LocalDate starDay, long retained, long before) {}

    static Ask ask(String api, String fullName) {
        return Ask.get(STEP, Ask.Resource.REST, api + "/repos/" + fullName + "/stargazers/history");
    }

    /**
     * The finished days of an answer, earliest first; empty where it has none.
     *
     * @param stars the count of the repository on the same night
     * @param readOn the day of the collection
     * @param at when the answer came: the day at the Pacific is not over, and the rest of its week is filled with zeros
     */
    static List<Day> days(JsonNode answer, long stars, LocalDate readOn, Instant at) {
        LocalDate there = at.atZone(PACIFIC).toLocalDate();
        LocalDate today = there.isBefore(readOn) ? there : readOn;
        TreeMap<LocalDate, Long> counts = new TreeMap<>(Comparator.reverseOrder());
        for (JsonNode week : answer) {
            JsonNode days = week.path("days");
            if (!week.path("week").isIntegralNumber() || days.size() != DAYS_A_WEEK) {
                continue;
            }
            LocalDate sunday =
                    LocalDate.ofEpochDay(Math.floorDiv(week.path("week").asLong(), (long) SECONDS_A_DAY));
            for (int i = 0; i < DAYS_A_WEEK; i++) {
                counts.put(sunday.plusDays(i), Math.max(0, days.get(i).asLong()));
            }
        }
        List<Day> finished = new ArrayList<>();
        long before = stars;
        for (var each : counts.entrySet()) {
            before = Math.max(0, before - each.getValue());
            if (each.getKey().isBefore(today) && each.getKey().isAfter(today.minusDays(KEPT_DAYS))) {
                finished.add(0, new Day(each.getKey(), each.getValue(), before));
            }
        }
        return finished;
    }

    /** The lines of the file that is loaded into {@code star_history}. */
    static List<String> lines(LocalDate readOn, SortedMap<Long, List<Day>> byId) {
        List<String> lines = new ArrayList<>(List.of(HEADER));
        byId.forEach((id, days) -> days.forEach(
                day -> lines.add("%d,%s,%s,%d,%d".formatted(id, readOn, day.starDay(), day.retained(), day.before()))));
        return lines;
    }
}
