package dev.reposignal.query;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.inline;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.lower;

import dev.reposignal.cluster.Texts;
import dev.reposignal.concurrent.BackgroundTask;
import dev.reposignal.error.Errors;
import dev.reposignal.lake.Lake;
import dev.reposignal.lake.RepositoryMonths;
import dev.reposignal.stats.VectorMath;
import dev.reposignal.table.Columns;
import dev.reposignal.table.RunStatus;
import dev.reposignal.table.Table;
import dev.reposignal.table.Tables;
import dev.reposignal.table.Tier;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/** Reads the data of one repository: some small queries, the slow ones in parallel. */
public final class RepositoryReader {
    /** Days of history by default. */
    public static final int HISTORY_DAYS = 91;

    /** The tables read after the repository is found. Not {@code snapshots}, whose log is the longest: repo_months is enough in most cases. */
    private static final List<Table> FURTHER = List.of(
            Tables.CLUSTER_MEMBERS,
            Tables.SCORE_COMPONENTS,
            Tables.EMBEDDINGS,
            Tables.REPO_MONTHS,
            Tables.CLUSTERS,
            Tables.PREDICTIONS,
            Tables.RUNS);

    private static final int NEIGHBOURS = 5;

    private final Lake lake;
    private final LocalDate day;
    private final LocalDate historyFrom;

    private RepositoryReader(Lake lake, LocalDate day, LocalDate historyFrom) {
        this.lake = lake;
        this.day = day;
        this.historyFrom = historyFrom;
    }

    /**
     * The facts of repositories on the night of a day.
     *
     * @param requested the day; null for the latest the lake has signals of
     * @param since the first day of the history to read; null for {@value #HISTORY_DAYS} days, which cost the same however
     *     long the lake is
     * @param fullNames owner/name in any case, also an earlier one
     * @return in the order of the names
     * @throws dev.reposignal.error.UserException where there was no night on the day, or it has none of that name
     */
    public static List<RepositoryFacts> facts(
            Lake lake, @Nullable LocalDate requested, @Nullable LocalDate since, List<String> fullNames) {
        // The log of a table is read at its first query; the first queries of several tables run in parallel.
        BackgroundTask<List<Table>> logs = lake.loading(FURTHER);
        try (logs) {
            LocalDate day = night(lake, requested);
            LocalDate historyFrom = since == null ? day.minusDays(HISTORY_DAYS - 1L) : since;
            RepositoryReader reader = new RepositoryReader(lake, day, historyFrom);
            return fullNames.stream().map(reader::facts).toList();
        }
    }

    private static LocalDate night(Lake lake, @Nullable LocalDate requested) {
        LocalDate latest = lake.latestDay(Tables.REPO_SIGNALS)
                .orElseThrow(() -> Errors.missingTable(Tables.REPO_SIGNALS.name(), lake.root()));
        LocalDate day = requested == null ? latest : requested;
        if (!lake.days(Tables.REPO_SIGNALS).contains(day)) {
            throw Errors.noNightOn(day.toString(), lake.root());
        }
        return day;
    }

    private RepositoryFacts facts(String fullName) {
        List<Row> signals = lake.readDay(Tables.REPO_SIGNALS, day)
                .where(isNamed(fullName).or(Tier.onBoard()))
                .collectAsList();
        Row signal = signals.stream()
                .filter(row -> row.<String>getAs("full_name").equalsIgnoreCase(fullName))
                .findFirst()
                .orElseGet(() -> underAnotherName(fullName));
        String repoKey = signal.getAs("repo_key");
        try (BackgroundTask<NavigableMap<LocalDate, Row>> observed = BackgroundTask.begun(() -> observed(repoKey));
                BackgroundTask<Optional<LocalDate>> firstObserved = BackgroundTask.begun(() -> firstObserved(repoKey));
                BackgroundTask<Surroundings> surroundings = BackgroundTask.begun(() -> surroundings(repoKey))) {
            List<Row> components = components(repoKey);
            List<RepositoryFacts.TrackedNight> tracked = tracked(repoKey);
            List<Row> predictions = predictions(repoKey);
            NavigableMap<LocalDate, Long> history = new TreeMap<>();
            observed.answer().tailMap(historyFrom, true).forEach((each, row) -> history.put(each, row.getAs("stars")));
            return new RepositoryFacts(
                    day,
                    signal,
                    isArchived(observed.answer().get(day)),
                    components,
                    BoardThresholds.of(signals.stream()
                            .filter(row -> Tier.of(row.getAs("tier")).isOnBoard())
                            .toList()),
                    surroundings.answer().cluster(),
                    surroundings.answer().neighbours(),
                    history,
                    historyFrom,
                    firstObserved.answer().orElse(null),
                    tracked,
                    predictions);
        }
    }

