package dev.reposignal.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.reposignal.testing.TestSpark;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;

class FormingTest {
    private static final StructType CLUSTER = new StructType()
            .add("cluster_id", DataTypes.StringType, false)
            .add("owners", DataTypes.LongType, false)
            .add("accelerating_owners", DataTypes.LongType, false)
            .add("tracked_repos", DataTypes.LongType, false)
            .add("surfacing_repos", DataTypes.LongType, false)
            .add("velocity_7d", DataTypes.DoubleType, false)
            .add("velocity_28d", DataTypes.DoubleType, false)
            .add("acceleration", DataTypes.DoubleType, false)
            .add("gathered_acceleration", DataTypes.DoubleType, false)
            .add("largest_acceleration", DataTypes.DoubleType, false)
            .add("cohesion", DataTypes.DoubleType)
            .add("keywords", DataTypes.createArrayType(DataTypes.StringType, false), false)
            .add("centre", DataTypes.createArrayType(DataTypes.FloatType, false))
            .add("median_growth", DataTypes.DoubleType);

    @Test
    void ranked_showsTheBestThreeThatQualify() {
        Map<String, Row> ranked = ranked(
                cluster("a", 20, 10, 0.7),
                cluster("b", 20, 9, 0.7),
                cluster("c", 20, 8, 0.7),
                cluster("d", 20, 7, 0.7),
                cluster("two-owners", 4, 2, 0.7),
                cluster("leftovers", 20, 12, 0.2));

        assertThat(ranked.values())
                .extracting(
                        row -> row.getAs("cluster_id"),
                        row -> row.getAs("forming_rank"),
                        row -> row.getAs("is_forming"))
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("a", 1, true),
                        org.assertj.core.groups.Tuple.tuple("b", 2, true),
                        org.assertj.core.groups.Tuple.tuple("c", 3, true),
                        org.assertj.core.groups.Tuple.tuple("d", 4, false),
                        org.assertj.core.groups.Tuple.tuple("leftovers", null, false),
                        org.assertj.core.groups.Tuple.tuple("two-owners", null, false));
    }

    @Test
    void ranked_withNothingThatQualifies_showsNone() {
        assertThat(ranked(cluster("a", 9, 2, 0.7), cluster("b", 9, 0, 0.7)).values())
                .noneMatch(row -> row.<Boolean>getAs("is_forming"));
    }

    @Test
    void oneRepositoryThatDoesAllTheGrowing_scoresBelowSeveralThatShareIt() {
        Map<String, Row> ranked = ranked(
                RowFactory.create(
                        "one",
                        20L,
                        6L,
                        0L,
                        0L,
                        200.0,
                        100.0,
                        100.0,
                        100.0,
                        98.0,
                        0.7,
                        new String[] {"one"},
                        null,
                        null),
                RowFactory.create(
                        "several",
                        20L,
                        6L,
                        0L,
                        0L,
                        200.0,
                        100.0,
                        100.0,
                        100.0,
                        20.0,
                        0.7,
                        new String[] {"several"},
                        null,
                        null));

        assertThat(score(ranked, "several")).isGreaterThan(score(ranked, "one") + 15);
    }

    @Test
    void score_isTheSumOfItsParts() {
        // Share of owners 10/20 against twice the day's 10/40: all 30. Growth once the day's median, full at four
        // times:
        // 30 x 0.25. Twice the speed, a quarter of it by one: 20 x 0.75. Ten owners: 10 x log2(11) / 5. Three tracked,
        // two
        // of them surfacing: 10 x 0.5.
        Map<String, Row> ranked = ranked(
                RowFactory.create(
                        "a", 20L, 10L, 3L, 2L, 200.0, 100.0, 100.0, 100.0, 25.0, 0.7, new String[] {"a"}, null, 0.004),
                RowFactory.create(
                        "b", 20L, 0L, 0L, 0L, 100.0, 100.0, 0.0, 0.0, 0.0, 0.7, new String[] {"b"}, null, null));

        assertThat(score(ranked, "a"))
                .isCloseTo(30 + 7.5 + 15 + 10 * Math.log(11) / Math.log(2) / 5 + 5, within(0.006));
        assertThat(score(ranked, "b")).isZero();
    }

    @Test
    void themeOfABetterCluster_isNotShownTwice() {
        Map<String, Row> ranked = ranked(
                theme("first", 10, new String[] {"agents", "llm"}, new float[] {1, 0}),
                theme("near", 9, new String[] {"claude", "code"}, new float[] {0.8f, 0.6f}),
                theme("same-words", 8, new String[] {"llm", "agents"}, new float[] {0, 1}),
                theme("another", 7, new String[] {"agents", "game"}, new float[] {0, 1}));

        assertThat(ranked.values())
                .extracting(
                        row -> row.getAs("cluster_id"),
                        row -> row.getAs("forming_rank"),
                        row -> row.getAs("same_theme_as"))
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("another", 2, null),
                        org.assertj.core.groups.Tuple.tuple("first", 1, null),
                        org.assertj.core.groups.Tuple.tuple("near", null, "first"),
                        org.assertj.core.groups.Tuple.tuple("same-words", null, "first"));
    }

    private static Row theme(String id, long accelerating, String[] keywords, float[] centre) {
        return RowFactory.create(
                id, 20L, accelerating, 0L, 0L, 150.0, 100.0, 50.0, 60.0, 10.0, 0.7, keywords, centre, null);
    }

    private static Row cluster(String id, long owners, long accelerating, double cohesion) {
        return RowFactory.create(
                id,
                owners,
                accelerating,
                0L,
                0L,
                150.0,
                100.0,
                50.0,
                60.0,
                10.0,
                cohesion,
                new String[] {id},
                null,
                null);
    }

    private static double score(Map<String, Row> ranked, String id) {
        return ranked.entrySet().stream()
                .filter(entry -> entry.getKey().equals(id))
                .findFirst()
                .orElseThrow()
                .getValue()
                .<Double>getAs("forming_score");
    }

    private static Map<String, Row> ranked(Row... clusters) {
        Map<String, Row> byId = new TreeMap<>();
        Forming.ranked(TestSpark.session().createDataFrame(List.of(clusters), CLUSTER))
                .collectAsList()
                .forEach(row -> byId.put(row.getAs("cluster_id"), row));
        return byId;
    }
}
