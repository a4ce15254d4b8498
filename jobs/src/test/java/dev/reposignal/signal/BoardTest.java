package dev.reposignal.signal;

import static dev.reposignal.testing.TestRows.columns;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reposignal.config.Settings;
import dev.reposignal.table.Table;
import dev.reposignal.table.Tables;
import dev.reposignal.testing.TestRows;
import dev.reposignal.testing.TestSpark;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Who stands on the board where a model gives probabilities. */
class BoardTest {
    private static final LocalDate DAY = LocalDate.parse("2026-03-06");
    private static final StructType PROBABILITY =
            new StructType().add("repo_key", DataTypes.StringType).add("probability", DataTypes.DoubleType);

    private final List<Map<String, @Nullable Object>> rows = new ArrayList<>();
    private final List<Row> probabilities = new ArrayList<>();

    @Test
    void board_isTheHighestSurfacingScores_thenTheFastestOfTheSmall() {
        repository("likely/first", 5_000, 28, 60, 0.4);
        repository("likely/second", 25_000, 28, 60, 0.3);
        repository("likely/third", 5_000, 28, 50, 0.2);
        repository("fast/small", 15_000, 1_400, 100, 0.01);
        repository("fast/large", 50_000, 2_800, 200, 0.01);
        repository("slow/small", 1_000, 280, 11, 0.01);

        assertThat(board(new Settings.Signal(4, 2, 20_000, 1.25, 30_000, 1.5)))
                .containsExactly(
                        "likely/first surfacing",
                        "likely/second surfacing",
                        "fast/small tracked",
                        "likely/third tracked");
    }

    @Test
    void pace_countsMore_butNotInProportion() {
        // 86 stars a day and 5.2 % in the week against 61 and 1.4 %: counts 2.1 times.
        repository("more/stars", 5_000, 740, 60, 0.2);
        repository("more/probable", 5_000, 28, 60, 0.45);

        assertThat(board(new Settings.Signal(2, 1, 20_000, 1.25, 30_000, 1.5)))
                .first()
                .isEqualTo("more/probable surfacing");

        probabilities.clear();
        probabilities.add(RowFactory.create("name:more/stars", 0.2));
        probabilities.add(RowFactory.create("name:more/probable", 0.35));

        assertThat(board(new Settings.Signal(2, 1, 20_000, 1.25, 30_000, 1.5)))
                .first()
                .isEqualTo("more/stars surfacing");
    }

    @Test
    void aboveTheBoundOfStars_moreProbabilityIsNeeded_inProportion() {
        repository("well/known", 60_000, 28, 60, 0.5);
        repository("little/known", 5_000, 28, 60, 0.15);

        assertThat(board(new Settings.Signal(2, 1, 20_000, 1.25, 30_000, 1.5)))
                .first()
                .isEqualTo("little/known surfacing");
    }

    @Test
    void whatSurfacedTheNightBefore_givesWayOnlyToClearlyMore() {
        repository("was/there", 5_000, 28, 60, 0.2);
        repository("a/little-more", 5_000, 28, 60, 0.25);

        Settings.Signal settings = new Settings.Signal(2, 1, 20_000, 1.25, 30_000, 1.5);
        assertThat(board(settings)).first().isEqualTo("a/little-more surfacing");
        assertThat(board(settings, "name:was/there")).first().isEqualTo("was/there surfacing");

        repository("much/more", 5_000, 28, 60, 0.4);
        assertThat(board(settings, "name:was/there")).first().isEqualTo("much/more surfacing");
    }

    @Test
    void early_areThoseThatRunFasterThanTheirMonth_orHaveNone() {
        repository("likely/one", 5_000, 28, 60, 0.4);
        repository("always/fast", 5_000, 2_800, 10, 0.01);
        repository("gaining/speed", 5_000, 1_400, 40, 0.01);
        repository("young/one", 500, 280, 30, null);
        rows.removeIf(row -> Objects.equals(row.get("full_name"), "young/one")
                && Objects.equals(row.get(Table.DAY), DAY.minusDays(28)));

        assertThat(board(new Settings.Signal(4, 1, 20_000, 1.25, 30_000, 1.5)))
                .containsExactly("likely/one surfacing", "gaining/speed tracked", "young/one tracked");
    }

    @Test
    void noProbability_keepsOneOffTheTop_butNotOffTheBoard() {
        repository("young/one", 500, 280, 90, null);
        repository("likely/one", 500, 280, 60, 0.2);

        assertThat(board(new Settings.Signal(4, 1, 20_000, 1.25, 30_000, 1.5)))
                .containsExactly("likely/one surfacing", "young/one tracked");
    }

    @Test
    void reservedRanks_areOfTheYoungWithTheHighestProbability_behindTheSurfacing() {
        repository("likely/one", 5_000, 28, 60, 0.4);
        repository("fast/one", 15_000, 1_400, 100, 0.01);
        repository("young/slow", 500, 28, 3, null);
        repository("young/better", 500, 28, 4, null);
        repository("young/third", 500, 28, 2, null);
        Dataset<Row> young = Signals.scored(DAY, TestRows.of(Tables.SNAPSHOTS, rows))
                .withColumn(
                        "young_probability",
                        expr("CASE full_name WHEN 'young/slow' THEN 0.1 WHEN 'young/better' THEN 0.2"
                                + " WHEN 'young/third' THEN 0.05 END"));
        Settings.Signal settings = new Settings.Signal(4, 1, 20_000, 1.25, 30_000, 1.5);

        assertThat(board(settings, 2, young))
                .containsExactly(
                        "likely/one surfacing", "young/better tracked", "young/slow tracked", "fast/one tracked");
        assertThat(board(settings, 0, young)).startsWith("likely/one surfacing", "fast/one tracked");
    }

    /** A repository with its gain of 28 days up to yesterday, its gain of today, and the model's word. */
    private void repository(String name, long stars, long monthGain, long dayGain, @Nullable Double probability) {
        for (int daysBefore : new int[] {28, 7, 1, 0}) {
            long before = Math.round(monthGain * daysBefore / 28.0);
            rows.add(columns("snapshot_date | repo_key | full_name | stars | observed")
                    .row(
                            DAY.minusDays(daysBefore),
                            "name:" + name,
                            name,
                            stars - before - (daysBefore > 0 ? dayGain : 0),
                            true));
        }
        if (probability != null) {
            probabilities.add(RowFactory.create("name:" + name, probability));
        }
    }

    private List<String> board(Settings.Signal settings, String... surfacedBefore) {
        return board(settings, 0, Signals.scored(DAY, TestRows.of(Tables.SNAPSHOTS, rows)), surfacedBefore);
    }

    private List<String> board(Settings.Signal settings, int reserved, Dataset<Row> scored, String... surfacedBefore) {
        Dataset<Row> known = TestSpark.session().createDataFrame(probabilities, PROBABILITY);
        return Signals.onBoardByProbability(settings, "model", List.of(surfacedBefore), known, reserved, scored)
                .where(col("board_place").isNotNull())
                .orderBy("board_place")
                .collectAsList()
                .stream()
                .map(row -> row.getAs("full_name") + " " + row.getAs("tier"))
                .toList();
    }
}