    private static org.apache.spark.sql.Column isNamed(String fullName) {
        return lower(col("full_name")).equalTo(lit(fullName.toLowerCase(Locale.ROOT)));
    }

    private static org.apache.spark.sql.Column isOf(String repoKey) {
        return col("repo_key").equalTo(lit(repoKey));
    }

    /** What the census says of a name, in a lake whose days are collected; empty in another. */
    private String whyNotCollected(String fullName) {
        if (lake.read(Tables.COLLECTS).isEmpty()) {
            return "";
        }
        String follow = "reposignal follow --lake %s %s".formatted(lake.root(), fullName);
        List<Row> known = lake.read(Tables.CENSUS)
                .where(lower(col("full_name")).equalTo(lit(fullName.toLowerCase(Locale.ROOT))))
                .orderBy(col("last_seen_on").desc_nulls_last(), col("repo_key"))
                .select("state", "state_on", "why", "first_seen_on")
                .limit(1)
                .collectAsList();
        if (known.isEmpty()) {
            return "The collector does not follow it: nobody named it and no search found it. Follow it with %s."
                    .formatted(follow);
        }
        Row census = known.get(0);
        String why = census.isNullAt(2) ? "" : " (%s)".formatted(census.getString(2));
        return switch (census.getString(0)) {
            case "paused" -> "It is paused since %s%s. Follow it again with %s.".formatted(census.get(1), why, follow);
            case "gone" -> "It is gone since %s%s.".formatted(census.get(1), why);
            default ->
                "The collector follows it since %s; it has a signal after its first collected days."
                        .formatted(census.get(3));
        };
    }

    /** A repository that once had this name and has a signal on the day, or the reason why there is none. */
    private Row underAnotherName(String fullName) {
        List<Row> last = namedSo(fullName)
                .orderBy(col(Table.DAY).desc(), col("repo_key"))
                .limit(1)
                .collectAsList();
        Dataset<Row> today = lake.readDay(Tables.REPO_SIGNALS, day);
        if (last.isEmpty()) {
            throw Errors.unknownRepository(
                    fullName, day.toString(), SimilarNames.of(fullName, today), whyNotCollected(fullName));
        }
        List<Row> renamed = today.where(isOf(last.get(0).getString(0))).collectAsList();
        if (renamed.isEmpty()) {
            throw Errors.notObserved(
                    fullName, day.toString(), Lake.toLocalDate(last.get(0), 1).toString());
        }
        return renamed.get(0);
    }

    /**
     * repo_key and snapshot_date of those that had this name: any day of the last months, and of earlier ones the last day in
     * each. To go through all days of a long lake would take as long as all the rest.
     */
    private Dataset<Row> namedSo(String fullName) {
        Dataset<Row> months = months(lake.read(Tables.SNAPSHOTS)).withColumnRenamed("last_day", Table.DAY);
        Dataset<Row> days =
                lake.read(Tables.SNAPSHOTS).where(col(Table.DAY).geq(Lake.literal(day.minusDays(HISTORY_DAYS - 1L))));
        return months.select("repo_key", "full_name", Table.DAY)
                .union(days.select("repo_key", "full_name", Table.DAY))
                .where(isNamed(fullName).and(col(Table.DAY).leq(Lake.literal(day))))
                .select("repo_key", Table.DAY);
    }

    private Dataset<Row> months(Dataset<Row> snapshots) {
        return RepositoryMonths.read(lake, snapshots, lake.version(Tables.SNAPSHOTS));
    }

