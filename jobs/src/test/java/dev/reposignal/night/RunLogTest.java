package dev.reposignal.night;

import static dev.reposignal.testing.TestRows.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reposignal.error.UserException;
import dev.reposignal.lake.Lake;
import dev.reposignal.progress.Progress;
import dev.reposignal.table.RunStatus;
import dev.reposignal.table.Table;
import dev.reposignal.table.Tables;
import dev.reposignal.testing.SampleLake;
import dev.reposignal.testing.TestRows;
import dev.reposignal.testing.TestSpark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunLogTest {
    private static final LocalDate DAY = LocalDate.parse("2026-03-06");
    private static final NightResult EARLIER = result(DAY.minusDays(1), false);
    private static final NightResult LATEST = result(DAY, false);
    private static final NightResult HELD = result(DAY.plusDays(1), true);

    @TempDir
    private Path folder = Path.of("");

    private Lake lake = new Lake(TestSpark.session(), "unused");

    private static NightResult result(LocalDate day, boolean isHeld) {
        return new NightResult(day + "-0001", day, isHeld, null, Map.of(), Map.of());
    }

    @BeforeEach
    void runs() {
        lake = new Lake(TestSpark.session(), folder.resolve("lake").toString());
        lake.appendNew(
                Tables.RUNS,
                TestRows.of(Tables.RUNS, run(EARLIER, "written"), run(LATEST, "written"), run(HELD, "held")));
    }

    private static Map<String, Object> run(NightResult night, String status) {
        return row("run_id", night.runId(), Table.DAY, night.day(), "status", status);
    }

    @Test
    void switchedSite_makesItsRunsPublishedAndNoOthers() {
        SampleLake.night(lake, false).publish(folder.resolve("site"), List.of(LATEST, HELD));

        assertThat(runs("run_id, status, published_at IS NOT NULL"))
                .containsExactly(
                        "2026-03-05-0001 written false",
                        "2026-03-06-0001 published true",
                        "2026-03-07-0001 held false");
    }

    @Test
    void siteThatCannotBeWritten_leavesTheTablesAndSaysSo() throws IOException {
        Path taken = Files.writeString(folder.resolve("taken"), "a file of somebody else");

        assertThatThrownBy(() -> SampleLake.night(lake, false).publish(taken, List.of(EARLIER, LATEST)))
                .isInstanceOf(UserException.class);

        assertThat(runs("run_id, status, published_at IS NOT NULL, contains(reason, 'taken')"))
                .containsExactly(
                        "2026-03-05-0001 site_failed false true",
                        "2026-03-06-0001 site_failed false true",
                        "2026-03-07-0001 held false null");
    }

    @Test
    void runThatBegins_isStartedAndEndsInTheSameRow() {
        RunLog log = new RunLog(lake, SampleLake.settings(), "test");
        Manifest manifest =
                new Manifest(DAY, InstantSource.fixed(Instant.parse("2026-03-06T03:00:00Z")), Progress.SILENT);

        String runId = log.started(manifest);
        assertThat(runs("run_id, status")).contains("2026-03-06-0002 started");

        log.ended(runId, RunStatus.HELD, "stale", manifest);
        assertThat(runs("run_id, status, reason"))
                .containsExactly(
                        "2026-03-05-0001 written null",
                        "2026-03-06-0001 written null",
                        "2026-03-06-0002 held stale",
                        "2026-03-07-0001 held null");
    }

    @Test
    void runThatWasKilled_isNotedByTheNextAndItsNightIsRunAgainFirst() {
        RunLog log = new RunLog(lake, SampleLake.settings(), "test");
        lake.replaceDays(
                Tables.SNAPSHOTS,
                List.of(DAY),
                TestRows.of(Tables.SNAPSHOTS, row(Table.DAY, DAY, "repo_key", "name:a/b", "full_name", "a/b")));
        log.started(new Manifest(DAY, InstantSource.fixed(Instant.parse("2026-03-06T03:00:00Z")), Progress.SILENT));
        Night night = SampleLake.night(lake, false);
        assertThat(night.interruptedBefore(DAY.plusDays(1))).containsExactly(DAY);
        assertThat(night.interruptedBefore(DAY)).isEmpty();
        assertThat(StaleNights.of(lake))
                .extracting(StaleNights.StaleNight::reason)
                .containsExactly("interrupted");

        log.started(new Manifest(
                DAY.plusDays(1), InstantSource.fixed(Instant.parse("2026-03-07T03:00:00Z")), Progress.SILENT));

        assertThat(runs("run_id, status, reason"))
                .containsExactly(
                        "2026-03-05-0001 written null",
                        "2026-03-06-0001 written null",
                        "2026-03-06-0002 interrupted The process was killed.",
                        "2026-03-07-0001 held null",
                        "2026-03-07-0002 started null");
    }

    @Test
    void siteOfNoRun_changesNoRun() {
        SampleLake.night(lake, false).publish(folder.resolve("site"), List.of(HELD));

        assertThat(lake.version(Tables.RUNS)).hasValue(1L);
    }

    private List<String> runs(String columns) {
        return lake.read(Tables.RUNS).orderBy("run_id").selectExpr(columns.split(", (?!')")).collectAsList().stream()
                .map(run -> run.mkString(" "))
                .toList();
    }
}
