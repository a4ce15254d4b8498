package dev.reposignal.evaluation;

import dev.reposignal.lake.Lake;
import dev.reposignal.table.Tables;
import java.time.LocalDate;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Graded forecasts to {@code backtest_scores} and {@code backtest_metrics}. */
public final class BacktestReport {
    private BacktestReport() {}

    /**
     * Keeps the graded forecasts of a range of days in place of what earlier backtests left there, and measures them.
     *
     * @param graded the columns of {@code backtest_scores} without backtest_id
     * @throws IllegalArgumentException if a repository has two rows on one date
     */
    public static Backtest evaluated(Lake lake, LocalDate firstDay, LocalDate lastDay, Dataset<Row> graded) {
        String id = Backtest.id(firstDay, lastDay);
        lake.replaceWhere(
                Tables.BACKTEST_SCORES,
                // BETWEEN fails here: Delta checks the rows by this condition before Spark has resolved it.
                "snapshot_date >= DATE'%s' AND snapshot_date <= DATE'%s'".formatted(firstDay, lastDay),
                EvaluatedForecasts.toScores(id, graded));
        Dataset<Row> scores = lake.readDays(Tables.BACKTEST_SCORES, firstDay, lastDay);
        Forecasts forecasts = EvaluatedForecasts.forecasts(
                () -> EvaluatedForecasts.inOrder(scores).toLocalIterator());
        List<Measurement> measurements = Evaluation.measured(forecasts);
        return new Backtest(id, firstDay, lastDay, measurements);
    }

    /** Writes the figures in place of those of the same backtest before. */
    public static void write(Lake lake, Backtest backtest) {
        Dataset<Row> metrics = lake.spark()
                .createDataFrame(EvaluatedForecasts.toMetrics(backtest), Tables.BACKTEST_METRICS.nullableSchema());
        lake.replaceWhere(Tables.BACKTEST_METRICS, "backtest_id = '%s'".formatted(backtest.id()), metrics);
    }
}
