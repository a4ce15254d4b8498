package dev.reposignal.signal;

import static dev.reposignal.testing.TestRows.columns;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reposignal.config.Settings;
import dev.reposignal.table.Tables;
import dev.reposignal.testing.TestRows;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Which bursts look bought, and what that costs them. */
class SuspectBurstTest {
    private static final LocalDate DAY = LocalDate.parse("2026-03-06");

    private final List<Map<String, @Nullable Object>> rows = new ArrayList<>();

    @Test
    void burstWithoutForksAndIssues_isSuspect() {
        repository("bought", 700, 2L, 1L);
        repository("forked", 700, 7L, 1L);
        repository("asked-about", 700, 2L, 5L);
        repository("small-burst", 199, 0L, 0L);
        repository("forks-unknown", 700, null, 1L);
        repository("issues-unknown", 700, 2L, null);
        // Three weeks of 700 make a week of 700 no burst.
        long[] steady = {10_000, 12_100, 12_800};
        at("steady-without-forks", 28, steady[0], 100L, 10L);
        at("steady-without-forks", 7, steady[1], 100L, 10L);
        at("steady-without-forks", 0, steady[2], 100L, 10L);

        Map<String, Row> measured = measured(new Settings.Signal(50, 15, 20_000, 1.25, 30_000, 1.5));

        assertThat(measured.entrySet().stream()
                        .filter(entry -> entry.getValue().<Boolean>getAs("is_suspect_burst"))
                        .map(Map.Entry::getKey))
                .containsExactlyInAnyOrder("bought", "issues-unknown");
        assertThat(requireNonNull(measured.get("bought")).<Long>getAs("forks_gained_7d"))
                .isEqualTo(2);
        assertThat(requireNonNull(measured.get("bought")).<Long>getAs("stars_gained_7d"))
                .isEqualTo(700);
    }

    @Test
    void suspectBurst_isTrackedButDoesNotSurface() {
        repository("bought", 3_000, 2L, 1L);
        repository("earned", 300, 30L, 5L);
        repository("earned-less", 250, 30L, 5L);

        Map<String, Row> measured = measured(new Settings.Signal(3, 2, 20_000, 1.25, 30_000, 1.5));

        assertThat(requireNonNull(measured.get("bought")).<Integer>getAs("signal_rank"))
                .isEqualTo(1);
        assertThat(requireNonNull(measured.get("bought")).<String>getAs("tier")).isEqualTo("tracked");
        assertThat(requireNonNull(measured.get("earned")).<String>getAs("tier")).isEqualTo("surfacing");
        assertThat(requireNonNull(measured.get("earned-less")).<Integer>getAs("board_place"))
                .isEqualTo(2);
    }

    /** 10,000 stars four weeks and a week ago, and a gain since. */
    private void repository(String name, long gain, @Nullable Long forksGained, @Nullable Long issuesGained) {
        at(name, 28, 10_000, 100L, 10L);
        at(name, 7, 10_000, 100L, 10L);
        at(
                name,
                0,
                10_000 + gain,
                forksGained == null ? null : 100 + forksGained,
                issuesGained == null ? null : 10 + issuesGained);
    }

    private void at(String name, int daysBefore, long stars, @Nullable Long forks, @Nullable Long issues) {
        rows.add(columns("snapshot_date | repo_key | full_name | language | stars | forks | open_issues | observed")
                .row(
                        DAY.minusDays(daysBefore),
                        "name:owner/" + name,
                        "owner/" + name,
                        name,
                        stars,
                        forks,
                        issues,
                        true));
    }

    private Map<String, Row> measured(Settings.Signal settings) {
        Map<String, Row> measured = new HashMap<>();
        Signals.toRepoSignals(Signals.measure(settings, DAY, TestRows.of(Tables.SNAPSHOTS, rows)))
                .collectAsList()
                .forEach(
                        signal -> measured.put(signal.<String>getAs("full_name").replace("owner/", ""), signal));
        return measured;
    }
}
