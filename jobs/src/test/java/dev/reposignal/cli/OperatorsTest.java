package dev.reposignal.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reposignal.alert.AlertFile;
import dev.reposignal.alert.Channel;
import dev.reposignal.config.SettingsLoader;
import dev.reposignal.night.NightResult;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Operators' alerts on the real disk, through a real channel. */
class OperatorsTest {
    private static final Instant MORNING = Instant.parse("2026-03-07T03:00:00Z");

    @TempDir
    Path folder;

    private final StringWriter err = new StringWriter();
    private Instant now = MORNING;
    private String bounds = "{late_hours: 36, free_gb: 0.000001}";

    @Test
    void heldNight_isToldOperatorsOnceAndNoReader() throws IOException {
        operators().nights(List.of(night(true), night(false)), folder.resolve("site"));
        operators().nights(List.of(night(true)), folder.resolve("site"));

        assertThat(told("ops")).singleElement().asString().contains("The night of 2026-03-06 is held: stale feed\"");
        assertThat(folder.resolve("readers.jsonl")).doesNotExist();
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void failedCommand_isToldOnceADayByItsExitCode() throws IOException {
        operators().failed("reposignal nightly", 7, "Cannot write: disk full.\nmore");
        operators().failed("reposignal nightly", 7, "Cannot write: disk full.");
        operators().failed("reposignal nightly", 4, null);
        now = now.plus(Duration.ofDays(1));
        operators().failed("reposignal nightly", 7, "Cannot write: disk full.");

        assertThat(told("ops")).hasSize(3);
        assertThat(told("ops").get(0))
                .contains("reposignal nightly failed with exit code 7: Cannot write: disk full\"");
        assertThat(told("ops").get(1)).contains("exit code 4: no reason is known");
    }

    @Test
    void missingNight_isToldOnceUntilTheNextOneIsMissing() throws IOException {
        operators().looked(state(MORNING.minus(Duration.ofHours(36)), null));
        assertThat(folder.resolve("ops.jsonl")).doesNotExist();

        operators().looked(state(MORNING.minus(Duration.ofHours(37)), null));
        operators().looked(state(MORNING.minus(Duration.ofHours(37)), null));
        operators().looked(state(MORNING.minus(Duration.ofHours(40)), "2026-03-06-0002"));

        assertThat(told("ops")).hasSize(3);
        assertThat(told("ops").get(0)).contains("computed 37 hours ago; at most 36 hours are allowed");
        assertThat(told("ops").get(1)).contains("The run 2026-03-06-0002 was ended before it was done");
    }

    @Test
    void refusedToken_isToldOnceUntilACollectWorked() throws IOException {
        operators().tokenRefused("Cannot collect: GitHub refuses the access token (status 401).");
        now = now.plus(Duration.ofDays(1));
        operators().tokenRefused("Cannot collect: GitHub refuses the access token (status 401).");
        assertThat(told("ops")).hasSize(1);

        operators().collected();
        operators().tokenRefused("Cannot collect: GitHub refuses the access token (status 401).");
        assertThat(told("ops")).hasSize(2);
    }

    @Test
    void fullDisk_isToldWithItsFreeSpaceOnce() throws IOException {
        bounds = "{free_gb: 1000000}";

        operators().nights(List.of(night(false)), folder.resolve("site"));
        operators().failed("reposignal nightly", 7, "disk full");

        assertThat(told("ops")).hasSize(2).first().asString().contains("GB left; at least 1,000,000 GB are asked for");
    }

    @Test
    void brokenLog_beginsAnewAndIsSaid() throws IOException {
        Files.createDirectories(folder.resolve("lake/operator-alerts"));
        Files.writeString(folder.resolve("lake/operator-alerts/log.json"), "{");

        operators().nights(List.of(night(true)), folder.resolve("site"));

        assertThat(told("ops")).hasSize(1);
        assertThat(err.toString()).contains("warning: cannot read ");
    }

    private Operators operators() throws IOException {
        Path alerts = Files.writeString(folder.resolve("alerts.yaml"), """
                operators: %s
                channels:
                  - {kind: file, name: ops, path: %s, rules: [held, failed, late, disk, token]}
                  - {kind: file, name: readers, path: %s}
                """.formatted(
                        bounds, folder.resolve("ops.jsonl"), folder.resolve("readers.jsonl")));
        AlertFile file = AlertFile.read(alerts, Map.of()).orElseThrow();
        assertThat(file.channels())
                .extracting(Channel::rules)
                .first()
                .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.ITERABLE)
                .isEmpty();
        return new Operators(
                file,
                SettingsLoader.load(Optional.empty(), Map.of(), Map.of()),
                folder.resolve("lake").toString(),
                () -> now,
                new PrintWriter(err));
    }

    private List<String> told(String channel) throws IOException {
        return Files.readAllLines(folder.resolve(channel + ".jsonl"));
    }

    private static LakeState state(Instant published, @Nullable String interrupted) {
        return new LakeState("OK: ", "no model", published, interrupted);
    }

    private static NightResult night(boolean isHeld) {
        LocalDate day = LocalDate.of(2026, 3, isHeld ? 6 : 5);
        return new NightResult(day + "-0001", day, isHeld, isHeld ? "stale feed." : null, Map.of(), Map.of());
    }
}
