package dev.reposignal.query;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import dev.reposignal.error.Errors;
import dev.reposignal.lake.Lake;
import dev.reposignal.lake.RepositoryMonths;
import dev.reposignal.table.RunStatus;
import dev.reposignal.table.Table;
import dev.reposignal.table.Tables;
import java.sql.Timestamp;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * A lake as one run left it: each table at the version that the run wrote; if it did not write it, at the version it read,
 * else at that of the run before.
 *
 * @param run the run
 * @param versions Delta version by table name; a table that is not among them did not exist
 */
public record PastNight(Run run, Map<String, Long> versions) {
    /** The columns of {@code runs} that are needed here. */
    record Run(
            String runId,
            LocalDate day,
            RunStatus status,
            Timestamp startedAt,
            Timestamp finishedAt,
            Map<String, Long> inputVersions,
            Map<String, Long> outputVersions) {
        private static final Comparator<Run> IN_TIME =
                Comparator.comparing(Run::finishedAt).thenComparing(Run::runId);

        boolean isPublishable() {
            return status.isPublishable();
        }
    }

    public PastNight {
        versions = Map.copyOf(versions);
    }

    /**
     * Finds a night.
     *
     * @param at a day (its last run that is not held or failed), a run_id, or a version of the table {@code runs} (the run it ends with)
     * @throws dev.reposignal.error.UserException where there is no such night
     */
    public static PastNight named(Lake lake, String at) {
        List<Run> runs = runs(lake.read(Tables.RUNS));
        Run run = find(lake, at, runs);
        Map<String, Long> versions = new TreeMap<>();
        for (Run earlier : runs) {
            if (Run.IN_TIME.compare(earlier, run) <= 0) {
                versions.putAll(earlier.inputVersions());
                versions.putAll(earlier.outputVersions());
            }
        }
        return new PastNight(run, versions);
    }

    private static Run find(Lake lake, String at, List<Run> runs) {
        Optional<Run> found;
        if (at.matches("\\d{4}-\\d{2}-\\d{2}")) {
            found = last(runs.stream()
                    .filter(run -> run.day().toString().equals(at) && run.isPublishable())
                    .toList());
        } else if (at.matches("\\d{1,18}")) {
            long version = Long.parseLong(at);
            long latest = lake.version(Tables.RUNS).orElse(-1L);
            // The row of a run that had just started then is none to look at.
            found = version > latest
                    ? Optional.empty()
                    : last(runs(lake.read(Tables.RUNS, version)).stream()
                            .filter(run -> run.status() != RunStatus.STARTED)
                            .toList());
        } else {
            found = runs.stream().filter(run -> run.runId().equals(at)).findFirst();
        }
        Run run = found.orElseThrow(() -> Errors.unknownNight(
                at,
                lake.root(),
                runs.stream()
                        .filter(Run::isPublishable)
                        .map(each -> each.day().toString())
                        .distinct()
                        .sorted(Comparator.reverseOrder())
                        .limit(3)
                        .toList()));
        if (!run.status().isWhole()) {
            throw Errors.failedNight(run.runId());
        }
        return run;
    }

    private static Optional<Run> last(List<Run> runs) {
        return runs.stream().max(Run.IN_TIME);
    }

    private static List<Run> runs(Dataset<Row> runs) {
        return runs
                .select("run_id", Table.DAY, "status", "started_at", "finished_at", "input_versions", "output_versions")
                .collectAsList()
                .stream()
                .map(row -> new Run(
                        row.getString(0),
                        Lake.toLocalDate(row, 1),
                        RunStatus.of(row.getString(2)),
                        row.getTimestamp(3),
                        row.getTimestamp(4),
                        row.getJavaMap(5),
                        row.getJavaMap(6)))
                .sorted(Run.IN_TIME)
                .toList();
    }

    /** As text for a prompt or a note. */
    public String described() {
        return "run %s, the night of %s".formatted(run.runId(), run.day());
    }

    /** The table as that night left it; no rows where it did not exist. */
    Dataset<Row> read(Lake lake, Table table) {
        // A table that a night neither reads nor writes has no version in runs, but each of its rows has a time.
        if (table.equals(Tables.RUNS)) {
            return lake.read(table)
                    .where(col("finished_at")
                            .leq(lit(run.finishedAt()))
                            .and(col(Table.DAY).leq(Lake.literal(run.day()))));
        }
        if (table.equals(Tables.INGESTS)) {
            return lake.read(table).where(col("ingested_at").leq(lit(run.startedAt())));
        }
        if (table.equals(Tables.REJECTED_ROWS)) {
            return lake.read(table)
                    .join(read(lake, Tables.INGESTS).select("ingest_id").distinct(), "ingest_id", "left_semi");
        }
        if (table.equals(Tables.REPO_MONTHS)) {
            return RepositoryMonths.read(
                    lake, read(lake, Tables.SNAPSHOTS), Optional.ofNullable(versions.get(Tables.SNAPSHOTS.name())));
        }
        Long version = versions.get(table.name());
        return version == null ? lake.read(table).limit(0) : lake.read(table, version);
    }
}
