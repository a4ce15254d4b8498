package dev.reposignal.night;

import static dev.reposignal.testing.TestRows.row;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reposignal.lake.CommitFiles;
import dev.reposignal.lake.Lake;
import dev.reposignal.lake.LakeNote;
import dev.reposignal.night.LakeFindings.Finding;
import dev.reposignal.night.LakeFindings.Severity;
import dev.reposignal.table.Table;
import dev.reposignal.table.Tables;
import dev.reposignal.testing.TestRows;
import dev.reposignal.testing.TestSpark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each kind of damage is named with what to do, and what can be fixed is. */
class LakeFindingsTest {
    private static final LocalDate DAY = LocalDate.parse("2026-03-06");

    @TempDir
    private Path folder = Path.of("");

    private Lake lake = new Lake(TestSpark.session(), "unused");

    @BeforeEach
    void write() {
        lake = new Lake(TestSpark.session(), folder.resolve("lake").toString());
        lake.replaceDays(
                Tables.SNAPSHOTS,
                List.of(DAY),
                TestRows.of(Tables.SNAPSHOTS, row(Table.DAY, DAY, "repo_key", "name:a/b", "full_name", "a/b")));
        lake.appendNew(
                Tables.RUNS,
                TestRows.of(
                        Tables.RUNS,
                        row(
                                "run_id",
                                DAY + "-0001",
                                Table.DAY,
                                DAY,
                                "status",
                                "published",
                                "output_versions",
                                Map.of("runs", 0L))));
        noteState(null);
    }

    private void noteState(@Nullable String writing) {
        new LakeNote(LakeNote.FORMAT, CommitFiles.versions(lake), writing)
                .write(lake.root(), TestSpark.session().sparkContext().hadoopConfiguration());
    }

    /** As a command that opens the lake anew sees it. */
    private List<Finding> findings() {
        org.apache.spark.sql.delta.DeltaLog.clearCache();
        return LakeFindings.of(new Lake(TestSpark.session(), lake.root()), DAY);
    }

    private Path log(Table table, long version) {
        return folder.resolve("lake/%s/_delta_log/%020d.json".formatted(table.name(), version));
    }

    @Test
    void soundLake_hasNothingToSay() {
        assertThat(findings()).isEmpty();
    }

    @Test
    void brokenLastCommit_isSaidAndPutAside() throws IOException {
        for (String content : List.of("", "{\"commitInfo\":{}}\n{\"add\":{\"pa")) {
            long next = lake.version(Tables.SNAPSHOTS).orElseThrow() + 1;
            Files.writeString(log(Tables.SNAPSHOTS, next), content);

            assertThat(findings())
                    .filteredOn(finding -> finding.severity() == Severity.BROKEN)
                    .singleElement()
                    .satisfies(finding -> assertThat(finding.what()).contains("The last commit of the table snapshots"))
                    .satisfies(finding -> assertThat(finding.isFixable()).isTrue());

            assertThat(LakeFindings.fix(lake)).containsExactly("put aside the last commit of the table snapshots");
            assertThat(findings()).isEmpty();
            assertThat(log(Tables.SNAPSHOTS, next)).doesNotExist();
        }
    }

    @Test
    void lostCommit_isSaidUntilItIsAccepted() throws IOException {
        Files.delete(log(Tables.RUNS, lake.version(Tables.RUNS).orElseThrow()));
        Files.deleteIfExists(folder.resolve("lake/runs/_delta_log/%020d.crc".formatted(0)));

        assertThat(findings())
                .anySatisfy(finding -> assertThat(finding.what()).startsWith("The table runs is"))
                .allSatisfy(finding -> assertThat(finding.severity()).isEqualTo(Severity.BROKEN));
    }

    @Test
    void missingAndCutFiles_areNamed() throws IOException {
        try (Stream<Path> files = Files.walk(folder.resolve("lake/snapshots"))) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".parquet")).toList()) {
                Files.write(file, new byte[] {1, 2, 3});
            }
        }
        assertThat(findings()).singleElement().satisfies(finding -> assertThat(finding.what())
                .startsWith("1 of 1 files of the table snapshots are damaged: snapshot_date=2026-03-06/part-")
                .contains("has 3 bytes instead of"));
    }

    @Test
    void killedCommand_isSaid() {
        noteState("nightly");

        assertThat(findings()).singleElement().satisfies(finding -> assertThat(finding.what())
                .startsWith("The command nightly did not end well"));
    }

    @Test
    void oldFeed_interruptedAndUnpublishedNights_waitForSomebody() {
        lake.appendNew(
                Tables.RUNS,
                TestRows.of(Tables.RUNS, row("run_id", DAY + "-0002", Table.DAY, DAY, "status", "started")));
        noteState(null);
        org.apache.spark.sql.delta.DeltaLog.clearCache();

        assertThat(LakeFindings.of(lake, DAY.plusDays(3)))
                .extracting(Finding::what)
                .anySatisfy(what -> assertThat(what).contains("2026-03-06, is 3 days old"));
    }
}
