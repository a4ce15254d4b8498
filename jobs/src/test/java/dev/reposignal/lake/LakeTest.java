package dev.reposignal.lake;

import static dev.reposignal.testing.TestRows.row;
import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reposignal.concurrent.BackgroundTask;
import dev.reposignal.error.UserException;
import dev.reposignal.table.Table;
import dev.reposignal.table.Tables;
import dev.reposignal.testing.TestRows;
import dev.reposignal.testing.TestSpark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.commons.io.FileUtils;
import org.apache.spark.SparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.delta.DeltaLog;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LakeTest {
    private static final LocalDate FIRST = LocalDate.parse("2026-03-05");
    private static final LocalDate SECOND = LocalDate.parse("2026-03-06");

    @TempDir
    Path folder;

    private Lake lake;

    @BeforeEach
    void openLake() {
        lake = new Lake(TestSpark.session(), folder.toString());
    }

    @Test
    void describedWork_namesItsJobsAndThoseOfItsBackgroundTasks() {
        List<@Nullable String> names = new ArrayList<>();

        lake.describing("signals 2026-03-06", () -> {
            names.add(description());
            lake.describing("inner", () -> names.add(description()));
            try (BackgroundTask<String> task = BackgroundTask.begun(LakeTest::description)) {
                names.add(task.answer());
            }
        });

        assertThat(names).containsExactly("signals 2026-03-06", "inner", "signals 2026-03-06");
        assertThat(description()).isNull();
    }

    private static @Nullable String description() {
        return TestSpark.session().sparkContext().getLocalProperty("spark.job.description");
    }

    @Test
    void replaceDay_leavesOtherDaysAlone() {
        lake.replaceDay(Tables.SNAPSHOTS, FIRST, snapshots(snapshot(FIRST, "a/a", 1)));
        lake.replaceDay(Tables.SNAPSHOTS, SECOND, snapshots(snapshot(SECOND, "a/a", 2), snapshot(SECOND, "b/b", 3)));
        lake.replaceDay(Tables.SNAPSHOTS, SECOND, snapshots(snapshot(SECOND, "a/a", 4)));

        assertThat(stars()).containsExactlyInAnyOrder(1L, 4L);
    }

    @Test
    void tableOfAnOlderVersion_isReadWithNullForANewColumn_andItsDayReplaced() {
        Dataset<Row> older =
                snapshots(snapshot(FIRST, "a/a", 1), snapshot(FIRST, "b/b", 2)).drop("archived");
        older.write().format("delta").partitionBy(Table.DAY).save(lake.path(Tables.SNAPSHOTS));

        assertThat(lake.read(Tables.SNAPSHOTS).where("archived IS NULL").count())
                .isEqualTo(2);

        lake.replaceDay(Tables.SNAPSHOTS, FIRST, snapshots(snapshot(FIRST, "a/a", 4)));

        assertThat(stars()).containsExactly(4L);
    }

    @Test
    void replaceDay_ofATableWithFewerColumns_givesItTheOthers() {
        snapshots(snapshot(FIRST, "a/a", 1))
                .drop("topics", "forks")
                .write()
                .format("delta")
                .partitionBy("snapshot_date")
                .save(lake.path(Tables.SNAPSHOTS));

        lake.replaceDay(Tables.SNAPSHOTS, FIRST, snapshots(snapshot(FIRST, "a/a", 2)));
        long version = lake.version(Tables.SNAPSHOTS).orElseThrow();
        lake.replaceDay(Tables.SNAPSHOTS, FIRST, snapshots(snapshot(FIRST, "a/a", 2)));

        assertThat(stars()).containsExactly(2L);
        assertThat(lake.read(Tables.SNAPSHOTS).columns()).contains("topics", "forks");
        assertThat(lake.version(Tables.SNAPSHOTS)).hasValue(version);
    }

    @Test
    void replaceDay_withNothing_emptiesTheDay() {
        lake.replaceDay(Tables.SNAPSHOTS, FIRST, snapshots(snapshot(FIRST, "a/a", 1)));

        lake.replaceDay(Tables.SNAPSHOTS, FIRST, snapshots());

        assertThat(stars()).isEmpty();
    }

    @Test
    void readDays_givesWhatTheWholeTableHoldsOfThem_inEverySession() {
        for (int day = 0; day < 4; day++) {
            LocalDate date = FIRST.plusDays(day);
            lake.replaceDay(
                    Tables.SNAPSHOTS, date, snapshots(snapshot(date, "a/a", day), snapshot(date, "b/b", 10 + day)));
        }
        assertThat(starsOf(lake, FIRST, SECOND)).containsExactlyInAnyOrder(0L, 10L, 1L, 11L);

        // What was learned of the files is carried on over what is replaced, emptied and appended.
        lake.replaceDay(Tables.SNAPSHOTS, SECOND, snapshots(snapshot(SECOND, "a/a", 5)));
        lake.replaceDay(Tables.SNAPSHOTS, FIRST.plusDays(2), snapshots());
        LocalDate last = FIRST.plusDays(4);
        lake.replaceDay(Tables.SNAPSHOTS, last, snapshots(snapshot(last, "a/a", 7)));

        for (Lake session : List.of(lake, lake.interpreted(), new Lake(TestSpark.session(), lake.root()))) {
            assertThat(starsOf(session, FIRST, last)).containsExactlyInAnyOrder(0L, 10L, 5L, 3L, 13L, 7L);
            assertThat(starsOf(session, SECOND, FIRST.plusDays(2))).containsExactly(5L);
            assertThat(starsOf(session, SECOND, FIRST)).isEmpty();
            assertThat(starsOf(session, last.plusDays(1), last.plusDays(9))).isEmpty();
            Dataset<Row> day = session.readDay(Tables.SNAPSHOTS, last);
            assertThat(day.sparkSession()).isSameAs(session.spark());
            assertThat(day.schema()).isEqualTo(session.read(Tables.SNAPSHOTS).schema());
        }
    }

    @Test
    void readDays_ofAnEarlierVersion_givesWhatItHeld() {
        lake.replaceDay(Tables.SNAPSHOTS, FIRST, snapshots(snapshot(FIRST, "a/a", 1)));
        lake.replaceDay(Tables.SNAPSHOTS, SECOND, snapshots(snapshot(SECOND, "a/a", 2)));
        long version = lake.version(Tables.SNAPSHOTS).orElseThrow();
        lake.replaceDay(Tables.SNAPSHOTS, SECOND, snapshots(snapshot(SECOND, "a/a", 3)));

        assertThat(lake.readDays(Tables.SNAPSHOTS, version, SECOND, SECOND)
                        .select("stars")
                        .collectAsList())
                .extracting(row -> row.getLong(0))
                .containsExactly(2L);
        assertThat(lake.readDays(Tables.SNAPSHOTS, version, List.of(FIRST, SECOND))
                        .select("stars")
                        .collectAsList())
                .extracting(row -> row.getLong(0))
                .containsExactlyInAnyOrder(1L, 2L);
        assertThat(starsOf(lake, SECOND, SECOND)).containsExactly(3L);
    }

    @Test
    void readDays_leavesOutRowsThatAnotherEngineMarkedAsDeleted() {
        lake.replaceDay(
                Tables.SNAPSHOTS,
                FIRST,
                snapshots(snapshot(FIRST, "a/a", 1), snapshot(FIRST, "b/b", 2)).coalesce(1));
        assertThat(starsOf(lake, FIRST, FIRST)).containsExactlyInAnyOrder(1L, 2L);
        String table = "delta.`%s`".formatted(lake.path(Tables.SNAPSHOTS));
        TestSpark.session().sql("ALTER TABLE " + table + " SET TBLPROPERTIES (delta.enableDeletionVectors = true)");

        TestSpark.session().sql("DELETE FROM " + table + " WHERE stars = 2");

        assertThat(DeltaLog.forTable(TestSpark.session(), lake.path(Tables.SNAPSHOTS))
                        .update(false, scala.Option.empty(), scala.Option.empty())
                        .numDeletionVectorsOpt()
                        .get())
                .isEqualTo(1L);
        assertThat(starsOf(lake, FIRST, FIRST)).containsExactly(1L);
        assertThat(starsOf(new Lake(TestSpark.session(), lake.root()), FIRST, FIRST))
                .containsExactly(1L);
    }

    @Test
    void readDays_ofATableMadeAnewAtTheSamePath_givesItsOwnRows() throws IOException {
        lake.replaceDay(Tables.SNAPSHOTS, FIRST, snapshots(snapshot(FIRST, "a/a", 1)));
        assertThat(starsOf(lake, FIRST, FIRST)).containsExactly(1L);
        FileUtils.deleteDirectory(Path.of(lake.path(Tables.SNAPSHOTS)).toFile());
        DeltaLog.clearCache();

        new Lake(TestSpark.session(), lake.root())
                .replaceDay(Tables.SNAPSHOTS, FIRST, snapshots(snapshot(FIRST, "a/a", 2)));

        assertThat(starsOf(lake, FIRST, FIRST)).containsExactly(2L);
    }

    @Test
    void readDays_runsTheJobThatReadsTheRows_andNoneToFindThem() {
        lake.replaceDay(Tables.SNAPSHOTS, FIRST, snapshots(snapshot(FIRST, "a/a", 1)));
        lake.replaceDay(Tables.SNAPSHOTS, SECOND, snapshots(snapshot(SECOND, "a/a", 2)));
        assertThat(starsOf(lake, FIRST, FIRST)).containsExactly(1L);

        assertThat(jobsOf("by day", () -> starsOf(lake, SECOND, SECOND))).isEqualTo(1);
        // Where Delta needs one as well, ADR 11 is out of date.
        assertThat(jobsOf("by condition", () -> lake.read(Tables.SNAPSHOTS)
                        .where(col(Table.DAY).equalTo(Lake.literal(SECOND)))
                        .collectAsList()))
                .isGreaterThan(1);
    }

    private static int jobsOf(String group, Runnable question) {
        SparkContext context = TestSpark.session().sparkContext();
        context.setJobGroup(group, "", false);
        try {
            question.run();
        } finally {
            context.clearJobGroup();
        }
        return context.statusTracker().getJobIdsForGroup(group).length;
    }

    @Test
    void appendNew_joinsTheFilesOnceThereAreMany_andLosesNothing() {
        List<Map<String, @Nullable Object>> texts = IntStream.range(0, 2 * Lake.MOST_FILES)
                .mapToObj(number -> embedding("hash" + number, "text " + number))
                .toList();
        Dataset<Row> first = TestRows.of(Tables.EMBEDDINGS, texts.subList(0, Lake.MOST_FILES));
        lake.appendNew(Tables.EMBEDDINGS, first.repartition(Lake.MOST_FILES, col("text_hash")));
        assertThat(lake.read(Tables.EMBEDDINGS).inputFiles()).hasSizeGreaterThan(Lake.MOST_FILES / 4);

        CommitResult written = lake.appendNew(
                Tables.EMBEDDINGS,
                TestRows.of(Tables.EMBEDDINGS, texts).repartition(Lake.MOST_FILES, col("text_hash")));

        assertThat(written.rows()).isEqualTo(Lake.MOST_FILES);
        assertThat(lake.version(Tables.EMBEDDINGS)).hasValue(written.version());
        Dataset<Row> read = lake.read(Tables.EMBEDDINGS, written.version());
        assertThat(read.inputFiles()).hasSize(1);
        assertThat(read.select("text_hash").distinct().count()).isEqualTo(texts.size());
        assertThat(lake.appendNew(Tables.EMBEDDINGS, TestRows.of(Tables.EMBEDDINGS, texts))
                        .rows())
                .isZero();
    }

    @Test
    void days_areTheSameWithoutChecksumFiles() throws IOException {
        lake.replaceDay(Tables.SNAPSHOTS, FIRST, snapshots(snapshot(FIRST, "a/a", 1)));
        lake.replaceDay(Tables.SNAPSHOTS, SECOND, snapshots(snapshot(SECOND, "a/a", 2)));
        lake.replaceDay(Tables.SNAPSHOTS, FIRST, snapshots());
        assertThat(lake.days(Tables.SNAPSHOTS)).containsExactly(SECOND);
        // As another engine leaves a table that it wrote to, and as a table of many files is.
        try (Stream<Path> files = Files.walk(Path.of(lake.path(Tables.SNAPSHOTS), "_delta_log"))) {
            for (Path checksums :
                    files.filter(file -> file.toString().endsWith(".crc")).toList()) {
                Files.delete(checksums);
            }
        }
        DeltaLog.clearCache();

        assertThat(new Lake(TestSpark.session(), lake.root()).days(Tables.SNAPSHOTS))
                .containsExactly(SECOND);
    }

    @Test
    void replaceDay_withARowOfAnotherDay_changesNothing() {
        lake.replaceDay(Tables.SNAPSHOTS, FIRST, snapshots(snapshot(FIRST, "a/a", 1)));

        assertThatThrownBy(() -> lake.replaceDay(Tables.SNAPSHOTS, FIRST, snapshots(snapshot(SECOND, "a/a", 9))))
                .hasStackTraceContaining("the row is of a day that is replaced")
                .hasStackTraceContaining("2026-03-06, name:a/a");

        assertThat(stars()).containsExactly(1L);
    }

    @Test
    void write_withABrokenCheck_namesTheRowAndChangesNothing() {
        assertThatThrownBy(() -> lake.replaceDay(Tables.SNAPSHOTS, FIRST, snapshots(snapshot(FIRST, "a/a", -1))))
                .hasStackTraceContaining("stars are not negative")
                .hasStackTraceContaining("2026-03-05, name:a/a");

        assertThat(stars()).isEmpty();
    }

    @Test
    void write_ofRowsThatAFilterLeaves_checksOnlyThose() {
        Dataset<Row> flags = TestSpark.session().sql("SELECT 'test' AS source, 0L AS least");
        Dataset<Row> rows = snapshots(snapshot(FIRST, "a/a", -1), snapshot(FIRST, "b/b", 2))
                .join(flags, "source")
                .where("stars > least");

        lake.replaceDay(Tables.SNAPSHOTS, FIRST, rows);

        assertThat(stars()).containsExactly(2L);
    }

    @Test
    void write_withNullInARequiredColumn_isRefused() {
        Dataset<Row> rows = snapshots(snapshot(FIRST, "a/a", 1))
                .selectExpr(
                        "snapshot_date", "repo_key", "full_name", "nullif(stars, 1) AS stars", "source", "observed");

        assertThatThrownBy(() -> lake.replaceDay(Tables.SNAPSHOTS, FIRST, rows))
                .hasStackTraceContaining("NOT NULL constraint violated for column: stars");
        assertThat(stars()).isEmpty();
    }

    @Test
    void write_withoutARequiredColumn_isRefused() {
        Dataset<Row> rows = snapshots(snapshot(FIRST, "a/a", 1)).drop("stars");

        assertThatThrownBy(() -> lake.replaceDay(Tables.SNAPSHOTS, FIRST, rows))
                .hasStackTraceContaining("NOT NULL constraint violated for column: stars");
        assertThat(stars()).isEmpty();
    }

    @Test
    void write_withAWrongType_isRefused() {
        Dataset<Row> rows =
                snapshots(snapshot(FIRST, "a/a", 1)).withColumn("stars", org.apache.spark.sql.functions.lit("many"));

        assertThatThrownBy(() -> lake.replaceDay(Tables.SNAPSHOTS, FIRST, rows)).hasMessageContaining("stars");
    }

    @Test
    void table_keepsCommentsAndNotNull() {
        lake.replaceDay(Tables.SNAPSHOTS, FIRST, snapshots(snapshot(FIRST, "a/a", 1)));
        lake.replaceDay(Tables.SNAPSHOTS, FIRST, snapshots(snapshot(FIRST, "a/a", 2)));

        StructType stored = TestSpark.session()
                .sql("SELECT * FROM delta.`" + lake.path(Tables.SNAPSHOTS) + "`")
                .schema();
        assertThat(stored.apply("stars").getComment().get()).isEqualTo("Stargazers at the start of the day [stars]");
        assertThat(lake.read(Tables.SNAPSHOTS).count()).isEqualTo(1);
    }

    @Test
    void appendNew_neverTouchesWhatStands() {
        Map<String, @Nullable Object> old = embedding("h1", "old text");
        lake.appendNew(Tables.EMBEDDINGS, TestRows.of(Tables.EMBEDDINGS, old));

        lake.appendNew(
                Tables.EMBEDDINGS,
                TestRows.of(Tables.EMBEDDINGS, embedding("h1", "new text"), embedding("h2", "more")));

        assertThat(lake.read(Tables.EMBEDDINGS).select("text").collectAsList().stream()
                        .map(r -> r.getString(0)))
                .containsExactlyInAnyOrder("old text", "more");
    }

    @Test
    void read_atAVersion_seesTheTableAsItWas() {
        long version = lake.replaceDay(Tables.SNAPSHOTS, FIRST, snapshots(snapshot(FIRST, "a/a", 1)))
                .version();
        lake.replaceDay(Tables.SNAPSHOTS, FIRST, snapshots(snapshot(FIRST, "a/a", 2)));

        assertThat(lake.read(Tables.SNAPSHOTS, version).select("stars").head().getLong(0))
                .isEqualTo(1);
        assertThat(lake.version(Tables.SNAPSHOTS)).hasValue(version + 1);
    }

    @Test
    void write_tellsVersionAndRows() {
        assertThat(lake.replaceDay(Tables.SNAPSHOTS, FIRST, snapshots(snapshot(FIRST, "a/a", 1))))
                .isEqualTo(new CommitResult(1, 1));
        assertThat(lake.replaceDay(Tables.SNAPSHOTS, FIRST, snapshots())).isEqualTo(new CommitResult(2, 0));
        assertThat(lake.appendNew(Tables.EMBEDDINGS, TestRows.of(Tables.EMBEDDINGS, embedding("h", "t"))))
                .isEqualTo(new CommitResult(1, 1));
    }

    @Test
    void write_ofWhatStandsThereAlready_commitsNothing() {
        Dataset<Row> rows = snapshots(snapshot(FIRST, "a/a", 1), snapshot(FIRST, "b/b", 2));
        CommitResult first = lake.replaceDay(Tables.SNAPSHOTS, FIRST, rows);
        assertThat(lake.replaceDay(Tables.SNAPSHOTS, FIRST, rows.repartition(2)))
                .isEqualTo(first);
        assertThat(lake.replaceDay(Tables.SNAPSHOTS, FIRST, rows.limit(1)).version())
                .isEqualTo(first.version() + 1);

        Dataset<Row> embeddings = TestRows.of(Tables.EMBEDDINGS, embedding("h", "t"));
        CommitResult appended = lake.appendNew(Tables.EMBEDDINGS, embeddings);
        assertThat(lake.appendNew(Tables.EMBEDDINGS, embeddings)).isEqualTo(new CommitResult(appended.version(), 0));
    }

    @Test
    void days_areTheDaysThatHoldRows() {
        lake.replaceDay(Tables.SNAPSHOTS, FIRST, snapshots(snapshot(FIRST, "a/a", 1)));
        lake.replaceDay(Tables.SNAPSHOTS, SECOND, snapshots(snapshot(SECOND, "a/a", 1)));
        lake.replaceDay(Tables.SNAPSHOTS, FIRST, snapshots());

        assertThat(lake.days(Tables.SNAPSHOTS)).containsExactly(SECOND);
        assertThat(lake.latestDay(Tables.SNAPSHOTS, FIRST)).isEmpty();
        assertThat(lake.latestDay(Tables.SNAPSHOTS, SECOND.plusDays(9))).hasValue(SECOND);
    }

    @Test
    void lock_heldByAnotherWriter_isRefusedUntilReleased() {
        try (LakeLock first = LakeLock.take(folder.toString(), Duration.ZERO)) {
            assertThatThrownBy(() -> LakeLock.take(folder.toString(), Duration.ZERO))
                    .isInstanceOf(UserException.class)
                    .hasMessageStartingWith("Cannot write to the lake " + folder);
            assertThat(first).isNotNull();
        }
        LakeLock.take(folder.toString(), Duration.ZERO).close();
    }

    @Test
    void latestDay_ofATableNotYetMade_isEmpty() {
        assertThat(lake.latestDay(Tables.SNAPSHOTS, SECOND)).isEmpty();
    }

    @SafeVarargs
    private static Dataset<Row> snapshots(Map<String, @Nullable Object>... rows) {
        return TestRows.of(Tables.SNAPSHOTS, rows);
    }

    private static Map<String, @Nullable Object> snapshot(LocalDate day, String name, long stars) {
        return row(
                "snapshot_date", day, "repo_key", "name:" + name, "full_name", name, "stars", stars, "source", "test");
    }

    private static Map<String, @Nullable Object> embedding(String hash, String text) {
        return row("text_hash", hash, "model", "m", "text", text, "vector", List.of(1.0f));
    }

    private static List<Long> starsOf(Lake lake, LocalDate first, LocalDate last) {
        return lake.readDays(Tables.SNAPSHOTS, first, last).select("stars").collectAsList().stream()
                .map(r -> r.getLong(0))
                .toList();
    }

    private List<Long> stars() {
        return lake.read(Tables.SNAPSHOTS).select("stars").collectAsList().stream()
                .map(r -> r.getLong(0))
                .toList();
    }
}
