package dev.reposignal.cli;

import static dev.reposignal.testing.TestRows.row;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reposignal.lake.Lake;
import dev.reposignal.night.NightResult;
import dev.reposignal.table.Table;
import dev.reposignal.table.Tables;
import dev.reposignal.testing.TestRows;
import dev.reposignal.testing.TestSpark;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MetricsAndHooksTest {
    private static final LocalDate DAY = LocalDate.parse("2026-03-06");
    private static final Instant AT = Instant.parse("2026-03-07T03:10:00Z");

    @TempDir
    Path folder;

    private Lake lake() {
        Lake lake = new Lake(TestSpark.session(), folder.resolve("lake").toString());
        lake.replaceDays(
                Tables.FEED_HEALTH,
                List.of(DAY),
                TestRows.of(
                        Tables.FEED_HEALTH, row(Table.DAY, DAY, "repos", 40L, "coverage", 0.98, "verdict", "publish")));
        lake.appendNew(Tables.PREDICTIONS, TestRows.of(Tables.PREDICTIONS, claim("p1"), claim("p2")));
        lake.appendNew(
                Tables.PREDICTION_OUTCOMES,
                TestRows.of(Tables.PREDICTION_OUTCOMES, row("prediction_id", "p1", "outcome", "unobservable")));
        return lake;
    }

    private static Map<String, @Nullable Object> claim(String id) {
        return row(
                "prediction_id",
                id,
                "made_on",
                DAY,
                "due_on",
                DAY.plusDays(28),
                "kind",
                "breakout",
                "subject_type",
                "repository",
                "required_gain",
                500L);
    }

    private static NightResult night(boolean isHeld) {
        return new NightResult(
                DAY + "-0001", DAY, isHeld, isHeld ? "stale" : null, Map.of("runs", 1L), Map.of("article", 1_500L));
    }

    @Test
    void publishedNight_writesItsMetrics() throws IOException {
        Path file = folder.resolve("reposignal.prom");

        MetricsFile.ofNight(file, lake(), night(false), AT);

        assertThat(Files.readAllLines(file))
                .contains(
                        "# TYPE reposignal_last_success_timestamp_seconds gauge",
                        "reposignal_last_run_timestamp_seconds " + AT.getEpochSecond(),
                        "reposignal_last_success_timestamp_seconds " + AT.getEpochSecond(),
                        "reposignal_failed 0",
                        "reposignal_held 0",
                        "reposignal_night_timestamp_seconds 1772755200",
                        "reposignal_feed_repositories 40",
                        "reposignal_feed_coverage 0.98",
                        "reposignal_claims_open 1",
                        "reposignal_rows{table=\"runs\"} 1",
                        "reposignal_stage_seconds{stage=\"article\"} 1.5");
    }

    @Test
    void heldAndFailedNights_keepTheLastSuccess() throws IOException {
        Path file = folder.resolve("reposignal.prom");
        MetricsFile.ofNight(file, lake(), night(false), AT);

        MetricsFile.ofNight(file, lake(), night(true), AT.plusSeconds(86_400));
        assertThat(Files.readAllLines(file))
                .contains("reposignal_held 1", "reposignal_last_success_timestamp_seconds " + AT.getEpochSecond());

        MetricsFile.ofFailure(file, 7, AT.plusSeconds(2 * 86_400));
        assertThat(Files.readAllLines(file))
                .contains(
                        "reposignal_failed 1",
                        "reposignal_exit_code 7",
                        "reposignal_last_success_timestamp_seconds " + AT.getEpochSecond());
    }

    @Test
    void hook_getsWhatHappenedAndMayFail() throws IOException {
        Path told = folder.resolve("told");
        program(Hook.ON_HELD, "echo \"$RS_DAY $RS_REASON\" >'" + told + "'; exit 3");
        StringWriter err = new StringWriter();

        Hook.ON_HELD.run(folder, Map.of("RS_DAY", "2026-03-06", "RS_REASON", "stale"), new PrintWriter(err));
        Hook.ON_FAILED.run(folder, Map.of(), new PrintWriter(err));

        assertThat(told).hasContent("2026-03-06 stale");
        assertThat(err.toString()).contains("on-held ended with 3").doesNotContain("on-failed");
    }

    private void program(Hook hook, String script) throws IOException {
        Path file = Files.writeString(folder.resolve(hook.fileName()), "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    @Test
    void nightThatCannotRun_writesTheFailure() throws IOException {
        Path file = folder.resolve("failed.prom");
        program(Hook.ON_FAILED, "echo \"$RS_EXIT_CODE $RS_LAKE\" >'" + folder.resolve("told") + "'");
        String lake = folder.resolve("empty").toString();

        CommandOutcome outcome = CommandOutcome.run(
                "nightly", "--lake", lake, "--site", "s", "--metrics", file.toString(), "--hooks", folder.toString());

        assertThat(outcome.exit()).isEqualTo(2);
        assertThat(Files.readAllLines(file)).contains("reposignal_failed 1", "reposignal_exit_code 2");
        assertThat(folder.resolve("told")).hasContent("2 " + lake);
    }
}
