package dev.reposignal.cli;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reposignal.evaluation.RankingMethod;
import dev.reposignal.lake.Lake;
import dev.reposignal.table.Table;
import dev.reposignal.table.Tables;
import dev.reposignal.testing.TestRows;
import dev.reposignal.testing.TestSpark;
import dev.reposignal.text.NumberFormats;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** train, a night with a model, backtest and early, from the command line on a made-up feed. */
class ModelCommandsTest {
    private static final LocalDate DAY = LocalDate.parse("2026-03-06");
    private static final int DAYS = 150;
    private static final int REPOSITORIES = 250;

    @TempDir
    static Path folder;

    private static Lake daily = new Lake(TestSpark.session(), "none");

    @BeforeAll
    static void loadFeed() {
        daily = lake("daily", 1, REPOSITORIES);
    }

    /** The same model under an earlier id and with another feature, as an older version left it on the same day. */
    private static void addModelOfAnOlderVersion() {
        daily.appendNew(
                Tables.MODELS,
                daily.read(Tables.MODELS)
                        .withColumn("model_id", lit("breakout-trees-v0"))
                        .withColumn("features", array(lit("another")))
                        .localCheckpoint());
    }

    @Test
    void trainedModel_setsUpTheBoardAndMakesTheClaimsOfTheNight() {
        CommandOutcome trained = CommandOutcome.run("train", "--lake", daily.root(), "--date", DAY.toString());
        assertThat(trained.exit()).as(trained.err()).isZero();
        List<Row> models = daily.read(Tables.MODELS).select("model_id").collectAsList();
        assertThat(models).hasSize(1);
        String model = models.get(0).getString(0);
        addModelOfAnOlderVersion();

        CommandOutcome night = CommandOutcome.run(
                "nightly",
                "--lake",
                daily.root(),
                "--site",
                folder.resolve("site").toString(),
                "--date",
                DAY.toString(),
                "--embedder",
                "tfidf");

        assertThat(night.exit()).as(night.err()).isZero();
        assertThat(night.err()).doesNotContain("no model");
        List<Row> surfacing = daily.readDay(Tables.REPO_SIGNALS, DAY)
                .where(col("tier").equalTo("surfacing"))
                .orderBy("board_place")
                .collectAsList();
        assertThat(surfacing).isNotEmpty().allSatisfy(row -> {
            assertThat(row.<String>getAs("model")).isEqualTo(model);
            assertThat(row.<Double>getAs("breakout_probability")).isBetween(0.0, 1.0);
        });
        assertThat(surfacing)
                .isSortedAccordingTo((a, b) ->
                        Double.compare(b.<Double>getAs("surfacing_score"), a.<Double>getAs("surfacing_score")));
        // Where readers see the board, the figure that orders it comes first.
        CommandOutcome board = CommandOutcome.run("board", "--lake", daily.root());
        assertThat(board.out()).contains("Ordered by the surfacing score").containsPattern("place +score +probability");
        assertThat(board.out()).contains(NumberFormats.score(surfacing.get(0).<Double>getAs("surfacing_score")));
        assertThat(folder.resolve("site/index.html")).content().contains(">surfacing score</th>");
        List<Row> claims = daily.read(Tables.PREDICTIONS)
                .where(col("kind").equalTo("breakout"))
                .collectAsList();
        assertThat(claims).isNotEmpty().allSatisfy(claim -> {
            assertThat(claim.<String>getAs("model")).isEqualTo(model);
            assertThat(surfacing)
                    .anyMatch(row -> row.<String>getAs("repo_key").equals(claim.getAs("subject_key"))
                            && row.<Double>getAs("breakout_probability").equals(claim.getAs("probability")));
        });
    }

