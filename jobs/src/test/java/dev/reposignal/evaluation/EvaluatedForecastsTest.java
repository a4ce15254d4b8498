package dev.reposignal.evaluation;

import static dev.reposignal.testing.TestRows.columns;
import static dev.reposignal.testing.TestRows.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.reposignal.lake.Lake;
import dev.reposignal.table.Table;
import dev.reposignal.table.Tables;
import dev.reposignal.testing.TestRows;
import dev.reposignal.testing.TestSpark;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvaluatedForecastsTest {
    private static final LocalDate DAY = LocalDate.parse("2026-01-31");

    @TempDir
    Path folder;

    @Test
    void evaluated_leavesTheForecastsAndTheFiguresInTheLake() {
        Lake lake = new Lake(TestSpark.session(), folder.toString());
        Backtest backtest = BacktestReport.evaluated(lake, DAY, DAY.plusDays(7), graded());
        BacktestReport.write(lake, backtest);
        BacktestReport.write(lake, backtest);

        assertThat(backtest.measurement("all", "probability", "precision", 5)
                        .orElseThrow()
                        .value())
                .isEqualTo(0.2);
        assertThat(lake.read(Tables.BACKTEST_SCORES).count()).isEqualTo(4);
        assertThat(lake.read(Tables.BACKTEST_METRICS).count())
                .isEqualTo(backtest.measurements().size());
    }

    @Test
    void evaluated_isTheSameForAnyPartitioning() {
        Lake lake = new Lake(TestSpark.session(), folder.toString());

        Backtest one = BacktestReport.evaluated(lake, DAY, DAY.plusDays(7), graded().coalesce(1));
        Backtest other = BacktestReport.evaluated(
                lake, DAY, DAY.plusDays(7), graded().repartition(5).orderBy("full_name"));

        assertThat(other).isEqualTo(one);
    }

    @Test
    void baselines_areMeasuredOverTheDaysThatPassed() {
        List<Map<String, @Nullable Object>> rows = new ArrayList<>();
        rows.add(snapshot(28, 1000));
        rows.add(snapshot(7, 1070));
        rows.add(snapshot(3, 1080));
        rows.add(snapshot(1, 1090));
        rows.add(snapshot(0, 1112));

        Row measured = Baselines.measured(List.of(DAY), TestRows.of(Tables.SNAPSHOTS, rows))
                .head();

        assertThat(measured.<Double>getAs("velocity_24h")).isEqualTo(22.0);
        assertThat(measured.<Double>getAs("velocity_7d")).isEqualTo(6.0);
        assertThat(measured.<Double>getAs("relative_growth_7d")).isCloseTo(42.0 / 1070, within(1e-12));
        assertThat(measured.<Double>getAs("acceleration_24h")).isEqualTo(22.0 - 4);
        assertThat(measured.<Double>getAs("acceleration_3d")).isCloseTo(32.0 / 3 - 4, within(1e-12));
        // 10 stars at a = 3/6, 10 at 5/6, 22 at 1; no forks
        assertThat(measured.<Double>getAs("recency_weighted_gain"))
                .isCloseTo(10 * 3.5 + 10 * 4.5 + 22 * 5.0, within(1e-9));
    }

    @Test
    void baselines_withoutAReference_areUnknown() {
        Row measured = Baselines.measured(List.of(DAY), TestRows.of(Tables.SNAPSHOTS, snapshot(0, 50)))
                .head();

        assertThat(measured.<Long>getAs("stars")).isEqualTo(50);
        for (String column : List.of("velocity_24h", "velocity_7d", "relative_growth_7d", "recency_weighted_gain")) {
            assertThat(measured.<Object>getAs(column)).as(column).isNull();
        }
    }

    private static Dataset<Row> graded() {
        return TestRows.of(
                        Tables.BACKTEST_SCORES,
                        forecast(DAY, "b/b", true, 0.9),
                        forecast(DAY, "a/a", false, 0.2),
                        forecast(DAY.plusDays(7), "b/b", false, null),
                        forecast(DAY.plusDays(7), "a/a", false, null))
                .drop("backtest_id");
    }

    private static Map<String, @Nullable Object> forecast(
            LocalDate day, String name, boolean label, @Nullable Double probability) {
        return columns("snapshot_date | repo_key | full_name | label | future_gain | probability | base_rate | stars")
                .row(day, "name:" + name, name, label, 1.0, probability, 0.5, 7);
    }

    private static Map<String, @Nullable Object> snapshot(int daysBefore, long stars) {
        return row(Table.DAY, DAY.minusDays(daysBefore), "repo_key", "name:a/a", "full_name", "a/a", "stars", stars);
    }
}
