package dev.reposignal.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reposignal.table.Table;
import dev.reposignal.table.Tables;
import dev.reposignal.testing.TestSpark;
import java.sql.Date;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class TrainingTest {
    private static final LocalDate TRAINED_ON = LocalDate.parse("2025-12-02");
    private static final StructType SCHEMA = new StructType()
            .add("repo_key", DataTypes.StringType)
            .add(Table.DAY, DataTypes.DateType)
            .add("label", DataTypes.BooleanType)
            .add("weight", DataTypes.DoubleType)
            .add("features", DataTypes.createArrayType(DataTypes.FloatType, false));

    private static Dataset<Row> sample = TestSpark.session().emptyDataFrame();
    private static Optional<BreakoutModel> model = Optional.empty();

    @BeforeAll
    static void train() {
        sample = rows(TRAINED_ON.minusDays(34));
        model = Training.fitted(TRAINED_ON, sample);
    }

    @Test
    void whatGaveBreakouts_isGivenTheHigherProbability() {
        Dataset<Row> asked =
                dataset(List.of(example("strong", TRAINED_ON, false, 3), example("weak", TRAINED_ON, false, -3)));
        List<Row> judged =
                model.orElseThrow().probabilities(asked).orderBy("repo_key").collectAsList();

        double strong = judged.get(0).getDouble(2);
        double weak = judged.get(1).getDouble(2);
        assertThat(strong).isGreaterThan(4 * weak);
        assertThat(weak).isBetween(0.0, 0.2);
    }

    @Test
    void probabilities_addUpToWhatCame() {
        double expected = model.orElseThrow()
                .probabilities(sample)
                .selectExpr("avg(probability)")
                .head()
                .getDouble(0);
        double observed = sample.selectExpr("avg(cast(label AS INT))").head().getDouble(0);

        assertThat(expected).isBetween(observed * 0.8, observed * 1.25);
    }

    @Test
    void sameRowsInOtherOrder_growTheSameTrees() {
        Optional<BreakoutModel> again =
                Training.fitted(TRAINED_ON, sample.repartition(5).orderBy("weight", "label"));

        assertThat(again.orElseThrow().id()).isEqualTo(model.orElseThrow().id());
        assertThat(again.orElseThrow().booster()).isEqualTo(model.orElseThrow().booster());
    }

    @Test
    void rowsWhoseFutureIsNotOver_areNotLearnedFrom() {
        List<Row> later = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            later.add(example("planted" + i, TRAINED_ON.minusDays(33), true, -3));
        }

        Optional<BreakoutModel> withLater = Training.fitted(TRAINED_ON, sample.union(dataset(later)));

        assertThat(withLater.orElseThrow().id()).isEqualTo(model.orElseThrow().id());
    }

    @Test
    void tooFewBreakouts_giveNoModel() {
        assertThat(Training.fitted(TRAINED_ON, sample.where("NOT label"))).isEmpty();
        assertThat(Training.fitted(TRAINED_ON.minusYears(1), sample)).isEmpty();
    }

    @Test
    void days_areOverByTheDayAndTheSameForALaterModel() {
        LocalDate first = TRAINED_ON.minusDays(200);

        List<LocalDate> days = Training.days(TRAINED_ON, first);

        assertThat(days).allMatch(day -> !day.plusDays(34).isAfter(TRAINED_ON)).allMatch(day -> !day.isBefore(first));
        assertThat(Training.days(TRAINED_ON.plusDays(30), first)).containsAll(days);
    }

    @Test
    void storedModel_comesBackAsItWas() {
        Row stored = TestSpark.session()
                .createDataFrame(List.of(Models.toRow(model.orElseThrow())), Tables.MODELS.schema())
                .head();
        BreakoutModel loaded = Models.fromRow(stored);

        assertThat(loaded.id()).isEqualTo(model.orElseThrow().id());
        assertThat(loaded.figures()).isEqualTo(model.orElseThrow().figures());
        assertThat(loaded.probabilities(sample)
                        .exceptAll(model.orElseThrow().probabilities(sample))
                        .count())
                .isZero();
    }

    @Test
    void modelOfOtherFeatures_isNotAsked() {
        BreakoutModel other = new BreakoutModel(
                "other",
                TRAINED_ON,
                List.of("one"),
                PlattScaling.NONE,
                Map.of(),
                model.orElseThrow().booster());

        assertThat(other.isUsable()).isFalse();
        assertThatThrownBy(() -> other.probabilities(sample)).hasMessageContaining("other features");
    }

    /** Break-outs wherever the first feature is large, with some noise; one row in five is a break-out. */
    private static Dataset<Row> rows(LocalDate latest) {
        Random random = new Random(11);
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < 12_000; i++) {
            double strength = random.nextGaussian();
            boolean isBreakout = strength + 0.5 * random.nextGaussian() > 1;
            rows.add(example("r" + i, latest.minusDays(i % 160), isBreakout, strength));
        }
        return dataset(rows);
    }

    private static Row example(String key, LocalDate day, boolean isBreakout, double strength) {
        Float[] features = new Float[Features.names().size()];
        Arrays.fill(features, Float.NaN);
        features[0] = (float) strength;
        features[1] = (float) (key.hashCode() % 100);
        return RowFactory.create(key, Date.valueOf(day), isBreakout, 1.0, features);
    }

    private static Dataset<Row> dataset(List<Row> rows) {
        return TestSpark.session().createDataFrame(rows, SCHEMA);
    }
}
