package dev.reposignal.cluster;

import static dev.reposignal.testing.RowsAssert.assertThatRows;
import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.reposignal.testing.TestRows;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

class FormingTest {
    /** Identity; owners; repositories on the board; pace; who makes it; texts. */
    private static final String HEADER = "cluster_id string | owners bigint | accelerating_owners bigint"
            + " | tracked_repos bigint | surfacing_repos bigint | velocity_7d double | velocity_28d double"
            + " | acceleration double | gathered_acceleration double | largest_acceleration double | cohesion double"
            + " | keywords array<string> | centre array<float> | median_growth double\n";

    @Test
    void ranked_showsTheBestThreeThatQualify() {
        assertThatRows(ranked("""
                a           | 20 | 10              | 0 | 0 | 150 | 100      | 50 | 60 | 10       | 0.7      | [a]          | null | null
                b           | 20 | 9               | 0 | 0 | 150 | 100      | 50 | 60 | 10       | 0.7      | [b]          | null | null
                c           | 20 | 8               | 0 | 0 | 150 | 100      | 50 | 60 | 10       | 0.7      | [c]          | null | null
                d           | 20 | 7               | 0 | 0 | 150 | 100      | 50 | 60 | 10       | 0.7      | [d]          | null | null
                two-owners  | 4  | 2               | 0 | 0 | 150 | 100      | 50 | 60 | 10       | 0.7      | [two-owners] | null | null
                leftovers   | 20 | 12              | 0 | 0 | 150 | 100      | 50 | 60 | 10       | 0.2      | [leftovers]  | null | null
                """)).areExactly("""
                cluster_id | forming_rank | is_forming
                a          | 1            | true
                b          | 2            | true
                c          | 3            | true
                d          | 4            | false
                leftovers  | null         | false
                two-owners | null         | false
                """);
    }

    @Test
    void clusterThatNothingNames_isNotForming() {
        assertThatRows(ranked("""
                unnamed theme c-1 | 20 | 10 | 0 | 0 | 150 | 100 | 50 | 60 | 10 | 0.7 | [a] | null | null
                vector search     | 20 | 9  | 0 | 0 | 150 | 100 | 50 | 60 | 10 | 0.7 | [b] | null | null
                """)).areExactly("""
                cluster_id        | forming_rank | is_forming
                unnamed theme c-1 | null         | false
                vector search     | 1            | true
                """);
    }

    @Test
    void ranked_withNothingThatQualifies_showsNone() {
        assertThatRows(ranked("""
                a | 9 | 2 | 0 | 0 | 150 | 100 | 50 | 60 | 10 | 0.7 | [a] | null | null
                b | 9 | 0 | 0 | 0 | 150 | 100 | 50 | 60 | 10 | 0.7 | [b] | null | null
                """)).areExactly("""
                cluster_id | forming_rank | is_forming
                a          | null         | false
                b          | null         | false
                """);
    }

    @Test
    void oneRepositoryThatDoesAllTheGrowing_scoresBelowSeveralThatShareIt() {
        Map<String, Double> scores = scores("""
                one     | 20 | 6 | 0 | 0 | 200 | 100 | 100 | 100 | 98 | 0.7 | [one]     | null | null
                several | 20 | 6 | 0 | 0 | 200 | 100 | 100 | 100 | 20 | 0.7 | [several] | null | null
                """);

        assertThat(score(scores, "several")).isGreaterThan(score(scores, "one") + 15);
    }

    @Test
    void score_isTheSumOfItsParts() {
        // Share of owners 10/20 against twice the day's 10/40: all 30. Growth once the day's median, full at four
        // times:
        // 30 x 0.25. Twice the speed, a quarter of it by one: 20 x 0.75. Ten owners: 10 x log2(11) / 5. Three tracked,
        // two of them surfacing: 10 x 0.5.
        Map<String, Double> scores = scores("""
                a | 20 | 10 | 3 | 2 | 200 | 100 | 100 | 100 | 25 | 0.7 | [a] | null | 0.004
                b | 20 | 0  | 0 | 0 | 100 | 100 | 0   | 0   | 0  | 0.7 | [b] | null | null
                """);

        assertThat(score(scores, "a"))
                .isCloseTo(30 + 7.5 + 15 + 10 * Math.log(11) / Math.log(2) / 5 + 5, within(0.006));
        assertThat(score(scores, "b")).isZero();
    }

    @Test
    void themeOfABetterCluster_isNotShownTwice() {
        assertThatRows(ranked("""
                first      | 20 | 10 | 0 | 0 | 150 | 100 | 50 | 60 | 10 | 0.7 | [agents, llm]  | [1, 0]     | null
                near       | 20 | 9  | 0 | 0 | 150 | 100 | 50 | 60 | 10 | 0.7 | [claude, code] | [0.8, 0.6] | null
                same-words | 20 | 8  | 0 | 0 | 150 | 100 | 50 | 60 | 10 | 0.7 | [llm, agents]  | [0, 1]     | null
                another    | 20 | 7  | 0 | 0 | 150 | 100 | 50 | 60 | 10 | 0.7 | [agents, game] | [0, 1]     | null
                """)).areExactly("""
                cluster_id | forming_rank | same_theme_as
                another    | 2            | null
                first      | 1            | null
                near       | null         | first
                same-words | null         | first
                """);
    }

    private static Dataset<Row> ranked(String clusters) {
        // Its identity serves as the label, which only tells whether a cluster has a name.
        return Forming.ranked(TestRows.table(HEADER + clusters).withColumn("label", col("cluster_id")))
                .orderBy("cluster_id");
    }

    private static Map<String, Double> scores(String clusters) {
        Map<String, Double> scores = new HashMap<>();
        ranked(clusters)
                .collectAsList()
                .forEach(row -> scores.put(row.getAs("cluster_id"), row.getAs("forming_score")));
        return scores;
    }

    private static double score(Map<String, Double> scores, String id) {
        return Objects.requireNonNull(scores.get(id), id);
    }
}
