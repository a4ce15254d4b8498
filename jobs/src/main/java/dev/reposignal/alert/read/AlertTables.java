package dev.reposignal.alert.read;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.array_compact;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.lower;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.max_by;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.when;

import dev.reposignal.alert.Alert;
import dev.reposignal.alert.AlertLog;
import dev.reposignal.alert.AlertRules;
import dev.reposignal.alert.KnownAlert;
import dev.reposignal.alert.NightEvents;
import dev.reposignal.alert.NightRun;
import dev.reposignal.lake.Lake;
import dev.reposignal.table.AlertRule;
import dev.reposignal.table.RunStatus;
import dev.reposignal.table.SubjectType;
import dev.reposignal.table.Table;
import dev.reposignal.table.Tables;
import dev.reposignal.table.Tier;
import dev.reposignal.watch.Watchlist;
import dev.reposignal.watch.Watchlists;
import dev.reposignal.watch.read.WatchedRows;
import java.sql.Date;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.jspecify.annotations.Nullable;

/** Reads what nights have to tell from the tables, and keeps what was told in {@code alerts} and {@code alert_checks}. */
public final class AlertTables implements AlertLog {
    /** Days without data that are worth an alert. */
    private static final int SILENT_DAYS = 7;

    private final Lake lake;
    private final Watchlists lists;
    private final AlertRules rules;

    /**
     * Alerts of one lake.
     *
     * @param lake with a session for small queries
     */
    public AlertTables(Lake lake, Watchlists lists, AlertRules rules) {
        this.lake = lake;
        this.lists = lists;
        this.rules = rules;
    }

    @Override
    public List<KnownAlert> known() {
        return lake.read(Tables.ALERTS).select("alert_id", "rule", "subject_key", "raised_on").collectAsList().stream()
                .map(row -> new KnownAlert(
                        row.getString(0), AlertRule.of(row.getString(1)), row.getString(2), Lake.toLocalDate(row, 3)))
                .toList();
    }

    @Override
    public Set<String> checkedRuns() {
        Set<String> runs = new HashSet<>();
        lake.read(Tables.ALERT_CHECKS).select("run_id").collectAsList().forEach(row -> runs.add(row.getString(0)));
        return runs;
    }

    @Override
    public void append(List<Alert> alerts) {
        lake.appendNew(
                Tables.ALERTS,
                lake.spark()
                        .createDataFrame(alerts.stream().map(AlertTables::row).toList(), Tables.ALERTS.schema()));
    }

    @Override
    public void check(Collection<NightRun> runs, int alerts) {
        List<Row> rows = runs.stream()
                .map(run -> RowFactory.create(run.runId(), Date.valueOf(run.day()), (long) alerts))
                .toList();
        lake.appendNew(Tables.ALERT_CHECKS, lake.spark().createDataFrame(rows, Tables.ALERT_CHECKS.schema()));
    }

    private static Row row(Alert alert) {
        return RowFactory.create(
                alert.alertId(),
                Date.valueOf(alert.raisedOn()),
                alert.rule().value(),
                alert.subjectType(),
                alert.subjectKey(),
                alert.subjectName(),
                alert.occasion(),
                alert.title(),
                alert.value(),
                alert.unit(),
                alert.stars(),
                alert.requiredValue(),
                Date.valueOf(alert.dueOn()),
                alert.lists().toArray(String[]::new));
    }

    static Alert alert(Row row) {
        return new Alert(
                RowDays.day(row, "raised_on"),
                AlertRule.of(row.getAs("rule")),
                row.getAs("subject_type"),
                row.getAs("subject_key"),
                row.getAs("subject_name"),
                row.getAs("occasion"),
                row.getAs("title"),
                row.getAs("value"),
                row.getAs("value_unit"),
                row.getAs("stars"),
                row.getAs("required_value"),
                row.getList(row.fieldIndex("lists")));
    }

    /** Days of collected rows. */
    static final class RowDays {
        private RowDays() {}

        static LocalDate day(Row row, String column) {
            return Lake.toLocalDate(row, row.fieldIndex(column));
        }
    }

    /** The alerts of the nights from a day on. */
    public List<Alert> since(LocalDate day) {
        return since(lake, day);
    }

    /** The alerts of a lake from a day on. */
    public static List<Alert> since(Lake lake, LocalDate day) {
        return lake.read(Tables.ALERTS).where(col("raised_on").geq(Lake.literal(day))).collectAsList().stream()
                .map(AlertTables::alert)
                .toList();
    }

    /** The alerts that a channel took already. */
    public Set<String> sent(String channel) {
        Set<String> sent = new HashSet<>();
        lake.read(Tables.ALERT_DELIVERIES)
                .where(col("channel").equalTo(channel))
                .select("alert_id")
                .collectAsList()
                .forEach(row -> sent.add(row.getString(0)));
        return sent;
    }

