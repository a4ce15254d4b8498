package dev.reposignal.evaluation;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import dev.reposignal.lake.Lake;
import dev.reposignal.table.Table;
import dev.reposignal.table.Tables;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/** Graded forecasts on their way between tables and figures. */
public final class EvaluatedForecasts {
    private static final List<String> OUTCOME = List.of(Table.DAY, "repo_key", "label", "is_vanished", "base_rate");

    private EvaluatedForecasts() {}

    /**
     * The rows of {@code backtest_scores}.
     *
     * @param graded the columns of that table without backtest_id; numbers of any type
     */
    public static Dataset<Row> toScores(String backtestId, Dataset<Row> graded) {
        Dataset<Row> named = graded.withColumn("backtest_id", lit(backtestId));
        return named.select(Tables.BACKTEST_SCORES.fields().stream()
                .map(field -> col(field.name()).cast(field.type()).as(field.name()))
                .toArray(Column[]::new));
    }

    /** What {@link #forecasts} takes of {@code backtest_scores}, in its order. */
    public static Dataset<Row> inOrder(Dataset<Row> scores) {
        Stream<String> methods = Stream.of(RankingMethod.values()).map(RankingMethod::column);
        Stream<String> facts = Stream.of(Forecasts.Fact.values()).map(Forecasts.Fact::column);
        Stream<Column> numbers =
                Stream.concat(facts, methods).map(name -> col(name).cast("double"));
        return scores.select(Stream.concat(OUTCOME.stream().map(name -> col(name)), numbers)
                        .toArray(Column[]::new))
                .orderBy(Table.DAY, "repo_key");
    }

    /** The columns of primitives, from rows in the order that {@link #inOrder} gives. */
    public static Forecasts forecasts(Iterable<Row> rows) {
        Forecasts.Builder builder = new Forecasts.Builder();
        for (Row row : rows) {
            Map<Forecasts.Fact, Double> facts = new EnumMap<>(Forecasts.Fact.class);
            Map<RankingMethod, Double> rates = new EnumMap<>(RankingMethod.class);
            int column = OUTCOME.size();
            for (Forecasts.Fact fact : Forecasts.Fact.values()) {
                if (!row.isNullAt(column)) {
                    facts.put(fact, row.getDouble(column));
                }
                column++;
            }
            for (RankingMethod method : RankingMethod.values()) {
                if (!row.isNullAt(column)) {
                    rates.put(method, row.getDouble(column));
                }
                column++;
            }
            builder.add(
                    Lake.toLocalDate(row, 0),
                    row.getString(1),
                    row.getBoolean(2),
                    row.getBoolean(3),
                    row.isNullAt(4) ? null : row.getDouble(4),
                    facts,
                    rates);
        }
        return builder.build();
    }

    /** The rows of {@code backtest_metrics}, in the order of its columns. */
    public static List<Row> toMetrics(Backtest backtest) {
        return backtest.measurements().stream()
                .map(measurement -> RowFactory.create(
                        backtest.id(),
                        java.sql.Date.valueOf(backtest.firstDay()),
                        java.sql.Date.valueOf(backtest.lastDay()),
                        measurement.period(),
                        measurement.method(),
                        measurement.metric(),
                        measurement.place(),
                        measurement.value(),
                        measurement.low(),
                        measurement.high(),
                        measurement.cases()))
                .toList();
    }
}