    private static boolean isArchived(@Nullable Row observation) {
        return observation != null && Boolean.TRUE.equals(observation.<@Nullable Boolean>getAs("archived"));
    }

    private NavigableMap<LocalDate, Row> observed(String repoKey) {
        NavigableMap<LocalDate, Row> observed = new TreeMap<>();
        // The day itself always: its row has the column archived.
        LocalDate first = historyFrom.isAfter(day) ? day : historyFrom;
        months(lake.readDays(Tables.SNAPSHOTS, first, day))
                .where(isOf(repoKey).and(col("month").between(monthOf(first), monthOf(day))))
                .select(inline(col("days")))
                .where(col(Table.DAY).between(Lake.literal(first), Lake.literal(day)))
                .select(Table.DAY, "stars", "archived")
                .collectAsList()
                .forEach(row -> observed.put(Lake.toLocalDate(row, 0), row));
        return observed;
    }

    /** The first day in the whole lake with a snapshot of the repository; repo_months has one row a month. */
    private Optional<LocalDate> firstObserved(String repoKey) {
        return months(lake.read(Tables.SNAPSHOTS))
                .where(isOf(repoKey).and(col("first_day").leq(Lake.literal(day))))
                .select("first_day")
                .collectAsList()
                .stream()
                .map(row -> Lake.toLocalDate(row, 0))
                .min(Comparator.naturalOrder());
    }

