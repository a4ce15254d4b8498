package dev.reposignal.night;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.map;

import dev.reposignal.error.Errors;
import dev.reposignal.lake.Lake;
import dev.reposignal.lake.RepositoryMonths;
import dev.reposignal.table.Outcome;
import dev.reposignal.table.RunStatus;
import dev.reposignal.table.Table;
import dev.reposignal.table.Tables;
import java.sql.Date;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.jspecify.annotations.Nullable;

/**
 * Takes a wrong day out of the lake: its snapshots, everything derived from them, what it graded. Each removal is a row of
 * {@code removed_days} with the versions of all tables before it, from which the day can be put back.
 */
public final class DayRemoval {
    /**
     * What a removal takes away.
     *
     * @param rows rows of the day by table
     * @param claims claims of the day that nothing has graded: they are withdrawn
     * @param outcomes claims that were graded by the day: they are open again
     */
    public record Plan(LocalDate day, Map<String, Long> rows, long claims, long outcomes) {}

    /** How the evidence of a withdrawn claim begins. */
    private static final String WITHDRAWN = "withdrawn: ";

    private final Lake lake;

    public DayRemoval(Lake lake) {
        this.lake = lake;
    }

    /**
     * What would be taken away.
     *
     * @throws dev.reposignal.error.UserException where no table holds the day
     */
    public Plan plan(LocalDate day) {
        Map<String, Long> rows = new TreeMap<>();
        for (Table table : tables(day)) {
            rows.put(table.name(), lake.readDay(table, day).count());
        }
        if (rows.isEmpty() && unfinished(day).isEmpty()) {
            throw Errors.noSuchDay(day.toString(), lake.root());
        }
        return new Plan(
                day,
                rows,
                openClaims(day).count(),
                outcomes(lake.read(Tables.PREDICTION_OUTCOMES), day).count());
    }

    /**
     * Takes the day out. A removal that was killed half-way is finished, with the record that it had made.
     *
     * @param why for the record, the ledger and the day's row in runs
     */
    public Plan remove(LocalDate day, String why, Instant at) {
        Plan plan = plan(day);
        lake.bringUpToDate(Tables.ALL);
        // The record comes first, with the versions before: one made later would restore the day half-removed.
        if (unfinished(day).isEmpty()) {
            lake.appendNew(Tables.REMOVED_DAYS, record(plan, why, at));
        }
        Optional<Long> before = lake.version(Tables.SNAPSHOTS);
        for (Table table : tables(day)) {
            lake.replaceDay(table, day, none(table));
        }
        RepositoryMonths.keep(lake, before, List.of(day));
        if (plan.outcomes() > 0) {
            lake.replaceWhere(Tables.PREDICTION_OUTCOMES, gradedBy(day), none(Tables.PREDICTION_OUTCOMES));
        }
        lake.appendNew(
                Tables.PREDICTION_OUTCOMES,
                openClaims(day)
                        .select(
                                col("prediction_id"),
                                lit(Date.valueOf(day)).as("resolved_on"),
                                lit(Outcome.UNOBSERVABLE.value()).as("outcome"),
                                lit(null).cast("date").as("observed_on"),
                                lit(null).cast("double").as("observed_value"),
                                lit("%s%s was taken out of the lake: %s".formatted(WITHDRAWN, day, why))
                                        .as("evidence")));
        noteRun(day, RunStatus.HELD, "The day was taken out of the lake: " + why, at);
        return plan;
    }

    /**
     * The last removal of a day where the day was not delivered again since: it may have been killed before its end, and
     * snapshots are what it takes away first.
     */
    private Optional<Row> unfinished(LocalDate day) {
        return lastRemoval(day)
                .filter(removal -> removal.isNullAt(removal.fieldIndex("restored_at")))
                .filter(removal -> {
                    Map<String, Long> before = removal.getJavaMap(removal.fieldIndex("table_versions"));
                    return !lake.days(Tables.SNAPSHOTS).contains(day)
                            || lake.version(Tables.SNAPSHOTS)
                                    .equals(Optional.ofNullable(before.get(Tables.SNAPSHOTS.name())));
                });
    }

    private Optional<Row> lastRemoval(LocalDate day) {
        return lake
                .read(Tables.REMOVED_DAYS)
                .where(col(Table.DAY).equalTo(lit(Date.valueOf(day))))
                .orderBy(col("removed_at").desc())
                .limit(1)
                .collectAsList()
                .stream()
                .findFirst();
    }

