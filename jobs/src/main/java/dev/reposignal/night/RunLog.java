package dev.reposignal.night;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import dev.reposignal.config.Settings;
import dev.reposignal.config.SettingsLoader;
import dev.reposignal.lake.Lake;
import dev.reposignal.table.RunStatus;
import dev.reposignal.table.Table;
import dev.reposignal.table.Tables;
import java.sql.Date;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.jspecify.annotations.Nullable;

/**
 * Writes a run's row in {@code runs}: as started before its tables and with its result after them, so that a killed run is
 * told from a whole one.
 */
final class RunLog {
    private final Lake lake;
    private final Settings settings;
    private final String codeVersion;
    private final @Nullable String subjectsHash;

    /** For runs that are noted already. */
    RunLog(Lake lake, Settings settings, String codeVersion) {
        this(lake, settings, codeVersion, null);
    }

    /**
     * For new runs.
     *
     * @param subjectsHash hash of the lists of subjects and fields
     */
    RunLog(Lake lake, Settings settings, String codeVersion, @Nullable String subjectsHash) {
        this.lake = lake;
        this.settings = settings;
        this.codeVersion = codeVersion;
        this.subjectsHash = subjectsHash;
    }

    /**
     * Writes the row of a run that begins and returns its run_id. Runs that are still noted as started were killed: there is
     * one writer.
     */
    String started(Manifest manifest) {
        LocalDate day = manifest.day();
        Dataset<Row> runs = lake.read(Tables.RUNS);
        Row counts = runs.agg(
                        sum(when(col(Table.DAY).equalTo(Lake.literal(day)), 1L).otherwise(0L)),
                        sum(when(col("status").equalTo(RunStatus.STARTED.value()), 1L)
                                .otherwise(0L)))
                .head();
        // Day and attempt, so that runs sort by day and then by time.
        long earlier = counts.isNullAt(0) ? 0 : counts.getLong(0);
        String runId = String.format(Locale.ROOT, "%s-%04d", day, earlier + 1);
        if (!counts.isNullAt(1) && counts.getLong(1) > 0) {
            String isStarted = "status = '%s'".formatted(RunStatus.STARTED.value());
            List<String> killed = runs.where(isStarted).select("run_id").collectAsList().stream()
                    .map(row -> row.getString(0))
                    .toList();
            replace(killed, rows -> rows.withColumn("status", lit(RunStatus.INTERRUPTED.value()))
                    .withColumn("reason", lit("The process was killed.")));
        }
        lake.appendNew(Tables.RUNS, row(runId, RunStatus.STARTED, null, manifest.startedAt(), manifest));
        return runId;
    }

    /** Writes the result of a run over its row. */
    void ended(String runId, RunStatus status, @Nullable String reason, Manifest manifest) {
        lake.replaceWhere(
                Tables.RUNS, "run_id = '%s'".formatted(runId), row(runId, status, reason, manifest.now(), manifest));
    }

    private Dataset<Row> row(
            String runId, RunStatus status, @Nullable String reason, Instant finishedAt, Manifest manifest) {
        Row row = RowFactory.create(
                runId,
                Date.valueOf(manifest.day()),
                status.value(),
                reason,
                Timestamp.from(manifest.startedAt()),
                Timestamp.from(finishedAt),
                codeVersion,
                SettingsLoader.toJson(settings),
                manifest.inputVersions(),
                manifest.outputVersions(),
                manifest.rowCounts(),
                manifest.stageMillis(),
                null,
                subjectsHash);
        return lake.spark().createDataFrame(List.of(row), Tables.RUNS.schema());
    }

    /** Notes that the site with these runs was switched into place. */
    void published(Collection<String> runIds, Instant at) {
        replace(runIds, rows -> rows.withColumn("status", lit(RunStatus.PUBLISHED.value()))
                .withColumn("published_at", lit(Timestamp.from(at))));
    }

    /** Notes that the site with these runs could not be written or switched. */
    void siteFailed(Collection<String> runIds, String reason) {
        replace(runIds, rows -> rows.withColumn("status", lit(RunStatus.SITE_FAILED.value()))
                .withColumn("reason", lit(reason)));
    }

    private void replace(Collection<String> runIds, UnaryOperator<Dataset<Row>> change) {
        if (!runIds.isEmpty()) {
            String isMeant = runIds.stream().collect(Collectors.joining("', '", "run_id IN ('", "')"));
            lake.replaceWhere(
                    Tables.RUNS, isMeant, change.apply(lake.read(Tables.RUNS).where(isMeant)));
        }
    }
}
