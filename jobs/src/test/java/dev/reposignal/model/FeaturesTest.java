package dev.reposignal.model;

import static dev.reposignal.testing.TestRows.columns;
import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reposignal.config.Settings;
import dev.reposignal.ledger.Breakouts;
import dev.reposignal.table.Table;
import dev.reposignal.table.Tables;
import dev.reposignal.testing.TestRows;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FeaturesTest {
    private static final Settings.Predict SETTINGS = new Settings.Predict(100, 2.0, 0.01, 5, 62);
    private static final LocalDate DAY = LocalDate.parse("2025-06-10");
    private static final int REPOSITORIES = 30;

    @Test
    void futureRows_changeNoFeature_whateverTheySay() {
        List<Map<String, @Nullable Object>> past = feed(DAY.minusDays(400), DAY);
        List<Map<String, @Nullable Object>> planted = new ArrayList<>(past);
        for (Map<String, @Nullable Object> future : feed(DAY.plusDays(1), DAY.plusDays(40))) {
            Map<String, @Nullable Object> changed = new HashMap<>(future);
            changed.put("stars", 1_000_000L);
            changed.put("description", "planted");
            changed.put("language", "Planted");
            planted.add(changed);
        }

        Map<String, List<Float>> asItWas = features(TestRows.of(Tables.SNAPSHOTS, past));
        Map<String, List<Float>> withFuture = features(TestRows.of(Tables.SNAPSHOTS, planted));

        assertThat(asItWas).hasSizeGreaterThan(20);
        assertThat(withFuture).isEqualTo(asItWas);
    }

    @Test
    void whatANightReads_givesTheFeaturesThatWereLearnedFrom() {
        Dataset<Row> whole = TestRows.of(Tables.SNAPSHOTS, feed(DAY.minusDays(500), DAY));

        assertThat(features(Examples.known(DAY, whole))).isEqualTo(features(whole));
    }

    @Test
    void otherOrderAndPartitions_giveTheSameFeatures() {
        Dataset<Row> rows = TestRows.of(Tables.SNAPSHOTS, feed(DAY.minusDays(120), DAY));

        assertThat(features(rows.repartition(7).orderBy(col("stars").desc()))).isEqualTo(features(rows));
    }

    @Test
    void labels_areThoseTheLedgerGradesBy() {
        Dataset<Row> snapshots = TestRows.of(Tables.SNAPSHOTS, feed(DAY.minusDays(60), DAY.plusDays(40)));
        Map<String, @Nullable Double> graded = new HashMap<>();
        Dataset<Row> claims = Features.measured(SETTINGS, List.of(DAY), snapshots)
                .select(
                        col("repo_key").as("subject_key"),
                        col(Table.DAY).as("start_day"),
                        col("stars").as("start_stars"));
        Breakouts.withObservedGain("start_day", "start_stars", snapshots, claims)
                .select("subject_key", "observed_gain")
                .collectAsList()
                .forEach(row -> graded.put(row.getString(0), row.isNullAt(1) ? null : row.getDouble(1)));

        List<Row> examples = Features.measured(SETTINGS, List.of(DAY), snapshots)
                .select("repo_key", "future_gain", "label", "gain_before", "stars")
                .collectAsList();

        assertThat(examples).hasSameSizeAs(graded.keySet()).isNotEmpty();
        assertThat(examples).anyMatch(row -> row.isNullAt(1)).anyMatch(row -> row.getBoolean(2));
        for (Row example : examples) {
            Double gain = graded.get(example.getString(0));
            assertThat(example.<@Nullable Double>getAs("future_gain")).isEqualTo(gain);
            assertThat(example.getBoolean(2))
                    .isEqualTo(gain != null
                            && gain >= Breakouts.requiredGain(SETTINGS, example.getLong(3), example.getLong(4)));
        }
    }

    @ParameterizedTest(name = "breakout_gain {0}: label {1}, past break-outs {2}")
    @CsvSource({"100, true, 1", "150, true, 1", "151, false, 0", "70, true, 2"})
    void breakoutGain_movesTheLabelAndThePastBreakoutsAlike(int gain, boolean label, float pastBreakouts) {
        // 150 stars in the 28 days that end 56 days before the day, 150 in the 28 days after it, none between.
        List<Map<String, @Nullable Object>> rows = new ArrayList<>();
        for (int back = 200; back >= -28; back--) {
            double earlier = 150 * Math.min(Math.max(84 - back, 0), 28) / 28.0;
            double later = 150 * Math.max(-back, 0) / 28.0;
            rows.add(columns("snapshot_date | repo_key | full_name | observed | stars")
                    .row(DAY.minusDays(back), "id:1", "o/r", true, Math.round(1_000 + earlier + later)));
        }
        Settings.Predict settings = new Settings.Predict(gain, 2.0, 0.001, 5, 62);

        Row example = Features.measured(settings, List.of(DAY), TestRows.of(Tables.SNAPSHOTS, rows))
                .select("label", "features")
                .head();

        assertThat(example.getBoolean(0)).isEqualTo(label);
        assertThat(example.<Float>getList(1).get(Features.names().indexOf("year_breakouts")))
                .isEqualTo(pastBreakouts);
    }

    @Test
    void sample_keepsEveryBreakoutAndWeighsTheRest() {
        Dataset<Row> snapshots = TestRows.of(Tables.SNAPSHOTS, feed(DAY.minusDays(60), DAY.plusDays(40)));
        List<LocalDate> days = List.of(DAY.minusDays(8), DAY.minusDays(4), DAY);
        Dataset<Row> all = Features.measured(SETTINGS, days, snapshots);
        Dataset<Row> sample = Features.sample(SETTINGS, days, snapshots, Examples.histories(snapshots));

        assertThat(sample.where("label").count())
                .isEqualTo(all.where("label").count())
                .isPositive();
        assertThat(sample.where("NOT label").count())
                .isLessThan(all.where("NOT label").count());
        // Those on pace to a break-out are all kept, of the others one in twelve or one in seventy-two.
        assertThat(sample.where("NOT label AND weight NOT IN (1, 12, 72)").count())
                .isZero();
        assertThat(sample.where("NOT label").selectExpr("sum(weight)").head().getDouble(0))
                .isBetween(
                        0.5 * all.where("NOT label").count(),
                        2.0 * all.where("NOT label").count());
        // The same row has the same features, surroundings included, sampled or not.
        assertThat(sample.drop("weight").exceptAll(all.drop("weight")).count()).isZero();
    }

    private static Map<String, List<Float>> features(Dataset<Row> snapshots) {
        Map<String, List<Float>> features = new HashMap<>();
        Features.measured(SETTINGS, List.of(DAY), snapshots)
                .select("repo_key", "features")
                .collectAsList()
                .forEach(row -> features.put(row.getString(0), row.getList(1)));
        return features;
    }

    /** Repositories with gaps, losses, bursts and one that vanishes; the same stars for the same day whatever the range. */
    private static List<Map<String, @Nullable Object>> feed(LocalDate first, LocalDate last) {
        List<Map<String, @Nullable Object>> rows = new ArrayList<>();
        LocalDate start = DAY.minusDays(600);
        for (int repository = 0; repository < REPOSITORIES; repository++) {
            Random random = new Random(repository);
            long stars = 500L + random.nextInt(20_000);
            for (LocalDate day = start; !day.isAfter(last); day = day.plusDays(1)) {
                boolean isBurst = repository % 5 == 0 && day.isAfter(DAY.minusDays(3));
                stars += random.nextInt(6) - 1L + (isBurst ? 40L : 0L);
                boolean isMissing = random.nextInt(10) == 0 && !day.equals(DAY);
                boolean hasVanished = repository == 7 && day.isAfter(DAY);
                if (day.isBefore(first) || isMissing || hasVanished) {
                    continue;
                }
                rows.add(columns(
                                "snapshot_date | repo_key | full_name | description | language | topics | stars | forks | observed")
                        .row(
                                day,
                                "name:owner%d/r%d".formatted(repository % 9, repository),
                                "owner%d/r%d".formatted(repository % 9, repository),
                                "number " + repository,
                                repository % 3 == 0 ? null : "L" + repository % 4,
                                repository % 2 == 0 ? List.of("t" + repository % 3, "even") : null,
                                stars,
                                repository % 4 == 0 ? stars / 9 : null,
                                true));
            }
        }
        return rows;
    }
}