    /**
     * Puts a day back as it was before it was last taken out.
     *
     * @return the rows put back by table; none where the day is back already
     * @throws dev.reposignal.error.UserException where it was never taken out
     */
    public Map<String, Long> restore(LocalDate day, Instant at) {
        Row removal = lastRemoval(day).orElseThrow(() -> Errors.dayNotRemoved(day.toString(), lake.root()));
        if (!removal.isNullAt(removal.fieldIndex("restored_at"))) {
            return Map.of();
        }
        Map<String, Long> versions = new HashMap<>(removal.getJavaMap(removal.fieldIndex("table_versions")));
        Optional<Long> before = lake.version(Tables.SNAPSHOTS);
        Map<String, Long> rows = new TreeMap<>();
        for (Table table : Tables.ALL) {
            Long version = versions.get(table.name());
            if (version == null || !table.isByDay()) {
                continue;
            }
            Dataset<Row> then = lake.readDays(table, version, day, day);
            long count = then.count();
            if (count > 0) {
                lake.replaceDay(table, day, then);
                rows.put(table.name(), count);
            }
        }
        RepositoryMonths.keep(lake, before, List.of(day));
        Long outcomes = versions.get(Tables.PREDICTION_OUTCOMES.name());
        if (outcomes != null) {
            lake.replaceWhere(
                    Tables.PREDICTION_OUTCOMES,
                    "resolved_on = DATE'%s' AND evidence LIKE '%s%%'".formatted(day, WITHDRAWN),
                    none(Tables.PREDICTION_OUTCOMES));
            lake.appendNew(Tables.PREDICTION_OUTCOMES, outcomes(lake.read(Tables.PREDICTION_OUTCOMES, outcomes), day));
        }
        String status = removal.getAs("run_status");
        if (status != null) {
            noteRun(day, RunStatus.of(status), null, at);
        }
        String isMeant = "removal_id = '%s'".formatted(removal.<String>getAs("removal_id"));
        lake.replaceWhere(
                Tables.REMOVED_DAYS,
                isMeant,
                lake.read(Tables.REMOVED_DAYS).where(isMeant).withColumn("restored_at", lit(Timestamp.from(at))));
        return rows;
    }

    private List<Table> tables(LocalDate day) {
        return Tables.ALL.stream()
                .filter(Table::isByDay)
                .filter(table -> lake.days(table).contains(day))
                .toList();
    }

    private Dataset<Row> none(Table table) {
        return lake.spark().createDataFrame(List.of(), table.schema());
    }

    private Dataset<Row> openClaims(LocalDate day) {
        return lake.read(Tables.PREDICTIONS)
                .where(col("made_on").equalTo(lit(Date.valueOf(day))))
                .join(
                        lake.read(Tables.PREDICTION_OUTCOMES)
                                .where("NOT " + gradedBy(day))
                                .select("prediction_id"),
                        new String[] {"prediction_id"},
                        "left_anti");
    }

    private static Dataset<Row> outcomes(Dataset<Row> outcomes, LocalDate day) {
        return outcomes.where(gradedBy(day));
    }

    /** Outcomes that rest on the day: observed on it, or given up in its night. */
    private static String gradedBy(LocalDate day) {
        return "(resolved_on = DATE'%s' OR (observed_on IS NOT NULL AND observed_on = DATE'%s'))".formatted(day, day);
    }

    private Dataset<Row> record(Plan plan, String why, Instant at) {
        Map<String, Long> versions = versions();
        long earlier = lake.read(Tables.REMOVED_DAYS)
                .where(col(Table.DAY).equalTo(lit(Date.valueOf(plan.day()))))
                .count();
        String status =
                lastRun(plan.day()).map(run -> run.<String>getAs("status")).orElse(null);
        Row row = RowFactory.create(
                String.format(Locale.ROOT, "%s-%04d", plan.day(), earlier + 1),
                Date.valueOf(plan.day()),
                why,
                Timestamp.from(at),
                plan.rows(),
                plan.claims(),
                plan.outcomes(),
                versions,
                status,
                null);
        return lake.spark().createDataFrame(List.of(row), Tables.REMOVED_DAYS.schema());
    }

    private Column[] versionColumns() {
        return versions().entrySet().stream()
                .flatMap(version -> Stream.of(lit(version.getKey()), lit(version.getValue())))
                .toArray(Column[]::new);
    }

    private Map<String, Long> versions() {
        Map<String, Long> versions = new TreeMap<>();
        for (Table table : Tables.ALL) {
            lake.version(table).ifPresent(version -> versions.put(table.name(), version));
        }
        return versions;
    }

    private Optional<Row> lastRun(LocalDate day) {
        return runs(day).orderBy(col("finished_at").desc(), col("run_id").desc()).limit(1).collectAsList().stream()
                .findFirst();
    }

    private Dataset<Row> runs(LocalDate day) {
        return lake.read(Tables.RUNS).where(col(Table.DAY).equalTo(lit(Date.valueOf(day))));
    }

    /** The last run of the day once more with another status, so that all who ask for published nights see it. */
    private void noteRun(LocalDate day, RunStatus status, @Nullable String reason, Instant at) {
        Optional<Row> last = lastRun(day);
        if (last.isEmpty()
                || (status.value().equals(last.get().getAs("status"))
                        && Objects.equals(reason, last.get().getAs("reason")))) {
            return;
        }
        String runId = last.get().getAs("run_id");
        lake.appendNew(
                Tables.RUNS,
                runs(day)
                        .where(col("run_id").equalTo(runId))
                        .withColumn(
                                "run_id",
                                lit(String.format(
                                        Locale.ROOT, "%s-%04d", day, runs(day).count() + 1)))
                        .withColumn("status", lit(status.value()))
                        .withColumn("reason", lit(reason).cast("string"))
                        .withColumn("output_versions", map(versionColumns()))
                        .withColumn("started_at", lit(Timestamp.from(at)))
                        .withColumn("finished_at", lit(Timestamp.from(at))));
    }
}
