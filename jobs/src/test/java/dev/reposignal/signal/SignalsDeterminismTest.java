package dev.reposignal.signal;

import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reposignal.config.Settings;
import dev.reposignal.table.Tables;
import dev.reposignal.testing.TestRows;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The same snapshots give the same rows, in whatever order and parts they come. */
class SignalsDeterminismTest {
    private static final LocalDate DAY = LocalDate.of(2026, 3, 6);

    @Test
    void permutedAndRepartitionedInput_givesTheSameRows() {
        List<Map<String, @Nullable Object>> rows = GeneratedFeed.rows(11, DAY);
        List<Map<String, @Nullable Object>> permuted = new ArrayList<>(rows);
        Collections.shuffle(permuted, new Random(5));

        List<Row> expected = measured(TestRows.of(Tables.SNAPSHOTS, rows).coalesce(1));
        assertThat(expected).hasSizeGreaterThan(100);
        assertThat(measured(TestRows.of(Tables.SNAPSHOTS, permuted).repartition(7)))
                .isEqualTo(expected);
    }

    @Test
    void daysOutsideTheLookback_changeNothing() {
        Dataset<Row> rows = TestRows.of(Tables.SNAPSHOTS, GeneratedFeed.rows(12, DAY));
        LocalDate earlier = DAY.minusDays(15);
        Dataset<Row> needed = rows.where(col("snapshot_date")
                .between(
                        java.sql.Date.valueOf(earlier.minusDays(Signals.LOOKBACK_DAYS)),
                        java.sql.Date.valueOf(earlier)));

        assertThat(measured(earlier, rows)).isEqualTo(measured(earlier, needed)).isNotEmpty();
    }

    private static List<Row> measured(Dataset<Row> snapshots) {
        return measured(DAY, snapshots);
    }

    private static List<Row> measured(LocalDate day, Dataset<Row> snapshots) {
        return Signals.measure(new Settings.Signal(50, 15, 20_000, 1.25, 30_000, 1.5), day, snapshots)
                .orderBy("repo_key")
                .collectAsList();
    }
}
