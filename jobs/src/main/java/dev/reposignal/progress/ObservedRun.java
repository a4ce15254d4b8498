package dev.reposignal.progress;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A run of a night as it stands at one moment: what its row in {@code runs} says.
 *
 * @param runId its key in {@code runs}
 * @param day the day that it computes
 * @param status value of {@code runs.status}
 * @param reason why it was held or failed, or what is warned of; null without a problem
 * @param startedAt when it started
 * @param at the moment
 * @param inputVersions Delta version by table read
 * @param outputVersions Delta version by table written
 * @param rowCounts rows by table written
 */
public record ObservedRun(
        String runId,
        LocalDate day,
        String status,
        @Nullable String reason,
        Instant startedAt,
        Instant at,
        Map<String, Long> inputVersions,
        Map<String, Long> outputVersions,
        Map<String, Long> rowCounts) {}