    /** Notes that a channel took alerts. */
    public void noteSent(String channel, List<Alert> alerts, Instant at) {
        List<Row> rows = alerts.stream()
                .map(alert -> RowFactory.create(alert.alertId(), channel, Timestamp.from(at)))
                .toList();
        lake.appendNew(Tables.ALERT_DELIVERIES, lake.spark().createDataFrame(rows, Tables.ALERT_DELIVERIES.schema()));
    }

    /** The last run of every day that can be published. */
    public List<NightRun> publishable() {
        return publishable(lake);
    }

    /** The last run of every day of a lake that can be published. */
    public static List<NightRun> publishable(Lake lake) {
        return lake
                .read(Tables.RUNS)
                .groupBy(Table.DAY)
                .agg(max_by(struct("status", "run_id"), struct("finished_at", "run_id"))
                        .as("last"))
                .selectExpr(Table.DAY, "last.status AS status", "last.run_id AS run_id")
                .where(RunStatus.publishable())
                .collectAsList()
                .stream()
                .map(row -> new NightRun(row.getString(2), Lake.toLocalDate(row, 0)))
                .toList();
    }

    /** What a night has to tell. */
    public NightEvents events(LocalDate day, Collection<NightRun> publishable) {
        TreeSet<LocalDate> nights = new TreeSet<>();
        publishable.forEach(run -> nights.add(run.day()));
        @Nullable LocalDate before = nights.lower(day);
        boolean isPurge =
                lake.readDay(Tables.FEED_HEALTH, day).where("is_purge_day").count() > 0;
        Map<String, List<String>> watched = new HashMap<>();
        List<NightEvents.Measured> measured = measured(day, before, watched);
        return new NightEvents(
                day, before == null, isPurge, measured, decided(day, watched), trends(day), forming(day), silent(day));
    }

    private List<NightEvents.Measured> measured(
            LocalDate day, @Nullable LocalDate before, Map<String, List<String>> watched) {
        Dataset<Row> now = lake.readDay(Tables.REPO_SIGNALS, day)
                .withColumn(
                        "lists",
                        array_compact(array(lists.all().stream()
                                .map(list -> when(WatchedRows.isNamed(list), lit(list.name())))
                                .toArray(Column[]::new))));
        Dataset<Row> past = before == null
                ? lake.spark().createDataFrame(List.of(), Tables.REPO_SIGNALS.schema())
                : lake.readDay(Tables.REPO_SIGNALS, before);
        Dataset<Row> then =
                past.selectExpr("repo_key", "tier AS tier_before", "full_name AS name_before", "stars AS stars_before");
        Column isMeant = coalesce(size(col("lists")).gt(0), lit(false))
                .or(coalesce(col("tier").notEqual(Tier.WATCHED.value()), lit(false)))
                .or(coalesce(col("tier_before").notEqual(Tier.WATCHED.value()), lit(false)))
                .or(coalesce(col("breakout_probability").geq(rules.probabilityAbove()), lit(false)))
                .or(coalesce(col("burst").geq(rules.burstAbove()), lit(false)));
        if (rules.isOfAll(AlertRule.MILESTONE)
                || rules.isOfAll(AlertRule.PURGE_LOSS)
                || rules.isOfAll(AlertRule.FIRST_SEEN)) {
            isMeant = lit(true);
        }
        Set<String> seenBefore = seenBefore(day);
        List<NightEvents.Measured> measured = new ArrayList<>();
        for (Row row :
                now.join(then, new String[] {"repo_key"}, "full").where(isMeant).collectAsList()) {
            String key = row.getAs("repo_key");
            String name = row.getAs("full_name") == null ? row.getAs("name_before") : row.getAs("full_name");
            List<String> ofRow = row.getAs("lists") == null ? List.of() : row.getList(row.fieldIndex("lists"));
            watched.put(key, ofRow);
            Long stars = row.getAs("stars") == null ? row.getAs("stars_before") : row.getAs("stars");
            String tier = row.getAs("tier");
            String tierBefore = row.getAs("tier_before");
            measured.add(new NightEvents.Measured(
                    key,
                    name,
                    stars == null ? 0 : stars,
                    tier == null ? null : Tier.of(tier),
                    row.getAs("board_place"),
                    tierBefore == null ? null : Tier.of(tierBefore),
                    row.getAs("stars_gained_24h"),
                    row.getAs("stars_gained_28d"),
                    row.getAs("burst"),
                    row.getAs("breakout_probability"),
                    tier != null && isNew(row) && !seenBefore.contains(key),
                    tier != null && (row.<Boolean>getAs("is_level_shift") || row.<Boolean>getAs("is_alias")),
                    ofRow));
        }
        return measured;
    }