    @Test
    void backtest_writesTablesAndPages_andRefusesADayWithoutHistory() {
        Path out = folder.resolve("backtest");
        CommandOutcome graded = CommandOutcome.run(
                "backtest",
                "--lake",
                daily.root(),
                "--from",
                DAY.minusDays(42).toString(),
                "--to",
                DAY.minusDays(35).toString(),
                "--output",
                out.toString());

        assertThat(graded.exit()).as(graded.err()).isZero();
        assertThat(graded.out()).contains("signal_score", "velocity_24h", "p@15");
        assertThat(daily.read(Tables.BACKTEST_METRICS)
                        .where("metric = 'average_precision' AND period = 'all' AND value IS NOT NULL")
                        .select("method")
                        .collectAsList())
                .extracting(row -> row.getString(0))
                .containsAll(RankingMethod.ablations().stream()
                        .map(RankingMethod::column)
                        .toList());
        assertThat(out.resolve("backtest.json")).exists();
        assertThat(out.resolve("backtest.html")).content().contains("<svg");
        assertThat(daily.read(Tables.BACKTEST_SCORES)
                        .select(Table.DAY)
                        .distinct()
                        .count())
                .isEqualTo(2);

        CommandOutcome refused = CommandOutcome.run(
                "backtest", "--lake", daily.root(), "--from", DAY.toString(), "--to", DAY.toString(), "--output", "x");
        assertThat(refused.exit()).isEqualTo(2);
        assertThat(refused.err()).startsWith("Cannot grade");
    }

    @Test
    void leadTime_countsTheDaysFromTheBoardToTheTrendingList() throws IOException {
        Lake weekly = lake("weekly", 10, 40);
        String name = weekly.readDay(Tables.SNAPSHOTS, DAY)
                .orderBy("repo_key")
                .select("full_name")
                .head()
                .getString(0);
        Path list = Files.writeString(
                folder.resolve("trending.csv"),
                "trending_date,rank,full_name,stars\n%s,1,%s,900\n%s,2,nobody/unknown,900\n".formatted(DAY, name, DAY));

        CommandOutcome measured =
                CommandOutcome.run("lead-time", "--lake", weekly.root(), "--trending", list.toString());

        assertThat(measured.exit()).as(measured.err()).isZero();
        assertThat(measured.out()).contains("6 boards", "1 of 1", "velocity_24h");
        assertThat(weekly.read(Tables.EARLY_SIGHTINGS).collectAsList())
                .hasSize(2)
                .anyMatch(row -> row.<String>getAs("method").equals("board") && row.<Integer>getAs("days_ahead") == 60);

        CommandOutcome refused = CommandOutcome.run(
                "lead-time",
                "--lake",
                weekly.root(),
                "--trending",
                list.toString(),
                "--to",
                DAY.minusDays(1).toString());
        assertThat(refused.exit()).isEqualTo(2);
        assertThat(refused.err()).startsWith("Cannot measure the lead time");
    }

    /** A lake of repositories that break out once in a while after a few days of speed. */
    private static Lake lake(String name, int step, int repositories) {
        Lake lake = new Lake(TestSpark.session(), folder.resolve(name).toString());
        List<Map<String, @Nullable Object>> rows = new ArrayList<>();
        List<LocalDate> days = new ArrayList<>();
        for (int back = DAYS - DAYS % step; back >= 0; back -= step) {
            days.add(DAY.minusDays(back));
        }
        for (int repository = 0; repository < repositories; repository++) {
            Random random = new Random(repository);
            long stars = 300L + random.nextInt(4_000);
            int phase = random.nextInt(80);
            for (int back = DAYS; back >= 0; back--) {
                int since = Math.floorMod(DAYS - back + phase, 80);
                stars += since < 4 ? 45 + random.nextInt(30) : since < 34 ? 24 + random.nextInt(18) : random.nextInt(2);
                if (back % step != 0) {
                    continue;
                }
                String owned = "owner%d/r%03d".formatted(repository % 60, repository);
                String theme = List.of("databases", "agents", "games", "maps").get(repository % 4);
                rows.addAll(TestRows.rows(Tables.SNAPSHOTS, DAY.minusDays(back), """
                        repo_key | full_name | description                | language | stars | observed
                        name:%s  | %s        | a tool for %s number %d    | L%d      | %d    | true
                        """.formatted(
                                owned, owned, theme, repository, repository % 5, stars)));
            }
        }
        lake.replaceDays(Tables.SNAPSHOTS, days, TestRows.of(Tables.SNAPSHOTS, rows));
        return lake;
    }
}
