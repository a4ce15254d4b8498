package dev.reposignal.night;

import java.time.LocalDate;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The result of a night.
 *
 * @param runId the run's row in {@code runs}
 * @param day the day that was run
 * @param isHeld whether the data checks held the day back
 * @param reason why it was held, or what is warned of although it was published; null without a problem
 * @param rowCounts rows of the day by table written
 * @param stageMillis milliseconds by stage
 */
public record NightResult(
        String runId,
        LocalDate day,
        boolean isHeld,
        @Nullable String reason,
        Map<String, Long> rowCounts,
        Map<String, Long> stageMillis) {}