    /** The days whose last run was held or failed; their tables were never published. */
    private Set<LocalDate> unpublishedDays() {
        Map<LocalDate, RunStatus> last = new HashMap<>();
        lake.read(Tables.RUNS)
                .select(Table.DAY, "status")
                .orderBy("finished_at", "run_id")
                .collectAsList()
                .forEach(row -> last.put(Lake.toLocalDate(row, 0), RunStatus.of(row.getString(1))));
        return last.entrySet().stream()
                .filter(run -> !run.getValue().isPublishable())
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    private static org.apache.spark.sql.Column monthOf(LocalDate day) {
        return Lake.literal(day.withDayOfMonth(1));
    }

    private List<RepositoryFacts.TrackedNight> tracked(String repoKey) {
        Set<LocalDate> unpublished = unpublishedDays();
        return lake
                .read(Tables.REPO_SIGNALS)
                .where(isOf(repoKey).and(Tier.onBoard()).and(col(Table.DAY).leq(Lake.literal(day))))
                .select(col(Table.DAY), col("tier"), coalesce(col(Columns.BOARD_PLACE), col(Columns.SIGNAL_RANK)))
                .collectAsList()
                .stream()
                .map(row -> new RepositoryFacts.TrackedNight(
                        Lake.toLocalDate(row, 0), Tier.of(row.getString(1)), row.getInt(2)))
                .filter(night -> !unpublished.contains(night.day()))
                .sorted(Comparator.comparing(RepositoryFacts.TrackedNight::day))
                .toList();
    }

    private List<Row> components(String repoKey) {
        return lake.readDay(Tables.SCORE_COMPONENTS, day).where(isOf(repoKey)).collectAsList().stream()
                .sorted(Comparator.comparing((Row row) -> row.<BigDecimal>getAs("points"))
                        .thenComparing(row -> row.<BigDecimal>getAs("weight"))
                        .reversed()
                        .thenComparing(row -> row.<String>getAs("component")))
                .toList();
    }

    /** @param cluster null where the repository is in none, which then has no neighbours */
    private record Surroundings(@Nullable Row cluster, List<RepositoryFacts.Neighbour> neighbours) {}

    private Surroundings surroundings(String repoKey) {
        Optional<String> clusterId = clusterId(repoKey);
        if (clusterId.isEmpty()) {
            return new Surroundings(null, List.of());
        }
        try (BackgroundTask<Row> cluster = BackgroundTask.begun(() -> cluster(clusterId.get()))) {
            List<RepositoryFacts.Neighbour> neighbours = neighbours(repoKey, clusterId.get());
            return new Surroundings(cluster.answer(), neighbours);
        }
    }

    private Optional<String> clusterId(String repoKey) {
        return lake
                .readDay(Tables.CLUSTER_MEMBERS, day)
                .where(isOf(repoKey).and(col("cluster_id").isNotNull()))
                .select("cluster_id")
                .collectAsList()
                .stream()
                .map(row -> row.getString(0))
                .findFirst();
    }

    private Row cluster(String clusterId) {
        return lake.readDay(Tables.CLUSTERS, day)
                .where(col("cluster_id").equalTo(lit(clusterId)))
                .head();
    }

    /** A cluster is some hundred repositories: named one by one they need no joins. */
    private List<RepositoryFacts.Neighbour> neighbours(String repoKey, String clusterId) {
        Map<String, List<Row>> byHash =
                texts(clusterId).stream().collect(Collectors.groupingBy(row -> row.getString(0)));
        Map<String, List<Placed>> byModel = new HashMap<>();
        lake.read(Tables.EMBEDDINGS)
                .where(col("text_hash").isInCollection(byHash.keySet()))
                .select("text_hash", "model", "vector")
                .collectAsList()
                .forEach(row -> byHash.getOrDefault(row.getString(0), List.of())
                        .forEach(text -> byModel.computeIfAbsent(row.getString(1), model -> new ArrayList<>())
                                .add(new Placed(text.getString(1), text.getString(2), row.getList(2)))));
        // Only one model embedded this day's texts whole; another may have left some of them behind.
        List<Placed> placed = byModel.values().stream()
                .filter(all -> all.stream().anyMatch(each -> each.repoKey().equals(repoKey)))
                .max(Comparator.comparing(List::size))
                .orElse(List.of());
        return placed.stream()
                .filter(each -> each.repoKey().equals(repoKey))
                .findFirst()
                .map(own -> nearest(own, placed))
                .orElse(List.of());
    }

    /** The members of a cluster: text_hash, repo_key, full_name. */
    private List<Row> texts(String clusterId) {
        List<Row> members = lake.readDay(Tables.CLUSTER_MEMBERS, day)
                .where(col("cluster_id").equalTo(lit(clusterId)))
                .select("text_hash", "repo_key", "full_name")
                .collectAsList();
        if (members.stream().noneMatch(row -> row.isNullAt(0))) {
            return members;
        }
        // A night of an older version: from the texts themselves.
        List<String> repoKeys = members.stream().map(row -> row.getString(1)).toList();
        return Texts.prepared(lake.readDay(Tables.SNAPSHOTS, day)
                        .where(col("repo_key").isInCollection(repoKeys)))
                .select("text_hash", "repo_key", "full_name")
                .collectAsList();
    }

    /** A repository and the vector of its text, of unit length. */
    private record Placed(String repoKey, String fullName, List<Float> vector) {}

    private static List<RepositoryFacts.Neighbour> nearest(Placed own, List<Placed> all) {
        return all.stream()
                .filter(each -> !each.repoKey().equals(own.repoKey()))
                .map(each ->
                        new RepositoryFacts.Neighbour(each.fullName(), VectorMath.dot(own.vector(), each.vector())))
                .sorted(Comparator.comparing(RepositoryFacts.Neighbour::similarity)
                        .reversed()
                        .thenComparing(RepositoryFacts.Neighbour::fullName))
                .limit(NEIGHBOURS)
                .toList();
    }

    private List<Row> predictions(String repoKey) {
        Dataset<Row> asked = lake.read(Tables.PREDICTIONS)
                .where(col("subject_key")
                        .equalTo(lit(repoKey))
                        .and(col("made_on").leq(Lake.literal(day))))
                .select("prediction_id", "made_on", "due_on", "claim", "probability", "base_rate");
        List<Row> made = asked.collectAsList();
        if (made.isEmpty()) {
            return List.of(); // True of most repositories: outcomes need not be read.
        }
        Dataset<Row> graded = lake.read(Tables.PREDICTION_OUTCOMES)
                .where(col("resolved_on").leq(Lake.literal(day)))
                .select("prediction_id", "outcome", "evidence");
        return lake.spark()
                .createDataFrame(made, asked.schema())
                .join(broadcast(graded), new String[] {"prediction_id"}, "left")
                .select("made_on", "due_on", "claim", "probability", "base_rate", "outcome", "evidence")
                .orderBy(col("made_on").desc(), col("claim"))
                .collectAsList();
    }
}
