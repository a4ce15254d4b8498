package dev.reposignal.ledger;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;

/**
 * The finished windows that claims about groups learn from: at most one a week, so that a night every day counts no more
 * than a night every week.
 */
public final class EvaluationWindows {
    /** With fewer windows nothing is predicted. */
    public static final int LEAST = 4;

    /** Days before the night that can matter: the start of the oldest window. */
    public static final int LOOKBACK_DAYS = Breakouts.HORIZON_DAYS + 7 * EvaluationWindows.MOST;

    private static final int MOST = 12;

    private EvaluationWindows() {}

    /**
     * A window.
     *
     * @param start the night a claim could have been made on
     * @param end the first night 28 to 34 days later, on which it was to be graded
     */
    public record Window(LocalDate start, LocalDate end) {}

    /**
     * The windows finished by a day, the latest first; empty where they are fewer than {@link #LEAST}.
     *
     * @param nights days whose feed was fit to publish
     */
    public static List<Window> finished(LocalDate day, Collection<LocalDate> nights) {
        NavigableSet<LocalDate> past = new TreeSet<>(nights).headSet(day, true);
        List<Window> windows = new ArrayList<>();
        LocalDate latest = day.minusDays(Breakouts.HORIZON_DAYS);
        for (int week = 0; week < MOST; week++) {
            NavigableSet<LocalDate> starts =
                    past.subSet(latest.minusWeeks(week + 1L), false, latest.minusWeeks(week), true);
            starts.descendingSet().stream()
                    .flatMap(start -> end(start, past).map(end -> new Window(start, end)).stream())
                    .findFirst()
                    .ifPresent(windows::add);
        }
        return windows.size() < LEAST ? List.of() : List.copyOf(windows);
    }

    private static Optional<LocalDate> end(LocalDate start, NavigableSet<LocalDate> nights) {
        return Optional.ofNullable(nights.ceiling(start.plusDays(Breakouts.HORIZON_DAYS)))
                .filter(end -> !end.isAfter(start.plusDays(Breakouts.LAST_OBSERVATION_DAYS)));
    }
}
