package dev.reposignal.lake;

import static org.apache.spark.sql.functions.lit;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reposignal.table.Tables;
import dev.reposignal.testing.TestRows;
import dev.reposignal.testing.TestSpark;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.fs.FileSystem;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.delta.DeltaLog;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RepositoryMonthsTest {
    private static final LocalDate JANUARY = LocalDate.parse("2026-01-31");
    private static final LocalDate FEBRUARY = LocalDate.parse("2026-02-01");
    private static final LocalDate MARCH = LocalDate.parse("2026-03-02");

    @TempDir
    Path folder;

    private Lake lake = new Lake(TestSpark.session(), "none");

    @BeforeEach
    void makeLake() {
        lake = new Lake(TestSpark.session(), folder.resolve("lake").toString());
    }

    private static Map<String, @Nullable Object> snapshot(LocalDate day, String name, long stars) {
        return TestRows.rows(Tables.SNAPSHOTS, day, """
                repo_key | full_name | stars | source | observed
                id:1     | %s        | %d    | test   | true
                """.formatted(name, stars)).get(0);
    }

    private void write(LocalDate day, String name, long stars) {
        lake.replaceDay(Tables.SNAPSHOTS, day, TestRows.of(Tables.SNAPSHOTS, snapshot(day, name, stars)));
    }

    private void writeAndKeep(LocalDate day, String name, long stars) {
        Optional<Long> before = lake.version(Tables.SNAPSHOTS);
        write(day, name, stars);
        RepositoryMonths.keep(lake, before, List.of(day));
    }

    private static List<String> told(Dataset<Row> months) {
        String columns =
                "month, full_name, first_day, last_day, last_stars, to_json(days.snapshot_date), to_json(days.stars)";
        return months.selectExpr(columns.split(", ", -1)).collectAsList().stream()
                .map(row -> row.mkString(" "))
                .sorted()
                .toList();
    }

    private List<String> kept() {
        return told(lake.read(Tables.REPO_MONTHS));
    }

    /** As a question to the lake of now reads them. */
    private List<String> read() {
        return told(RepositoryMonths.read(lake, lake.read(Tables.SNAPSHOTS), lake.version(Tables.SNAPSHOTS)));
    }

    @Test
    void of_aRename_takesTheLastNameOfTheMonth_andKeepsTheOrderOfDays() {
        Dataset<Row> snapshots = TestRows.of(
                Tables.SNAPSHOTS,
                snapshot(MARCH.plusDays(3), "new/name", 30),
                snapshot(MARCH, "old/name", 40),
                snapshot(MARCH.plusDays(1), "old/name", 20),
                snapshot(FEBRUARY, "old/name", 10));

        assertThat(told(RepositoryMonths.of(snapshots)))
                .containsExactly(
                        "2026-02-01 old/name 2026-02-01 2026-02-01 10 [\"2026-02-01\"] [10]",
                        "2026-03-01 new/name 2026-03-02 2026-03-05 30 [\"2026-03-02\",\"2026-03-03\",\"2026-03-05\"] [40,20,30]");
    }

    @Test
    void keep_afterADay_writesItsMonthAndNoOther() {
        writeAndKeep(JANUARY, "a/a", 1);
        writeAndKeep(FEBRUARY, "a/a", 2);
        lake.replaceWhere(
                Tables.REPO_MONTHS,
                "month = DATE'2026-01-01'",
                lake.read(Tables.REPO_MONTHS)
                        .where("month = DATE'2026-01-01'")
                        .withColumn("full_name", lit("left/alone")));

        writeAndKeep(FEBRUARY, "a/a", 3);

        assertThat(kept())
                .containsExactly(
                        "2026-01-01 left/alone 2026-01-31 2026-01-31 1 [\"2026-01-31\"] [1]",
                        "2026-02-01 a/a 2026-02-01 2026-02-01 3 [\"2026-02-01\"] [3]");
    }

    @Test
    void keep_ofNothingNew_commitsNothing() {
        writeAndKeep(JANUARY, "a/a", 1);
        Optional<Long> version = lake.version(Tables.REPO_MONTHS);

        RepositoryMonths.keep(lake, lake.version(Tables.SNAPSHOTS), List.of());

        assertThat(version).isPresent();
        assertThat(lake.version(Tables.REPO_MONTHS)).isEqualTo(version);
    }

    @Test
    void read_whereADayCameWithoutItsMonth_isComputed_andTheNextKeepMendsIt() {
        writeAndKeep(JANUARY, "a/a", 1);
        write(FEBRUARY, "a/a", 2); // as a process killed between the two commits leaves it

        assertThat(kept()).hasSize(1);
        assertThat(read()).hasSize(2);

        writeAndKeep(MARCH, "a/a", 3);

        assertThat(kept()).hasSize(3).isEqualTo(read());
    }

    @Test
    void read_ofAnEarlierVersion_doesNotSeeWhatCameLater() {
        writeAndKeep(JANUARY, "a/a", 1);
        long version = lake.version(Tables.SNAPSHOTS).orElseThrow();
        writeAndKeep(MARCH, "a/a", 3);

        assertThat(told(RepositoryMonths.read(lake, lake.read(Tables.SNAPSHOTS, version), Optional.of(version))))
                .containsExactly("2026-01-01 a/a 2026-01-31 2026-01-31 1 [\"2026-01-31\"] [1]");
    }

    @Test
    void read_afterSnapshotsWereMadeAnew_isComputed() throws IOException {
        writeAndKeep(JANUARY, "a/a", 1);
        FileSystem files = FileSystem.get(TestSpark.session().sparkContext().hadoopConfiguration());
        files.delete(new org.apache.hadoop.fs.Path(lake.path(Tables.SNAPSHOTS)), true);
        DeltaLog.clearCache();
        lake = new Lake(TestSpark.session(), folder.resolve("lake").toString());
        write(JANUARY, "b/b", 7);

        assertThat(read()).containsExactly("2026-01-01 b/b 2026-01-31 2026-01-31 7 [\"2026-01-31\"] [7]");
    }
}
