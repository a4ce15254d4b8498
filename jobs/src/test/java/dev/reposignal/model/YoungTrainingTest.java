package dev.reposignal.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.reposignal.model.YoungTraining.Example;
import dev.reposignal.table.Tables;
import dev.reposignal.testing.TestRows;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

class YoungTrainingTest {
    private static final LocalDate TRAINED_ON = LocalDate.parse("2026-03-06");
    private static final double KEPT = 0.4;

    @Test
    void gainsDrawnFromAGammaPoisson_giveItsMeanBack_andAsManyGainsAsCame() {
        List<Example> examples = drawn(2_000);

        YoungRates rates =
                YoungTraining.fitted(TRAINED_ON, 500, 1_000, examples).rates().orElseThrow();

        assertThat(rates.ranges()).extracting(YoungRates.AgeRange::from).containsExactly(0, 8, 15);
        for (YoungRates.AgeRange range : rates.ranges()) {
            assertThat(range.kept()).isCloseTo(KEPT, within(0.08));
            assertThat(range.shape()).isCloseTo(1, within(0.2));
        }
        double expected = examples.stream()
                .mapToDouble(each -> rates.probability(each.age(), each.paced()))
                .sum();
        long came = examples.stream().filter(each -> each.gain() >= 500).count();
        assertThat(expected).isCloseTo((double) came, within(0.01 * came));
        assertThat(rates.baseRate()).isCloseTo(came / 2_000.0, within(1e-12));
        assertThat(YoungRates.fromRows(rows(rates))).isEqualTo(rates);
    }

    @Test
    void moreDaysOfOneRepository_doNotCountMore() {
        List<Example> once = drawn(1_000);
        List<Example> repeated = new ArrayList<>(once);
        for (int i = 0; i < 20; i++) {
            repeated.add(once.get(0));
        }

        assertThat(YoungTraining.fitted(TRAINED_ON, 500, 1_000, repeated)
                        .rates()
                        .orElseThrow()
                        .ranges()
                        .get(0)
                        .kept())
                .isCloseTo(
                        YoungTraining.fitted(TRAINED_ON, 500, 1_000, once)
                                .rates()
                                .orElseThrow()
                                .ranges()
                                .get(0)
                                .kept(),
                        within(1e-3));
    }

    @Test
    void tooFewRepositoriesOrGains_giveNoRates() {
        YoungTraining.Result few =
                YoungTraining.fitted(TRAINED_ON, 500, 1_000, drawn(YoungTraining.FEWEST_REPOSITORIES - 1));
        assertThat(few.rates()).isEmpty();
        assertThat(few.repositories()).isEqualTo(YoungTraining.FEWEST_REPOSITORIES - 1);

        List<Example> quiet = drawn(1_000).stream()
                .map(each -> new Example(each.repoKey(), each.age(), each.paced(), 3))
                .toList();
        assertThat(YoungTraining.fitted(TRAINED_ON, 500, 1_000, quiet).rates()).isEmpty();
    }

    @Test
    void days_endWhereTheFutureIsNotKnown_theAgeIsOver_orTheBoundIsReached() {
        int created = 100;
        double[] none = new double[50];
        java.util.Arrays.fill(none, Double.NaN);
        int[] days = new int[50];
        double[] stars = new double[50];
        for (int i = 0; i < 50; i++) {
            days[i] = created + 2 + i;
            stars[i] = 10 + 20.0 * i;
        }
        RepositorySeries series = new RepositorySeries(days, stars, none, none, none);

        assertThat(YoungTraining.examples("a", created, series, created + 10, 1_000))
                .extracting(Example::age)
                .containsExactly(2, 3, 4, 5, 6, 7, 8, 9, 10);
        assertThat(YoungTraining.examples("a", created, series, created + 1_000, 1_000))
                .extracting(Example::age)
                .endsWith(27)
                .hasSize(26);
        assertThat(YoungTraining.examples("a", created, series, created + 1_000, 50))
                .hasSize(2);
        assertThat(YoungTraining.examples("a", created, series, created + 1_000, 1_000)
                        .get(0))
                .as("its whole life of 2.5 days, for 28 days; then the gain of the next 28")
                .isEqualTo(new Example("a", 2, 28 * 10.5 / 2.5, 560));
        assertThat(YoungTraining.examples("a", created, series, created + 1_000, 1_000)
                        .get(10))
                .as("the pace of its week")
                .isEqualTo(new Example("a", 12, 28 * 140.5 / 7, 560));
    }