    private static boolean isNew(Row row) {
        Integer days = row.getAs("history_days");
        return days != null && days == 0;
    }

    /** Of what has no observation in the weeks before the night, what has one before those. */
    private Set<String> seenBefore(LocalDate day) {
        Set<String> seen = new HashSet<>();
        if (lists.isEmpty() || !rules.enabled().contains(AlertRule.FIRST_SEEN)) {
            return seen;
        }
        lake.readDay(Tables.REPO_SIGNALS, day)
                .where("history_days = 0")
                .select("repo_key")
                .join(
                        lake.read(Tables.REPO_MONTHS)
                                .where(col("month")
                                        .lt(Lake.literal(day.minusDays(30).withDayOfMonth(1))))
                                .select("repo_key"),
                        new String[] {"repo_key"},
                        "left_semi")
                .collectAsList()
                .forEach(row -> seen.add(row.getString(0)));
        return seen;
    }

    private List<NightEvents.Decided> decided(LocalDate day, Map<String, List<String>> watched) {
        return lake
                .read(Tables.PREDICTION_OUTCOMES)
                .where(col("resolved_on").equalTo(Lake.literal(day)))
                .select("prediction_id", "outcome")
                .join(lake.read(Tables.PREDICTIONS), new String[] {"prediction_id"})
                .collectAsList()
                .stream()
                .map(row -> new NightEvents.Decided(
                        row.getAs("prediction_id"),
                        row.getAs("subject_type"),
                        row.getAs("subject_key"),
                        row.getAs("subject_name"),
                        row.getAs("claim"),
                        row.getAs("outcome"),
                        row.<Double>getAs("probability"),
                        watched.getOrDefault(row.<String>getAs("subject_key"), List.of())))
                .toList();
    }

    private List<NightEvents.Trend> trends(LocalDate day) {
        return lake.readDay(Tables.TRENDS, day).where("is_trend").orderBy("position").collectAsList().stream()
                .filter(row -> TREND_SUBJECTS.contains(row.<String>getAs("subject_type")))
                .map(row -> new NightEvents.Trend(
                        row.getAs("subject_type"),
                        row.getAs("subject_key"),
                        row.getAs("subject_name"),
                        row.<Double>getAs("week_velocity"),
                        row.<Double>getAs("before_velocity")))
                .toList();
    }

    private List<NightEvents.Trend> forming(LocalDate day) {
        return lake
                .readDay(Tables.CLUSTERS, day)
                .where("is_forming")
                .select("cluster_id", "label", "velocity_7d", "velocity_28d")
                .orderBy("cluster_id")
                .collectAsList()
                .stream()
                .map(row -> new NightEvents.Trend(
                        SubjectType.CLUSTER.value(),
                        row.getString(0),
                        row.getString(1),
                        row.getDouble(2),
                        row.getDouble(3)))
                .toList();
    }

    private static final Set<String> TREND_SUBJECTS =
            Set.of(SubjectType.CLUSTER.value(), SubjectType.LANGUAGE.value(), "field");

    /** Watched names with rows in the week before last and none since, and the feed after a week without a day. */
    private List<NightEvents.Silent> silent(LocalDate day) {
        List<NightEvents.Silent> silent = new ArrayList<>();
        NavigableSet<LocalDate> days = lake.days(Tables.SNAPSHOTS);
        @Nullable LocalDate previous = days.lower(day);
        if (previous != null && !previous.isAfter(day.minusDays(SILENT_DAYS))) {
            silent.add(new NightEvents.Silent(SubjectType.FEED.value(), "feed", "The feed", previous, List.of()));
            return silent;
        }
        List<String> names = lists.repositories().stream()
                .map(name -> name.toLowerCase(Locale.ROOT))
                .toList();
        if (names.isEmpty() || !rules.enabled().contains(AlertRule.NO_DATA)) {
            return silent;
        }
        lake.readDays(Tables.SNAPSHOTS, day.minusDays(2L * SILENT_DAYS - 1), day)
                .where(lower(col("full_name")).isInCollection(names))
                .groupBy("repo_key")
                .agg(
                        max(Table.DAY).as("last_day"),
                        max_by(col("full_name"), col(Table.DAY)).as("full_name"))
                .where(col("last_day").leq(Lake.literal(day.minusDays(SILENT_DAYS))))
                .collectAsList()
                .forEach(row -> silent.add(new NightEvents.Silent(
                        SubjectType.REPOSITORY.value(),
                        row.getString(0),
                        row.getString(2),
                        Lake.toLocalDate(row, 1),
                        lists.all().stream()
                                .filter(list -> Watchlists.of(List.of(list)).names(row.getString(2)))
                                .map(Watchlist::name)
                                .toList())));
        return silent;
    }
}
