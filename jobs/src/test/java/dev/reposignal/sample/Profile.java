package dev.reposignal.sample;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a repository is, and how it grows.
 *
 * @param stars stars on the first day
 * @param knownToApi whether the feed is the one that tells ids and dates; the other one is a plain list
 * @param tellsCounts whether the feed tells forks, issues and pushes
 */
record Profile(
        String name,
        @Nullable String description,
        @Nullable String language,
        List<String> topics,
        long stars,
        Growth growth,
        boolean knownToApi,
        boolean tellsCounts,
        boolean archived) {

    private static final long FIRST_INVENTED_ID = 9_000_000_000L;
    private static final LocalDate FIRST_CREATION = LocalDate.of(2012, 1, 1);

    Profile in(String otherLanguage) {
        return new Profile(name, description, otherLanguage, topics, stars, growth, knownToApi, tellsCounts, archived);
    }

    Profile fromList() {
        return new Profile(name, description, language, topics, stars, growth, false, true, archived);
    }

    Profile inArchive() {
        return new Profile(name, description, language, topics, stars, growth, true, true, true);
    }

    /** The rows of all days, as a feed without faults would give them. */
    NavigableMap<LocalDate, SampleRow> rows(Dice dice) {
        LocalDate created = FIRST_CREATION.plusDays(dice.below(5000));
        Instant createdAt = created.atStartOfDay(ZoneOffset.UTC)
                .plusSeconds(dice.below(86_400))
                .toInstant();
        long id = FIRST_INVENTED_ID
                + (created.toEpochDay() - FIRST_CREATION.toEpochDay()) * 100_000
                + dice.below(100_000);
        double forksPerStar = 0.1 * dice.spread(0.6);
        double pushesPerDay = archived ? 0 : dice.pick(List.of(0.9, 0.5, 0.2, 0.05, 0.05, 0.01));
        double mood = archived ? 0 : dice.pick(List.of(0.02, 0.05, 0.15));
        boolean losesInPurge = !archived && dice.chance(0.27);

        long starsNow = stars;
        long forks = Math.round(stars * forksPerStar);
        long issues = archived ? 0 : Math.round(stars * 0.012 * dice.spread(0.9));
        Instant pushedAt = SampleData.FIRST_DAY
                .minusDays(archived ? 400 + dice.below(900) : dice.below((int) (2 / (pushesPerDay + 0.004)) + 1) + 1)
                .atStartOfDay(ZoneOffset.UTC)
                .plusSeconds(dice.below(86_400))
                .toInstant();

        NavigableMap<LocalDate, SampleRow> rows = new TreeMap<>();
        for (LocalDate day = SampleData.FIRST_DAY; !day.isAfter(SampleData.LAST_DAY); day = day.plusDays(1)) {
            if (day.isAfter(SampleData.FIRST_DAY)) {
                LocalDate yesterday = day.minusDays(1);
                double expected = archived ? Double.NaN : growth.starsPerDay(yesterday);
                if (!Double.isNaN(expected)) {
                    long gained = dice.poisson(expected * weekly(yesterday) * dice.spread(0.2));
                    long lost = dice.poisson(0.014 + 0.03 * expected + 0.00005 * starsNow);
                    if (day.equals(Scenarios.PURGE_DAY) && losesInPurge) {
                        gained = 0;
                        lost = 1 + dice.poisson(Math.min(60, 0.0008 * starsNow));
                    }
                    starsNow = Math.max(0, starsNow + gained - lost);
                    forks += dice.poisson(gained * forksPerStar);
                    issues = dice.chance(mood) ? Math.max(0, issues + dice.between(-2, 2)) : issues;
                }
                if (dice.chance(pushesPerDay)) {
                    pushedAt = yesterday
                            .atStartOfDay(ZoneOffset.UTC)
                            .plusSeconds(dice.below(86_400))
                            .toInstant();
                }
            }
            rows.put(
                    day,
                    new SampleRow(
                            day,
                            knownToApi ? id : null,
                            name,
                            description,
                            language,
                            topics,
                            starsNow,
                            tellsCounts ? forks : null,
                            tellsCounts ? issues : null,
                            tellsCounts ? pushedAt : null,
                            knownToApi ? createdAt : null,
                            knownToApi ? archived : null,
                            knownToApi ? "sample-api" : "sample-list",
                            true));
        }
        return rows;
    }

    /** Weekends are quieter, Tuesdays louder. */
    private static double weekly(LocalDate day) {
        DayOfWeek weekday = day.getDayOfWeek();
        return switch (weekday) {
            case SATURDAY, SUNDAY -> 0.78;
            case TUESDAY, WEDNESDAY -> 1.14;
            default -> 1.05;
        };
    }
}