    @Test
    void repositoryThatIsLost_countsWithWhatItHadGained() {
        double[] none = {Double.NaN, Double.NaN, Double.NaN};
        RepositorySeries series =
                new RepositorySeries(new int[] {100, 105, 180}, new double[] {10, 25, 900}, none, none, none);

        assertThat(YoungTraining.examples("a", 98, series, 1_000, 1_000))
                .extracting(Example::gain)
                .containsExactly(15.0, 0.0);
    }

    @Test
    void repositoriesTakenUpLate_andRowsFilledIn_areNotLearnedFrom() {
        Dataset<Row> snapshots = TestRows.table(Tables.SNAPSHOTS, """
                snapshot_date | repo_key | stars | observed | created_at
                2026-01-03    | k:early  | 10    | true     | 2026-01-01T12:00:00Z
                2026-01-31    | k:early  | 40    | true     | 2026-01-01T12:00:00Z
                2026-01-20    | k:late   | 10    | true     | 2026-01-01T12:00:00Z
                2026-02-20    | k:late   | 40    | true     | 2026-01-01T12:00:00Z
                2026-01-03    | k:filled | 10    | false    | 2026-01-01T12:00:00Z
                2026-01-03    | k:age    | 10    | true     | null
                """);

        assertThat(YoungTraining.learned(TRAINED_ON, 500, 1_000, snapshots).repositories())
                .isEqualTo(1);
    }

    @Test
    void probability_isTheTailOfANegativeBinomial() {
        // Shape 1 is a geometric count: P(G >= n) = (mean / (1 + mean))^n.
        assertThat(YoungRates.atLeast(5, 4, 1)).isCloseTo(Math.pow(0.8, 5), within(1e-12));
        assertThat(YoungRates.atLeast(500, 1e6, 20)).isCloseTo(1, within(1e-9));
        assertThat(YoungRates.atLeast(500, 1e-3, 0.02)).isBetween(0.0, 1e-3);
    }

    @Test
    void onlyTheYoungBelowTheBound_haveAProbability() {
        YoungRates rates = YoungTraining.fitted(TRAINED_ON, 500, 1_000, drawn(1_000))
                .rates()
                .orElseThrow();
        Dataset<Row> signals = TestRows.table("""
                repo_key string | age_days int | stars bigint | stars_gained_7d bigint | days_elapsed_7d int | young_probability double
                fast            | 10           | 900          | 700                    | 7                   | null
                known           | 10           | 1000         | 700                    | 7                   | null
                old             | 28           | 900          | 700                    | 7                   | null
                slow            | 10           | 900          | 7                      | 7                   | null
                unknown         | null         | 900          | 700                    | 7                   | null
                weekless        | 20           | 900          | null                   | null                | null
                """);

        List<Row> judged = rates.withProbability(signals).orderBy("repo_key").collectAsList();

        assertThat(judged)
                .filteredOn(row -> row.getAs("young_probability") != null)
                .extracting(row -> row.getString(0))
                .containsExactly("fast", "slow", "weekless");
        assertThat(judged.get(0).<Double>getAs("young_probability"))
                .isGreaterThan(judged.get(5).<Double>getAs("young_probability"));
        assertThat(judged.get(3).<Double>getAs("young_probability")).isLessThan(0.01);
    }

    /** Repositories whose kept share is gamma with shape 1 and a mean, each with one day. */
    private static List<Example> drawn(int repositories) {
        Random random = new Random(1);
        List<Example> examples = new ArrayList<>();
        for (int i = 0; i < repositories; i++) {
            double paced = Math.exp(random.nextDouble() * 8);
            double share = -KEPT * Math.log(1 - random.nextDouble());
            examples.add(new Example("r" + i, i % 28, paced, Math.round(share * paced)));
        }
        return examples;
    }

    private static List<Row> rows(YoungRates rates) {
        return dev.reposignal.testing.TestSpark.session()
                .createDataFrame(rates.toRows(), Tables.YOUNG_RATES.schema())
                .collectAsList();
    }
}
