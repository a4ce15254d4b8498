package dev.reposignal.cli;

import dev.reposignal.config.Settings;
import dev.reposignal.query.BoardThresholds;
import dev.reposignal.query.RepositoryFacts;
import dev.reposignal.table.Columns;
import dev.reposignal.table.Flags;
import dev.reposignal.text.NumberFormats;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/** Explains in words what keeps a repository from the next better tier. */
final class TierWords {
    private static final int ROOM_SHOWN = 3;

    private TierWords() {}

    /** What keeps the repository from the next better tier; "" if it surfaces. */
    static String missing(Settings settings, RepositoryFacts facts) {
        return switch (facts.tier()) {
            case SURFACING -> "";
            case TRACKED -> "Not surfacing: " + forSurfacing(facts);
            case WATCHED -> "Not tracked: " + forTracking(settings, facts);
        };
    }

    private static String forTracking(Settings settings, RepositoryFacts facts) {
        if (!facts.isScored()) {
            return facts.number(Columns.VELOCITY_7D) == null
                    ? "it has no score, because there is no observation 7 to 10 days before."
                    : "it has no score, because its count was filled in later.";
        }
        if (Flags.MISLEADING.stream().anyMatch(facts::flag)) {
            return "a flag says that its count is misleading.";
        }
        if (facts.flag(Flags.LOST)) {
            return "of the stars of its strongest three days in the last 60, at most %s are still there, and %s are needed."
                    .formatted(NumberFormats.percent(facts.number("retained_share")), NumberFormats.percent(0.5));
        }
        if (facts.isArchived()) {
            return "archived repositories are never tracked.";
        }
        Double week = facts.number(Columns.VELOCITY_7D);
        if (week != null && week <= 0) {
            return "it gained no stars in the last week.";
        }
        BoardThresholds board = facts.board();
        return board.isByProbability()
                ? amongTheFast(settings, board, facts)
                : shortOf("the last tracked repository", board.lowestTracked(), facts);
    }

    /** On a board by probability, the tracked repositories are the fastest of the day that are still small. */
    private static String amongTheFast(Settings settings, BoardThresholds board, RepositoryFacts facts) {
        Double day = facts.number(Columns.VELOCITY_24H);
        if (day == null) {
            return "its velocity of the last day is unknown, because there is no observation 1 to 3 days before.";
        }
        Double month = facts.number(Columns.VELOCITY_28D);
        if (month != null && day < month * settings.signal().earlySpeedup()) {
            return String.format(
                    Locale.ROOT,
                    "its 24-hour velocity is %s stars per day, less than %s times its 28-day velocity of %s. Not surfacing either: %s",
                    NumberFormats.rate(day),
                    settings.signal().earlySpeedup(),
                    NumberFormats.rate(month),
                    forSurfacing(facts));
        }
        if (board.slowestDay() != null && day < board.slowestDay()) {
            return String.format(
                    Locale.ROOT,
                    "its 24-hour velocity is %s stars per day, that of the slowest tracked repository %s. Not surfacing either: %s",
                    NumberFormats.rate(day),
                    NumberFormats.rate(board.slowestDay()),
                    forSurfacing(facts));
        }
        return String.format(
                Locale.ROOT,
                "it is too large: the largest repository tracked for its velocity has %s stars. Not surfacing either: %s",
                board.mostStars() == null ? "no" : NumberFormats.count(board.mostStars()),
                forSurfacing(facts));
    }

    private static String forSurfacing(RepositoryFacts facts) {
        if (facts.flag("is_suspect_burst")) {
            return "its burst came with hardly any forks and issues.";
        }
        BoardThresholds board = facts.board();
        return board.isByProbability()
                ? amongTheLikely(board, facts)
                : shortOf("the last surfacing repository", board.lowestSurfacing(), facts);
    }

    /** On a board by probability, the surfacing repositories have the highest surfacing scores. */
    private static String amongTheLikely(BoardThresholds board, RepositoryFacts facts) {
        Double probability = facts.number(Columns.BREAKOUT_PROBABILITY);
        Double score = facts.number("surfacing_score");
        if (probability == null || score == null) {
            return "the model has no probability for it, because its history is shorter than 28 days.";
        }
        return String.format(
                Locale.ROOT,
                "its break-out probability is %s and its surfacing score %.2f; the lowest surfacing score is %.2f.",
                NumberFormats.exactPercent(probability),
                score,
                Objects.requireNonNullElse(board.lowestSurfacingScore(), 0.0));
    }

    private static String shortOf(String whom, @Nullable BigDecimal score, RepositoryFacts facts) {
        if (score == null) {
            return "no repository is in that tier on this night.";
        }
        BigDecimal own = facts.signal().getAs(Columns.SIGNAL_SCORE);
        String room = facts.components().stream()
                .sorted(Comparator.comparing(TierWords::room).reversed())
                .limit(ROOM_SHOWN)
                .map(row -> "%s (%s of %s)"
                        .formatted(SignalWords.name(row), row.<Object>getAs("points"), SignalWords.whole(row)))
                .collect(Collectors.joining(", "));
        return "it has %s points fewer than %s, which has %s. It misses most points in %s."
                .formatted(score.subtract(own), whom, score, room);
    }

    private static BigDecimal room(Row component) {
        return component.<BigDecimal>getAs("weight").subtract(component.getAs("points"));
    }
}
