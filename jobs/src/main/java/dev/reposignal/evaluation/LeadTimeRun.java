package dev.reposignal.evaluation;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.row_number;

import dev.reposignal.config.Settings;
import dev.reposignal.error.Errors;
import dev.reposignal.lake.Lake;
import dev.reposignal.model.Board;
import dev.reposignal.model.BreakoutModel;
import dev.reposignal.model.Examples;
import dev.reposignal.model.Features;
import dev.reposignal.model.Training;
import dev.reposignal.progress.Progress;
import dev.reposignal.progress.StageTimer;
import dev.reposignal.signal.Signals;
import dev.reposignal.table.Columns;
import dev.reposignal.table.Table;
import dev.reposignal.table.Tables;
import dev.reposignal.table.Tier;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.storage.StorageLevel;
import org.jspecify.annotations.Nullable;

/**
 * Recomputes the boards of past days, each with only what was known by then, and measures how long before a trending list
 * they listed the same repositories, and how much of them changed from night to night.
 */
public final class LeadTimeRun {
    private static final String BOARD = "board";
    private static final String FASTEST = Columns.VELOCITY_24H;
    private static final int WEEK_DAYS = 7;
    private static final List<String> METHODS = List.of(BOARD, FASTEST);

    private final Lake lake;
    private final Settings settings;
    private final StageTimer stages;
    /** What surfaced on the board before, as a night would know it. */
    private List<String> surfaced = List.of();

    /** Rows of {@code coverage} by method. */
    private final Map<String, List<Row>> coverage = new HashMap<>();

    public LeadTimeRun(Lake lake, Settings settings, InstantSource clock, Progress progress) {
        this.lake = lake;
        this.settings = settings;
        this.stages = new StageTimer(clock, progress);
    }

    /**
     * Writes {@code early_boards} and {@code early_sightings} for the appearances between two days.
     *
     * @param file the trending list
     * @throws dev.reposignal.error.UserException where the list cannot be read or nothing of it can be judged
     */
    public List<LeadTime> run(String file, LocalDate from, LocalDate to) {
        Dataset<Row> snapshots = lake.read(Tables.SNAPSHOTS).where(col("observed"));
        Dataset<Row> firstAppearances = TrendingFile.read(lake.spark(), file)
                .transform(TrendingAppearances::firstAppearances)
                .where(col("trended_on").between(Lake.literal(from), Lake.literal(to)));
        List<Row> cases = firstAppearances
                .transform(appearances ->
                        TrendingAppearances.cases(settings.signal().earlyStars(), appearances, snapshots))
                .orderBy("trended_on", "repo_key")
                .collectAsList();
        if (cases.isEmpty()) {
            throw Errors.nothingTrended(file, from.toString(), to.toString(), lake.root());
        }
        LocalDate first = Lake.toLocalDate(cases.get(0), 0);
        LocalDate last = Lake.toLocalDate(cases.get(cases.size() - 1), 0);
        NavigableSet<LocalDate> observed = lake.days(Tables.SNAPSHOTS);
        List<LocalDate> days = List.copyOf(
                observed.subSet(first.minusDays(TrendingAppearances.DAYS_BEFORE), true, last.minusDays(1), true));
        Dataset<Row> boards = boards(days, observed);
        lake.replaceDays(Tables.EARLY_BOARDS, days, boards);
        Dataset<Row> sightings = TrendingAppearances.graded(
                METHODS,
                lake.readDays(Tables.EARLY_BOARDS, days.get(0), days.get(days.size() - 1)),
                lake.spark().createDataFrame(cases, cases.get(0).schema()));
        lake.replaceWhere(
                Tables.EARLY_SIGHTINGS,
                "trended_on >= DATE'%s' AND trended_on <= DATE'%s'".formatted(from, to),
                sightings);
        for (String method : METHODS) {
            coverage.put(
                    method,
                    TrendingAppearances.coverage(
                                    settings.signal().earlyStars(),
                                    firstAppearances,
                                    snapshots,
                                    lake.readDays(Tables.EARLY_BOARDS, days.get(0), days.get(days.size() - 1))
                                            .where(col("method").equalTo(method)),
                                    lake.read(Tables.CENSUS))
                            .collectAsList());
        }
        lake.replaceWhere(
                Tables.COVERAGE,
                "trended_on >= DATE'%s' AND trended_on <= DATE'%s'".formatted(from, to),
                lake.spark().createDataFrame(coverage.get(BOARD), Tables.COVERAGE.nullableSchema()));
        return METHODS.stream().map(method -> earliness(method, from, to, days)).toList();
    }

