package dev.reposignal.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reposignal.error.ExitCode;
import dev.reposignal.error.UserException;
import dev.reposignal.table.Table;
import dev.reposignal.table.Tables;
import dev.reposignal.testing.TestRows;
import dev.reposignal.testing.TestSpark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LakeNoteTest {
    private static final Configuration LOCAL = new Configuration();

    @TempDir
    Path folder;

    @Test
    void lakeOfAnOlderVersion_hasNoState() {
        assertThat(LakeNote.read(folder.toString(), LOCAL)).isEmpty();
    }

    @Test
    void writtenState_isReadAgainAndReplaced() {
        LakeNote first = new LakeNote(LakeNote.FORMAT, Map.of("snapshots", 3L), null);
        first.write(folder.toString(), LOCAL);
        assertThat(LakeNote.read(folder.toString(), LOCAL)).contains(first);

        LakeNote begun = first.begun("nightly");
        begun.write(folder.toString(), LOCAL);
        assertThat(LakeNote.read(folder.toString(), LOCAL)).contains(begun);
    }

    @Test
    void newerFormat_isRefused() throws IOException {
        Files.writeString(folder.resolve(LakeNote.FILE), "{\"format\": 99, \"versions\": {}, \"colour\": \"red\"}");

        assertThatThrownBy(() -> LakeNote.read(folder.toString(), LOCAL))
                .isInstanceOfSatisfying(
                        UserException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.DAMAGED))
                .hasMessageContaining("it has format 99");
    }

    @Test
    void brokenState_isSaidWithTheRemedy() throws IOException {
        Files.writeString(folder.resolve(LakeNote.FILE), "{\"format\": 1, \"vers");

        assertThatThrownBy(() -> LakeNote.read(folder.toString(), LOCAL)).hasMessageContaining("Remove the file");
    }

    @Test
    void tableBehindItsNotedVersion_hasLostCommits() {
        LakeNote state = new LakeNote(1, Map.of("snapshots", 3L, "runs", 2L, "repo_signals", 7L), null);

        assertThat(state.lostCommits(Map.of("snapshots", 3L, "runs", 1L, "embeddings", 0L)))
                .containsExactly(
                        "The table repo_signals is gone, but version 7 was written: what came after it is lost.",
                        "The table runs is at version 1, but version 2 was written: what came after it is lost.");
        assertThat(state.lostCommits(Map.of("snapshots", 4L, "runs", 2L, "repo_signals", 7L)))
                .isEmpty();
    }

    @Test
    void ingestAfterAKilledNight_movesOnlyItsOwnTables() {
        LakeNote killed = new LakeNote(1, Map.of("snapshots", 3L, "repo_signals", 7L), null).begun("nightly");
        Map<String, Long> before = Map.of("snapshots", 3L, "repo_signals", 8L);
        Map<String, Long> after = Map.of("snapshots", 4L, "repo_signals", 8L, "ingests", 0L);

        assertThat(killed.begun("ingest").ended(before, after, false))
                .isEqualTo(new LakeNote(1, Map.of("snapshots", 4L, "repo_signals", 7L, "ingests", 0L), "nightly"));
        assertThat(killed.begun("nightly").ended(before, after, true)).isEqualTo(new LakeNote(1, after, null));
    }

    @Test
    void lakeAtVersions_isReadAsItWasThen() {
        Lake lake = new Lake(TestSpark.session(), folder.toString());
        LocalDate day = LocalDate.parse("2026-03-06");
        write(lake, day, 1);
        Map<String, Long> then = CommitFiles.versions(lake);
        write(lake, day, 2);
        write(lake, day.plusDays(1), 3);
        lake.replaceWhere(Tables.RUNS, "true", TestRows.of(Tables.RUNS));

        Lake past = lake.at(then);

        assertThat(past.version(Tables.FEED_HEALTH)).isEqualTo(Optional.ofNullable(then.get("feed_health")));
        assertThat(past.days(Tables.FEED_HEALTH)).containsExactly(day);
        assertThat(past.latestDay(Tables.FEED_HEALTH)).contains(day);
        assertThat(past.readDay(Tables.FEED_HEALTH, day).select("repos").head().getLong(0))
                .isEqualTo(1);
        assertThat(past.separate().read(Tables.FEED_HEALTH).count()).isEqualTo(1);
        assertThat(past.exists(Tables.RUNS)).isFalse();
        assertThat(past.read(Tables.RUNS).count()).isZero();
        assertThat(lake.days(Tables.FEED_HEALTH)).containsExactly(day, day.plusDays(1));
    }

    @Test
    void committedFiles_areSynced() {
        Lake lake = new Lake(TestSpark.session(), folder.resolve("with blank").toString());
        write(lake, LocalDate.parse("2026-03-06"), 1);

        // Fails where a path in the log does not lead to its file.
        CommitFiles.sync(lake, Map.of(), CommitFiles.versions(lake));

        assertThat(CommitFiles.versions(lake)).containsOnlyKeys("feed_health");
    }

    private static void write(Lake lake, LocalDate day, long repos) {
        lake.replaceDay(
                Tables.FEED_HEALTH,
                day,
                TestRows.of(Tables.FEED_HEALTH, TestRows.row(Table.DAY, day, "repos", repos, "verdict", "publish")));
    }
}
