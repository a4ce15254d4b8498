package dev.reposignal.evaluation;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.date_sub;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import dev.reposignal.config.Settings;
import dev.reposignal.error.Errors;
import dev.reposignal.lake.Lake;
import dev.reposignal.ledger.Breakouts;
import dev.reposignal.model.Board;
import dev.reposignal.model.Examples;
import dev.reposignal.model.Features;
import dev.reposignal.model.Training;
import dev.reposignal.progress.Progress;
import dev.reposignal.progress.StageTimer;
import dev.reposignal.signal.Signals;
import dev.reposignal.table.Columns;
import dev.reposignal.table.Table;
import dev.reposignal.table.Tables;
import java.sql.Date;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;

/**
 * Grades the signal on history, walking forward: every date is forecast by a model that has seen nothing after the
 * first date of its month, and only break-outs that were over by then.
 */
public final class BacktestRun {
    private static final int DAYS_BETWEEN = 7;
    private static final String[] KEYS = {"repo_key", Table.DAY};
    /** The score, and what is left of it without each of its components. */
    private static final Column[] SCORES = Stream.concat(
                    Stream.of(
                            col("repo_key"),
                            col(Table.DAY),
                            col(Columns.SIGNAL_SCORE).cast("double").as(Columns.SIGNAL_SCORE),
                            col(Columns.BOARD_PLACE),
                            col("tier")),
                    RankingMethod.ablations().stream().map(method -> col(Columns.SIGNAL_SCORE)
                            .minus(Signals.points(method.leftOut().orElseThrow()))
                            .cast("double")
                            .as(method.column())))
            .toArray(Column[]::new);

    private final Lake lake;
    private final Settings settings;
    private final StageTimer stages;

    public BacktestRun(Lake lake, Settings settings, InstantSource clock, Progress progress) {
        this.lake = lake;
        this.settings = settings;
        this.stages = new StageTimer(clock, progress);
    }

    /**
     * Forecasts and grades one date a week, and writes {@code backtest_scores} and {@code backtest_metrics}.
     *
     * @param first the first date, and the weekday of all
     * @param last dates later than this, or whose 28 to 34 days ahead the lake does not hold, are left out
     * @throws dev.reposignal.error.UserException where no date is left
     */
    public Backtest run(LocalDate first, LocalDate last) {
        NavigableSet<LocalDate> observed = lake.days(Tables.SNAPSHOTS);
        List<LocalDate> dates = dates(first, last, observed);
        if (dates.isEmpty()) {
            throw Errors.nothingToGrade(first.toString(), last.toString(), lake.root());
        }
        LocalDate end = dates.get(dates.size() - 1);
        Dataset<Row> snapshots =
                lake.readDays(Tables.SNAPSHOTS, observed.first(), end.plusDays(Breakouts.LAST_LATER_OBSERVATION_DAYS));
        Dataset<Row> histories = Examples.histories(snapshots).persist(StorageLevel.MEMORY_AND_DISK_SER());
        try {
            return graded(first, last, dates, observed, snapshots, histories);
        } finally {
            histories.unpersist();
        }
    }

    /** Every seventh day that the feed has, whose outcome the lake holds. */
    private static List<LocalDate> dates(LocalDate first, LocalDate last, NavigableSet<LocalDate> observed) {
        List<LocalDate> dates = new ArrayList<>();
        for (LocalDate date = first; !date.isAfter(last); date = date.plusDays(DAYS_BETWEEN)) {
            boolean hasHistory =
                    !observed.isEmpty() && !observed.first().isAfter(date.minusDays(Breakouts.HORIZON_DAYS));
            LocalDate outcome = observed.ceiling(date.plusDays(Breakouts.HORIZON_DAYS));
            boolean isOver = outcome != null && !outcome.isAfter(date.plusDays(Breakouts.LAST_OBSERVATION_DAYS));
            if (observed.contains(date) && hasHistory && isOver) {
                dates.add(date);
            }
        }
        return dates;
    }

