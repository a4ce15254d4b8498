package dev.reposignal.cli;

import java.time.Clock;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** {@code --today}: the day that separates what has happened from what cannot have happened yet. */
final class TodayOption {
    @Option(
            names = "--today",
            paramLabel = "DAY",
            description = "The day taken for the present one, as 2026-03-06 (default: the current day in UTC).")
    private @Nullable LocalDate today;

    LocalDate today() {
        return today != null ? today : LocalDate.now(Clock.systemUTC());
    }
}
