package dev.reposignal.cli;

import dev.reposignal.config.Settings;
import dev.reposignal.ledger.Breakouts;
import dev.reposignal.query.BoardThresholds;
import dev.reposignal.query.RepositoryFacts;
import dev.reposignal.signal.Signals;
import dev.reposignal.table.Flags;
import dev.reposignal.text.NumberFormats;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.Locale;
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/** What a repository lacks for the next better tier, in words. */
final class TierWords {
    private static final int ROOM_SHOWN = 3;

    private TierWords() {}

    /** What keeps the repository from the next better tier; "" where it surfaces. */
    static String missing(Settings settings, RepositoryFacts facts) {
        return switch (facts.tier()) {
            case SURFACING -> "";
            case TRACKED -> "Not surfacing: " + forSurfacing(settings, facts);
            case WATCHED -> "Not tracked: " + forTracking(settings, facts);
        };
    }

    private static String forTracking(Settings settings, RepositoryFacts facts) {
        if (!facts.isScored()) {
            return facts.number("velocity_7d") == null
                    ? "there is no score without an observation 7 to 10 days before."
                    : "there is no score for a count that was filled in later.";
        }
        if (Flags.MISLEADING.stream().anyMatch(facts::flag)) {
            return "a flag speaks against its count.";
        }
        if (facts.isArchived()) {
            return "archived repositories are not.";
        }
        Double week = facts.number("velocity_7d");
        if (week != null && week <= 0) {
            return "it gained no stars in the week.";
        }
        BoardThresholds board = facts.board();
        return board.isByProbability()
                ? amongTheFast(settings, board, facts)
                : shortOf("the last tracked repository", board.lowestTracked(), facts);
    }

    /** Of a board by probability: below the surfacing stand the fastest of the day that are still small. */
    private static String amongTheFast(Settings settings, BoardThresholds board, RepositoryFacts facts) {
        Double day = facts.number("velocity_24h");
        if (day == null) {
            return "there is no count of the days before to tell its pace by.";
        }
        Double month = facts.number("velocity_28d");
        if (month != null && day < month * settings.signal().earlySpeedup()) {
            return String.format(
                    Locale.ROOT,
                    "it makes %s stars a day, less than %s times the %s of its month. Nor does it surface: %s",
                    NumberFormats.rate(day),
                    settings.signal().earlySpeedup(),
                    NumberFormats.rate(month),
                    forSurfacing(settings, facts));
        }
        if (board.slowestDay() != null && day < board.slowestDay()) {
            return String.format(
                    Locale.ROOT,
                    "it makes %s stars a day, the slowest of the tracked makes %s. Nor does it surface: %s",
                    NumberFormats.rate(day),
                    NumberFormats.rate(board.slowestDay()),
                    forSurfacing(settings, facts));
        }
        return String.format(
                Locale.ROOT,
                "those places are for repositories that are still small, of which the largest has %s stars. Nor does it surface: %s",
                board.mostStars() == null ? "no" : NumberFormats.count(board.mostStars()),
                forSurfacing(settings, facts));
    }

    private static String forSurfacing(Settings settings, RepositoryFacts facts) {
        if (facts.flag("is_suspect_burst")) {
            return "a burst without forks and issues does not.";
        }
        BoardThresholds board = facts.board();
        return board.isByProbability()
                ? amongTheLikely(settings, board, facts)
                : shortOf("the last surfacing repository", board.lowestSurfacing(), facts);
    }

    /** Of a board by probability: what surfaces is on pace to a break-out, and likelier to make it than the rest. */
    private static String amongTheLikely(Settings settings, BoardThresholds board, RepositoryFacts facts) {
        Double stars = facts.number("stars");
        if (stars != null && stars > settings.signal().surfacingStars()) {
            return String.format(
                    Locale.ROOT,
                    "it has more than %s stars already.",
                    NumberFormats.count(settings.signal().surfacingStars()));
        }
        Double month = facts.number("stars_gained_28d");
        if (month == null || month <= 0) {
            return "it gained nothing in the last four weeks that could be doubled.";
        }
        double pace = Math.max(orZero(facts.number("velocity_24h")), orZero(facts.number("velocity_7d")));
        if (pace < Signals.LEAST_SURFACING_VELOCITY) {
            return String.format(
                    Locale.ROOT,
                    "%s stars a day are fewer than %d.",
                    NumberFormats.rate(pace),
                    Signals.LEAST_SURFACING_VELOCITY);
        }
        double makes = pace * Breakouts.HORIZON_DAYS;
        long required = Breakouts.requiredGain(settings.predict(), Math.round(month));
        if (makes < required) {
            return String.format(
                    Locale.ROOT,
                    "at its best pace of %s stars a day it makes %s in four weeks, and a break-out takes %s.",
                    NumberFormats.rate(pace),
                    NumberFormats.count(makes),
                    NumberFormats.count(required));
        }
        Double probability = facts.number("breakout_probability");
        if (probability == null) {
            return "the model knows too little of it to tell its chance.";
        }
        return String.format(
                Locale.ROOT,
                "its chance of a break-out is %s, that of the last surfacing repository %s.",
                NumberFormats.exactPercent(probability),
                NumberFormats.exactPercent(board.leastLikely()));
    }

    private static double orZero(@Nullable Double value) {
        return value == null ? 0 : value;
    }

    private static String shortOf(String whom, @Nullable BigDecimal score, RepositoryFacts facts) {
        if (score == null) {
            return "no other repository is, either.";
        }
        BigDecimal own = facts.signal().getAs("signal_score");
        String room = facts.components().stream()
                .sorted(Comparator.comparing(TierWords::room).reversed())
                .limit(ROOM_SHOWN)
                .map(row -> "%s (%s of %s)"
                        .formatted(SignalWords.name(row), row.<Object>getAs("points"), SignalWords.whole(row)))
                .collect(Collectors.joining(", "));
        return "%s points short of %s, which has %s. Most room is in %s."
                .formatted(score.subtract(own), whom, score, room);
    }

    private static BigDecimal room(Row component) {
        return component.<BigDecimal>getAs("weight").subtract(component.getAs("points"));
    }
}