    private Backtest graded(
            LocalDate first,
            LocalDate last,
            List<LocalDate> dates,
            NavigableSet<LocalDate> observed,
            Dataset<Row> snapshots,
            Dataset<Row> histories) {
        LocalDate end = dates.get(dates.size() - 1);
        List<LocalDate> learnedFrom = Training.observedDays(end, observed);
        Dataset<Row> sample = Features.sample(settings.predict(), learnedFrom, snapshots, histories)
                .persist(StorageLevel.MEMORY_AND_DISK_SER());
        Dataset<Row> examples = Features.measured(settings.predict(), dates, snapshots, histories)
                .persist(StorageLevel.MEMORY_AND_DISK_SER());
        List<Dataset<Row>> kept = new ArrayList<>();
        try {
            stages.run("features", () -> sample.count() + examples.count());
            Dataset<Row> forecasts = forecasts(dates, sample, examples).persist(StorageLevel.MEMORY_AND_DISK_SER());
            kept.add(forecasts);
            Dataset<Row> boards = stages.run("boards", () -> {
                List<Dataset<Row>> perDate = boards(dates, snapshots, forecasts);
                kept.addAll(perDate);
                return inOneTable(perDate);
            });
            Dataset<Row> rows = examples.drop("features")
                    .join(forecasts, KEYS, "left")
                    .join(baseRates(dates, sample), new String[] {Table.DAY}, "left")
                    .join(
                            Baselines.measured(dates, baselineDays(dates, snapshots))
                                    .drop("stars"),
                            KEYS,
                            "left")
                    .join(boards, KEYS, "left")
                    .withColumn("is_vanished", col("future_gain").isNull());
            Backtest backtest = stages.run("grading", () -> BacktestReport.evaluated(lake, first, last, rows));
            BacktestReport.write(lake, backtest);
            return backtest;
        } finally {
            sample.unpersist();
            examples.unpersist();
            kept.forEach(Dataset::unpersist);
        }
    }

    /** A model each month, trained on its first date; none as long as too little is known. */
    private Dataset<Row> forecasts(List<LocalDate> dates, Dataset<Row> sample, Dataset<Row> examples) {
        List<Dataset<Row>> forecasts = new ArrayList<>();
        WalkForward.months(dates).forEach((month, ofMonth) -> stages.run(
                        "model of " + month, () -> WalkForward.model(ofMonth, sample))
                .ifPresent(fitted -> forecasts.add(fitted.probabilities(examples.where(col(Table.DAY)
                                .isInCollection(
                                        ofMonth.stream().map(Date::valueOf).toList())))
                        .withColumn("model", lit(fitted.id())))));
        return forecasts.stream().reduce(Dataset::union).orElseGet(() -> examples.select(
                        col("repo_key"),
                        col(Table.DAY),
                        lit(null).cast("double").as("probability"),
                        lit(null).cast("string").as("model"))
                .limit(0));
    }

    /** Share of break-outs among all whose outcome was known on each date. */
    private Dataset<Row> baseRates(List<LocalDate> dates, Dataset<Row> sample) {
        Dataset<Row> perDay = sample.groupBy(col(Table.DAY).as("resolved"))
                .agg(
                        sum(col("weight")).as("examples"),
                        sum(when(col("label"), col("weight")).otherwise(0.0)).as("breakouts"));
        Dataset<Row> asked = lake.spark()
                .createDataset(dates.stream().map(Date::valueOf).toList(), Encoders.DATE())
                .toDF(Table.DAY);
        Column isKnown = col("resolved").leq(date_sub(col(Table.DAY), Breakouts.LAST_OBSERVATION_DAYS));
        return asked.join(perDay, isKnown)
                .groupBy(Table.DAY)
                .agg(sum("breakouts").divide(sum("examples")).as("base_rate"));
    }

    private static Dataset<Row> baselineDays(List<LocalDate> dates, Dataset<Row> snapshots) {
        return snapshots.where(col(Table.DAY)
                .between(
                        Lake.literal(dates.get(0).minusDays(Baselines.LOOKBACK_DAYS)),
                        Lake.literal(dates.get(dates.size() - 1))));
    }

    /** The board of each date as a night would have set it up, each with what surfaced on the one before. */
    private List<Dataset<Row>> boards(List<LocalDate> dates, Dataset<Row> snapshots, Dataset<Row> forecasts) {
        List<Dataset<Row>> boards = new ArrayList<>();
        Map<LocalDate, String> models = new HashMap<>();
        forecasts
                .select(Table.DAY, "model")
                .distinct()
                .collectAsList()
                .forEach(row -> models.put(Lake.toLocalDate(row, 0), row.getString(1)));
        List<String> surfaced = List.of();
        for (LocalDate date : dates) {
            String model = models.get(date);
            Dataset<Row> ofDate = forecasts.where(col(Table.DAY).equalTo(Lake.literal(date)));
            Dataset<Row> board = Board.of(
                            settings,
                            date,
                            snapshots,
                            surfaced,
                            model == null ? null : new Board.Forecast(model, ofDate),
                            null,
                            null)
                    .select(SCORES)
                    .persist(StorageLevel.MEMORY_AND_DISK_SER());
            boards.add(board);
            surfaced = Board.surfacing(board);
        }
        return boards;
    }

    private Dataset<Row> inOneTable(List<Dataset<Row>> boards) {
        return boards.stream()
                .reduce(Dataset::union)
                .orElseThrow()
                .withColumn(
                        "board",
                        lit(settings.signal().tracked() + 1)
                                .minus(col(Columns.BOARD_PLACE))
                                .cast("double"))
                .drop(Columns.BOARD_PLACE, "tier");
    }
}
