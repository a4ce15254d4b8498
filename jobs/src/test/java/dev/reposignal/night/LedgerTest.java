package dev.reposignal.night;

import static dev.reposignal.testing.RowsAssert.assertThatRows;
import static dev.reposignal.testing.TestRows.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.reposignal.config.Settings;
import dev.reposignal.config.SettingsLoader;
import dev.reposignal.lake.Lake;
import dev.reposignal.progress.Progress;
import dev.reposignal.table.Table;
import dev.reposignal.table.Tables;
import dev.reposignal.testing.SampleLake;
import dev.reposignal.testing.TableContents;
import dev.reposignal.testing.TestRows;
import dev.reposignal.testing.TestSpark;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The ledger is only added to: no second run, other setting, other model or other data changes what stands in it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LedgerTest {
    private static final LocalDate DAY = LocalDate.parse("2026-03-06");
    private static final LocalDate DUE = DAY.plusDays(28);
    private static final LocalDate FIRST = DAY.minusDays(100);
    private static final int REPOSITORIES = 10;
    private static final Settings OTHER_SETTINGS = SettingsLoader.load(
            Optional.empty(), Map.of(), Map.of("predict.breakout_gain", "7", "predict.breakout_share", "0.001"));

    @TempDir
    static Path folder;

    private Lake lake = new Lake(TestSpark.session(), "none");

    /** Ten repositories on two days of each week, a night each week, and the ledger of one night. */
    @BeforeAll
    void makeClaims() {
        lake = new Lake(TestSpark.session(), folder.resolve("lake").toString());
        // Friday nights look back at Saturdays: 34 days before.
        List<LocalDate> days = FIRST.datesUntil(DUE.plusDays(1))
                .filter(day -> day.getDayOfWeek() == DayOfWeek.FRIDAY || day.getDayOfWeek() == DayOfWeek.SATURDAY)
                .toList();
        replaceDays(Tables.SNAPSHOTS, days, LedgerTest::snapshots);
        List<LocalDate> nights = IntStream.of(-8, -7, -6, -5, -4, -3, -2, -1, 0, 1, 4)
                .mapToObj(DAY::plusWeeks)
                .toList();
        replaceDays(Tables.FEED_HEALTH, nights, day -> List.of(row(Table.DAY, day, "verdict", "publish")));
        replaceDays(Tables.REPO_SIGNALS, nights, LedgerTest::signals);
        replaceDays(Tables.CLUSTERS, nights, day -> clusters(day, "c-forming", "c-other"));
        replaceDays(Tables.CLUSTER_MEMBERS, nights, day -> members(day, "c-forming", "c-other"));
        claim(lake, DAY, SampleLake.settings());
    }

    private void replaceDays(
            Table table, List<LocalDate> days, Function<LocalDate, List<Map<String, @Nullable Object>>> rows) {
        List<Map<String, @Nullable Object>> all =
                days.stream().flatMap(day -> rows.apply(day).stream()).toList();
        lake.replaceDays(table, days, TestRows.of(table, all).coalesce(1));
    }

    @Test
    void night_claimsRepositoriesClustersAndLanguages() {
        List<Row> claims = lake.read(Tables.PREDICTIONS).orderBy("kind").collectAsList();

        assertThatRows(claims).areExactly("""
                prediction_id
                2026-03-06:breakout:r0
                2026-03-06:cluster_growth:c-forming
                2026-03-06:language_newcomers:Rust
                """);
        // Five windows of two clusters at an even pace: none ever sped up by a quarter.
        Row cluster = claims.get(1);
        double baseRate = 1.0 / (10 + 2);
        assertThat(cluster.<Long>getAs("base_repos")).isEqualTo(10);
        assertThat(cluster.<Double>getAs("base_rate")).isCloseTo(baseRate, within(1e-12));
        assertThat(cluster.<Double>getAs("probability")).isCloseTo(4 * baseRate / (5 + 4), within(1e-12));
    }

    @Test
    void nightRunAgain_withOtherSettingsClustersAndSignals_addsNothing() {
        Lake again = SampleLake.copy(folder.resolve("lake"), folder.resolve("again"));
        again.replaceDay(Tables.CLUSTERS, DAY, TestRows.of(Tables.CLUSTERS, clusters(DAY, "c-renamed", "c-forming")));
        again.replaceDay(
                Tables.CLUSTER_MEMBERS,
                DAY,
                TestRows.of(Tables.CLUSTER_MEMBERS, members(DAY, "c-renamed", "c-forming")));
        List<Map<String, @Nullable Object>> others = signals(DAY);
        others.get(0).put("velocity_7d", 1.0);
        others.get(1).put("velocity_7d", 99.0);
        others.get(2).put("language", "Go");
        again.replaceDay(Tables.REPO_SIGNALS, DAY, TestRows.of(Tables.REPO_SIGNALS, others));

        claim(again, DAY, OTHER_SETTINGS);

        assertThat(TableContents.lines(again, Tables.PREDICTIONS))
                .isEqualTo(TableContents.lines(lake, Tables.PREDICTIONS));
        assertThat(again.version(Tables.PREDICTIONS)).isEqualTo(lake.version(Tables.PREDICTIONS));
    }

    @Test
    void nightAWeekLater_claimsNoGroupThatHasAClaimRunning() {
        Lake later = SampleLake.copy(folder.resolve("lake"), folder.resolve("later"));

        claim(later, DAY.plusDays(7), SampleLake.settings());

        assertThat(later.read(Tables.PREDICTIONS).where("kind != 'breakout'").count())
                .isEqualTo(2);
    }

    @Test
    void dueClaims_areGradedOnceWhateverComesLater() {
        Lake graded = SampleLake.copy(folder.resolve("lake"), folder.resolve("graded"));
        grade(night(graded, DUE, SampleLake.settings()));
        List<String> outcomes = TableContents.lines(graded, Tables.PREDICTION_OUTCOMES);
        Optional<Long> version = graded.version(Tables.PREDICTION_OUTCOMES);

        graded.replaceDay(Tables.SNAPSHOTS, DUE, TestRows.of(Tables.SNAPSHOTS));
        graded.replaceDay(Tables.CLUSTER_MEMBERS, DAY, TestRows.of(Tables.CLUSTER_MEMBERS));
        grade(night(graded, DUE, OTHER_SETTINGS));

        assertThat(outcomes).hasSize(3);
        assertThat(outcomes).anySatisfy(outcome -> assertThat(outcome)
                .contains(
                        "cluster_growth:c-forming", "\"outcome\":\"miss\"", "5 of 5 repositories seen on 2026-04-03"));
        assertThat(TableContents.lines(graded, Tables.PREDICTION_OUTCOMES)).isEqualTo(outcomes);
        assertThat(graded.version(Tables.PREDICTION_OUTCOMES)).isEqualTo(version);
        assertThat(TableContents.lines(graded, Tables.PREDICTIONS))
                .isEqualTo(TableContents.lines(lake, Tables.PREDICTIONS));

        LedgerStage.keepTrackRecord(night(graded, DUE, SampleLake.settings()));
        assertThat(graded.read(Tables.TRACK_RECORD_KINDS).orderBy("kind").select("kind").collectAsList().stream()
                        .map(row -> row.getString(0)))
                .containsExactly("breakout", "cluster_growth", "language_newcomers");
        assertThat(graded.read(Tables.TRACK_RECORD_BINS)
                        .where("kind = 'all'")
                        .selectExpr("sum(predictions)")
                        .head()
                        .getLong(0))
                .isEqualTo(3);
    }

    @Test
    void ledgerOfAnOlderVersion_takesClaimsWithoutStars() {
        Lake older = new Lake(TestSpark.session(), folder.resolve("older").toString());
        TestSpark.session()
                .sql(
                        "CREATE TABLE delta.`%s` (prediction_id STRING NOT NULL, required_gain BIGINT NOT NULL) USING delta"
                                .formatted(older.path(Tables.PREDICTIONS)));

        older.appendNew(Tables.PREDICTIONS, TestRows.table(Tables.PREDICTIONS, """
                prediction_id | kind               | subject_type | made_on    | due_on     | required_value
                p             | language_newcomers | language     | 2026-03-06 | 2026-04-03 | 2.0
                """));

        assertThat(older.read(Tables.PREDICTIONS).head().<Object>getAs("required_gain"))
                .isNull();
    }

    private static void claim(Lake lake, LocalDate day, Settings settings) {
        NightContext night = night(lake, day, settings);
        LedgerStage.predict(night);
        LedgerStage.predictGroups(night(lake, day, settings));
    }

    private static void grade(NightContext night) {
        LedgerStage.grade(night);
    }

    private static NightContext night(Lake lake, LocalDate day, Settings settings) {
        Manifest manifest = new Manifest(day, InstantSource.fixed(Instant.EPOCH), Progress.SILENT);
        return new NightContext(lake.interpreted(), settings, day, manifest);
    }

    /** Five stars a day each. */
    private static List<Map<String, @Nullable Object>> snapshots(LocalDate day) {
        List<Map<String, @Nullable Object>> rows = new ArrayList<>();
        for (int i = 0; i < REPOSITORIES; i++) {
            rows.addAll(TestRows.rows(Tables.SNAPSHOTS, day, """
                    repo_key | full_name | stars | observed
                    r%d      | o/r%d     | %d    | true
                    """.formatted(i, i, stars(day))));
        }
        return rows;
    }

    private static long stars(LocalDate day) {
        return 1000 + 5 * (day.toEpochDay() - FIRST.toEpochDay());
    }

    /** Two Rust repositories surface, other ones each week; the first is on pace for a break-out. */
    private static List<Map<String, @Nullable Object>> signals(LocalDate day) {
        long week = day.toEpochDay() / 7;
        List<Map<String, @Nullable Object>> rows = new ArrayList<>();
        for (int i = 0; i < REPOSITORIES; i++) {
            boolean surfaces = i == 0 || i == 1 + week % 9;
            String rank = surfaces ? String.valueOf(i + 1) : "null";
            rows.addAll(TestRows.rows(Tables.REPO_SIGNALS, day, """
                    repo_key | full_name | language | stars | stars_gained_28d | velocity_28d | velocity_7d | signal_rank | board_place | tier
                    r%d      | o/r%d     | Rust     | %d    | 140              | 5.0          | %s          | %d          | %s          | %s
                    """.formatted(
                            i, i, stars(day), i == 0 ? 50.0 : 5.0, i + 1, rank, surfaces ? "surfacing" : "watched")));
        }
        return rows;
    }

    private static List<Map<String, @Nullable Object>> clusters(LocalDate day, String forming, String other) {
        return TestRows.rows(Tables.CLUSTERS, day, """
                cluster_id | label        | is_forming | forming_rank
                %s         | agent memory | true       | 1
                %s         | static sites | false      | null
                """.formatted(forming, other));
    }

    private static List<Map<String, @Nullable Object>> members(LocalDate day, String first, String second) {
        List<Map<String, @Nullable Object>> rows = new ArrayList<>();
        for (int i = 0; i < REPOSITORIES; i++) {
            rows.add(row(
                    Table.DAY, day, "repo_key", "r" + i, "full_name", "o/r" + i, "cluster_id", i < 5 ? first : second));
        }
        return rows;
    }
}
