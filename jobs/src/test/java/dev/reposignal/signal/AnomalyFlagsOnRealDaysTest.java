package dev.reposignal.signal;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lower;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reposignal.table.Table;
import dev.reposignal.testing.RealData;
import dev.reposignal.testing.SampleLake;
import java.sql.Date;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

/** The guards on cases that happened; skipped where the real snapshots are absent. */
class AnomalyFlagsOnRealDaysTest {
    @Test
    void suspectBursts_areThoseWithoutForks() {
        Dataset<Row> months = months(
                List.of("pathwaycom/llm-app", "pathwaycom/pathway", "openai/codex"), "2025-11", "2025-12", "2026-01");

        assertThat(flagged("is_suspect_burst", "2026-01-02", months))
                .containsExactlyInAnyOrder("pathwaycom/llm-app", "pathwaycom/pathway");
    }

    @Test
    void countThatLeavesAndComesBack_isALevelShift() {
        Dataset<Row> months = months(List.of("shaarli/shaarli", "ggml-org/llama.cpp"), "2026-01", "2026-02", "2026-03");

        assertThat(flagged("is_level_shift", "2026-03-06", months)).containsExactly("shaarli/shaarli");
    }

    @Test
    void daysOnWhichGitHubRemovedAccounts_arePurgeDays() {
        for (String purge : List.of("2025-10-05", "2026-02-14")) {
            LocalDate day = LocalDate.parse(purge);
            Dataset<Row> rows = months(
                    List.of(),
                    day.minusMonths(1).toString().substring(0, 7),
                    day.toString().substring(0, 7));
            for (LocalDate assessed : List.of(day, day.plusDays(3))) {
                Row health = FeedHealth.assess(
                                SampleLake.settings().health(),
                                assessed,
                                rows.where(col(Table.DAY)
                                        .between(
                                                Date.valueOf(assessed.minusDays(FeedHealth.LOOKBACK_DAYS)),
                                                Date.valueOf(assessed))))
                        .head();
                assertThat(health.<Boolean>getAs("is_purge_day"))
                        .as("purge day " + assessed)
                        .isEqualTo(assessed.equals(day));
                assertThat(health.<Boolean>getAs("is_frozen")).isFalse();
            }
        }
    }

    private static Set<String> flagged(String flag, String day, Dataset<Row> months) {
        Set<String> names = new HashSet<>();
        Signals.scored(LocalDate.parse(day), months)
                .where(col(flag))
                .select(lower(col("full_name")))
                .collectAsList()
                .forEach(row -> names.add(row.getString(0)));
        return names;
    }

    /** The rows of some repositories, or of all, in some months, as the ingest would write them. */
    private static Dataset<Row> months(List<String> names, String... months) {
        Dataset<Row> snapshots = RealData.snapshots(months);
        return names.isEmpty()
                ? snapshots
                : snapshots.where(lower(col("full_name")).isInCollection(names));
    }
}
