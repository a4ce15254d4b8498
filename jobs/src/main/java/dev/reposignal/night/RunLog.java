package dev.reposignal.night;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;

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

/** Writes a run's row in {@code runs}: after its tables, so that a status other than failed means that they are whole. */
final class RunLog {
    private final Lake lake;
    private final Settings settings;
    private final String codeVersion;

    RunLog(Lake lake, Settings settings, String codeVersion) {
        this.lake = lake;
        this.settings = settings;
        this.codeVersion = codeVersion;
    }

    /** Writes the row and returns its run_id. */
    String write(RunStatus status, @Nullable String reason, Manifest manifest) {
        LocalDate day = manifest.day();
        String runId = nextRunId(day);
        Row row = RowFactory.create(
                runId,
                Date.valueOf(day),
                status.value(),
                reason,
                Timestamp.from(manifest.startedAt()),
                Timestamp.from(manifest.now()),
                codeVersion,
                SettingsLoader.toJson(settings),
                manifest.inputVersions(),
                manifest.outputVersions(),
                manifest.rowCounts(),
                manifest.stageMillis(),
                null);
        lake.appendNew(Tables.RUNS, lake.spark().createDataFrame(List.of(row), Tables.RUNS.schema()));
        return runId;
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

    /** Day and attempt, so that runs sort by day and then by time. */
    private String nextRunId(LocalDate day) {
        long earlier = lake.read(Tables.RUNS)
                .where(col(Table.DAY).equalTo(Lake.literal(day)))
                .agg(count(lit(1)))
                .head()
                .getLong(0);
        return String.format(Locale.ROOT, "%s-%04d", day, earlier + 1);
    }
}
