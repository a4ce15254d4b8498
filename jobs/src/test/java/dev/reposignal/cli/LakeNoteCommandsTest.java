package dev.reposignal.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reposignal.lake.CommitFiles;
import dev.reposignal.lake.Lake;
import dev.reposignal.lake.LakeLock;
import dev.reposignal.lake.LakeNote;
import dev.reposignal.testing.TestSpark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What commands note in a lake, and how they treat a lake that an earlier command left unfinished or damaged. */
class LakeNoteCommandsTest {
    private static final String COUNT = "SELECT count(*) AS rows_there FROM snapshots";

    @TempDir
    private Path folder = Path.of("");

    private String lake = "";

    @BeforeEach
    void load() throws IOException {
        lake = folder.resolve("lake").toString();
        assertThat(ingest("first", "2026-03-05").exit()).isZero();
    }

    private CommandOutcome ingest(String name, String day) throws IOException {
        Path file = Files.writeString(folder.resolve(name + "-" + day + ".csv"), "full_name,stars\na/b,1\n");
        return CommandOutcome.run("ingest", "--lake", lake, "--today", "2026-03-10", file.toString());
    }

    private CommandOutcome sql() {
        return CommandOutcome.run("sql", "--lake", lake, "--format", "csv", COUNT);
    }

    private LakeNote note() {
        return LakeNote.read(lake, new Configuration()).orElseThrow();
    }

    @Test
    void commandThatEndsWell_notesTheVersionsAndNoWriter() {
        assertThat(note())
                .isEqualTo(
                        new LakeNote(LakeNote.FORMAT, CommitFiles.versions(new Lake(TestSpark.session(), lake)), null));
    }

    @Test
    void commandThatRefusesItsInput_leavesTheNoteAsItWas() throws IOException {
        LakeNote before = note();
        Path broken = Files.writeString(folder.resolve("broken.csv"), "colour\nred\n");

        assertThat(CommandOutcome.run("ingest", "--lake", lake, broken.toString())
                        .exit())
                .isEqualTo(2);

        assertThat(note()).isEqualTo(before);
        assertThat(sql().err()).isEmpty();
    }

    @Test
    void killedCommand_isSaidAndItsRowsAreNotShown() throws IOException {
        LakeNote whole = note();
        assertThat(ingest("second", "2026-03-06").exit()).isZero();
        assertThat(sql().out()).contains("2");
        whole.begun("ingest").write(lake, new Configuration());

        CommandOutcome killed = sql();
        assertThat(killed.err()).startsWith("Note: ingest did not end well; this is the lake as it was before.");
        assertThat(killed.out()).contains("1");

        assertThat(ingest("second", "2026-03-06").exit()).isZero();
        assertThat(note().writing()).isNull();
        assertThat(sql().out()).contains("2");
    }

    @Test
    void lostCommit_isSaidByReadersAndWritersRefuse() throws IOException {
        assertThat(ingest("second", "2026-03-06").exit()).isZero();
        long version = Optional.ofNullable(note().versions().get("ingests")).orElseThrow();
        Path log = folder.resolve("lake/ingests/_delta_log");
        Files.delete(log.resolve("%020d.json".formatted(version)));
        Files.deleteIfExists(log.resolve("%020d.crc".formatted(version)));
        // A command is a process of its own, which remembers no version.
        org.apache.spark.sql.delta.DeltaLog.clearCache();

        assertThat(sql().err()).contains("The table ingests is at version", "was written");
        CommandOutcome refused = ingest("third", "2026-03-07");
        assertThat(refused.exit()).isEqualTo(8);
        assertThat(refused.err()).contains("reposignal doctor");
        assertThat(CommandOutcome.run("doctor", "--lake", lake, "--today", "2026-03-07")
                        .exit())
                .isEqualTo(8);

        CommandOutcome fixed = CommandOutcome.run("doctor", "--lake", lake, "--fix", "--today", "2026-03-07");
        assertThat(fixed.exit()).as(fixed.out()).isZero();
        CommandOutcome again = ingest("third", "2026-03-07");
        assertThat(again.exit()).as(again.err()).isZero();
    }

    @Test
    void busyLake_hasAnExitCodeOfItsOwnAndIsWaitedFor() throws IOException {
        LakeLock held = LakeLock.take(lake, Duration.ZERO);
        try {
            assertThat(ingest("second", "2026-03-06").exit()).isEqualTo(6);
            assertThat(LakeLock.isHeld(lake)).isTrue();
        } finally {
            held.close();
        }
        assertThat(LakeLock.isHeld(lake)).isFalse();
    }
}