    private Dataset<Row> boards(List<LocalDate> days, NavigableSet<LocalDate> observed) {
        LocalDate end = days.get(days.size() - 1);
        Dataset<Row> known = lake.readDays(Tables.SNAPSHOTS, observed.first(), end);
        Dataset<Row> histories = Examples.histories(known).persist(StorageLevel.MEMORY_AND_DISK_SER());
        Dataset<Row> sample = Features.sample(
                        settings.predict(), Training.observedDays(end, observed), known, histories)
                .persist(StorageLevel.MEMORY_AND_DISK_SER());
        try {
            stages.run("features", sample::count);
            List<Row> boards = new ArrayList<>();
            for (Map.Entry<YearMonth, List<LocalDate>> month :
                    WalkForward.months(days).entrySet()) {
                List<LocalDate> ofMonth = month.getValue();
                Optional<BreakoutModel> model =
                        stages.run("model of " + month.getKey(), () -> WalkForward.model(ofMonth, sample));
                stages.run(
                        "boards of " + month.getKey(), () -> boards.addAll(boardsOf(ofMonth, model, known, histories)));
            }
            return lake.spark().createDataFrame(boards, Tables.EARLY_BOARDS.nullableSchema());
        } finally {
            sample.unpersist();
            histories.unpersist();
        }
    }

    /** At most a hundred rows a day. */
    private List<Row> boardsOf(
            List<LocalDate> days, Optional<BreakoutModel> model, Dataset<Row> known, Dataset<Row> histories) {
        Optional<Dataset<Row>> probabilities =
                model.map(judge -> judge.probabilities(Features.measured(settings.predict(), days, known, histories))
                        .persist(StorageLevel.MEMORY_AND_DISK()));
        try {
            List<Row> boards = new ArrayList<>();
            for (LocalDate day : days) {
                Dataset<Row> onBoard = Board.of(
                        settings,
                        day,
                        lake.readDays(Tables.SNAPSHOTS, day.minusDays(Signals.LOOKBACK_DAYS), day),
                        surfaced,
                        model.map(judge -> new Board.Forecast(
                                        judge.id(),
                                        probabilities
                                                .orElseThrow()
                                                .where(col(Table.DAY).equalTo(Lake.literal(day)))))
                                .orElse(null),
                        null,
                        null);
                List<Row> shown = onBoard.withColumn(
                                "pace_place",
                                row_number()
                                        .over(Window.orderBy(
                                                col(Columns.VELOCITY_24H).desc_nulls_last(),
                                                col("stars").desc(),
                                                col("repo_key"))))
                        .where(col(Columns.BOARD_PLACE)
                                .isNotNull()
                                .or(col("pace_place").leq(settings.signal().tracked())))
                        .select(
                                Lake.literal(day),
                                col(Columns.BOARD_PLACE),
                                col("pace_place"),
                                col("repo_key"),
                                col("full_name"),
                                col("stars"),
                                col("model"),
                                col("tier"))
                        .collectAsList();
                shown.forEach(row -> boards.addAll(places(row)));
                surfaced = shown.stream()
                        .filter(row -> Tier.of(row.getString(7)) == Tier.SURFACING)
                        .map(row -> row.getString(3))
                        .toList();
            }
            return boards;
        } finally {
            probabilities.ifPresent(Dataset::unpersist);
        }
    }

    private List<Row> places(Row row) {
        List<Row> places = new ArrayList<>();
        if (!row.isNullAt(1)) {
            places.add(
                    RowFactory.create(row.get(0), BOARD, row.get(1), row.get(3), row.get(4), row.get(5), row.get(6)));
        }
        if (row.getInt(2) <= settings.signal().tracked()) {
            places.add(RowFactory.create(row.get(0), FASTEST, row.get(2), row.get(3), row.get(4), row.get(5), null));
        }
        return places;
    }

    private LeadTime earliness(String method, LocalDate from, LocalDate to, List<LocalDate> days) {
        List<Row> sightings = lake.read(Tables.EARLY_SIGHTINGS)
                .where(col("method").equalTo(method))
                .where(col("trended_on").between(Lake.literal(from), Lake.literal(to)))
                .select("days_ahead", "days_observed")
                .collectAsList();
        List<Integer> ahead = sightings.stream()
                .filter(row -> !row.isNullAt(0))
                .map(row -> row.getInt(0))
                .toList();
        Set<String> listed = new HashSet<>();
        Map<LocalDate, Set<String>> first = new HashMap<>();
        lake.readDays(Tables.EARLY_BOARDS, days.get(0), days.get(days.size() - 1))
                .where(col("method").equalTo(method))
                .select(Table.DAY, "repo_key", "board_place")
                .collectAsList()
                .forEach(row -> {
                    listed.add(row.getString(1));
                    if (row.getInt(2) <= settings.signal().surfacing()) {
                        first.computeIfAbsent(Lake.toLocalDate(row, 0), day -> new HashSet<>())
                                .add(row.getString(1));
                    }
                });
        long observed = sightings.stream().filter(row -> row.getLong(1) > 0).count();
        List<Row> all = coverage.getOrDefault(method, List.of());
        return new LeadTime(
                method,
                all.size(),
                all.stream().filter(row -> row.<Long>getAs("days_observed") > 0).count(),
                all.stream().filter(row -> row.getAs("first_listed_on") != null).count(),
                sightings.size(),
                observed,
                ahead.size(),
                ahead,
                listed.size(),
                days.size(),
                orNull(Turnover.shareNew(first, 1)),
                orNull(Turnover.shareNew(first, WEEK_DAYS)));
    }

    private static @Nullable Double orNull(OptionalDouble value) {
        return value.isPresent() ? (Double) value.getAsDouble() : null;
    }
}
