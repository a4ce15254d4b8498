package dev.reposignal.insight;

import static dev.reposignal.testing.TestRows.row;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reposignal.table.Tables;
import dev.reposignal.testing.TestRows;
import java.math.BigDecimal;
import java.sql.Date;
import java.time.LocalDate;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class NightSummaryTest {
    private static final LocalDate DAY = LocalDate.parse("2026-03-06");

    @Test
    void night_isSummedInOneRow() {
        Dataset<Row> previous = TestRows.of(
                Tables.REPO_SIGNALS,
                row("snapshot_date", "2026-02-27", "repo_key", "a", "tier", "surfacing"),
                row("snapshot_date", "2026-02-27", "repo_key", "gone", "tier", "surfacing"),
                row("snapshot_date", "2026-02-27", "repo_key", "b", "tier", "tracked"));
        Row night = one(NightSummary.summed(DAY, signals(), clusters(), LocalDate.parse("2026-02-27"), previous));

        assertThat(night)
                .isEqualTo(expected(
                        4L, 3L, 2L, 1L, 90L, 3L, 2L, "71.50", "80.25", 2L, 2L, 1L, 1L, 1L, Date.valueOf("2026-02-27")));
    }

    @Test
    void firstNight_hasNoChange() {
        Row night = one(NightSummary.summed(DAY, signals(), clusters(), null, TestRows.of(Tables.REPO_SIGNALS)));

        assertThat(night).isEqualTo(expected(4L, 3L, 2L, 1L, 90L, 3L, 2L, "71.50", "80.25", 2L, 2L, 0L, 0L, 1L, null));
    }

    @Test
    void swap_isObservedAndNeitherGainsNorLoses() {
        Dataset<Row> swapped = TestRows.of(
                Tables.REPO_SIGNALS,
                row(
                        "snapshot_date",
                        DAY,
                        "repo_key",
                        "s",
                        "tier",
                        "watched",
                        "is_level_shift",
                        true,
                        "velocity_7d",
                        14_075.0,
                        "stars_gained_7d",
                        98_522,
                        "stars_gained_24h",
                        -7));
        Row night = one(
                NightSummary.summed(DAY, signals().union(swapped), clusters(), null, TestRows.of(Tables.REPO_SIGNALS)));

        assertThat(night).isEqualTo(expected(5L, 3L, 2L, 1L, 90L, 3L, 2L, "71.50", "80.25", 2L, 2L, 0L, 0L, 1L, null));
    }

    @Test
    void nothingObserved_isAllZeros() {
        Row night = one(NightSummary.summed(
                DAY,
                TestRows.of(Tables.REPO_SIGNALS),
                TestRows.of(Tables.CLUSTERS),
                null,
                TestRows.of(Tables.REPO_SIGNALS)));

        assertThat(night).isEqualTo(expected(0L, 0L, 0L, 0L, 0L, 0L, 0L, null, null, 0L, 0L, 0L, 0L, 0L, null));
    }

    private static Dataset<Row> signals() {
        return TestRows.of(
                Tables.REPO_SIGNALS,
                row(
                        "snapshot_date",
                        DAY,
                        "repo_key",
                        "a",
                        "tier",
                        "surfacing",
                        "signal_score",
                        "80.25",
                        "language",
                        "Go",
                        "velocity_7d",
                        9.0,
                        "stars_gained_7d",
                        63,
                        "stars_gained_24h",
                        9),
                row(
                        "snapshot_date",
                        DAY,
                        "repo_key",
                        "b",
                        "tier",
                        "surfacing",
                        "signal_score",
                        "71.50",
                        "language",
                        "Go",
                        "velocity_7d",
                        5.0,
                        "stars_gained_7d",
                        35,
                        "stars_gained_24h",
                        0),
                row(
                        "snapshot_date",
                        DAY,
                        "repo_key",
                        "c",
                        "tier",
                        "tracked",
                        "signal_score",
                        "60.00",
                        "language",
                        "Zig",
                        "velocity_7d",
                        -1.0,
                        "stars_gained_7d",
                        -8,
                        "stars_gained_24h",
                        -2),
                row("snapshot_date", DAY, "repo_key", "d", "tier", "watched", "language", "C"),
                row("snapshot_date", "2026-03-05", "repo_key", "a", "tier", "surfacing", "signal_score", "99.00"));
    }

    private static Dataset<Row> clusters() {
        return TestRows.of(
                Tables.CLUSTERS,
                row("snapshot_date", DAY, "cluster_id", "x", "is_forming", true),
                row("snapshot_date", DAY, "cluster_id", "y", "is_forming", false),
                row("snapshot_date", "2026-03-05", "cluster_id", "x", "is_forming", true));
    }

    private static Row one(Dataset<Row> summed) {
        List<Row> rows = summed.to(Tables.NIGHT_SUMMARY.schema()).collectAsList();
        assertThat(rows).hasSize(1);
        return rows.get(0);
    }

    private static Row expected(@Nullable Object... values) {
        @Nullable Object[] row = new Object[values.length + 1];
        row[0] = Date.valueOf(DAY);
        for (int i = 0; i < values.length; i++) {
            row[i + 1] = values[i] instanceof String points ? new BigDecimal(points) : values[i];
        }
        return RowFactory.create(row);
    }
}
