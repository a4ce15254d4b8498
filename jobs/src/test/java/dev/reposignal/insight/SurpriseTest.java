package dev.reposignal.insight;

import static dev.reposignal.testing.RowsAssert.assertThatRows;
import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.reposignal.testing.TestRows;
import dev.reposignal.testing.TestSpark;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Bits worked out by hand. */
class SurpriseTest {
    @Test
    void share_isAsSurprisingAsItIsFarFromTheExpectedOne() {
        // Four of four at one half: a chance of 1 in 16. Five of ten at a quarter: 10 (0.5 log2 2 + 0.5 log2 2/3).
        Dataset<Row> cases = TestRows.table("""
                k bigint | n bigint | p double
                4        | 4        | 0.5
                5        | 10       | 0.25
                2        | 4        | 0.5
                1        | 4        | 0.5
                0        | 4        | 0.5
                0        | 0        | 0.5
                """);

        assertThatRows(cases.select(
                        col("k"),
                        col("n"),
                        Surprise.ofAtLeast(col("k"), col("n"), col("p")).as("at_least"),
                        Surprise.ofAtMost(col("k"), col("n"), col("p")).as("at_most")))
                .areExactly("""
                k | n  | at_least        | at_most
                4 | 4  | 4.0             | 0.0
                5 | 10 | ~2.075187496394 | 0.0
                2 | 4  | 0.0             | 0.0
                1 | 4  | 0.0             | ~0.754887502163
                0 | 4  | 0.0             | 4.0
                0 | 0  | 0.0             | 0.0
                """);
    }

    @ParameterizedTest
    @CsvSource({"3, 3.321928094887", "1, 1", "0, 0", "-5, 0"})
    void deviations_areBoundedByCantelli(double deviations, double bits) {
        assertThat(value(Surprise.ofDeviations(literal(deviations)))).isCloseTo(bits, within(1e-9));
    }

    @ParameterizedTest(name = "{0} of {1} others at least as extreme: {2} bits")
    @CsvSource({"0, 7, 3", "3, 15, 2", "7, 7, 0", "0, 0, 0"})
    void others_areThoseOfAPermutationTest(double extreme, double others, double bits) {
        assertThat(value(Surprise.amongOthers(literal(extreme), literal(others))))
                .isCloseTo(bits, within(1e-12));
    }

    @ParameterizedTest(name = "{1} bits, the best of {0}: {2}")
    @CsvSource({"8, 10, 7", "1, 10, 10", "0, 10, 10", "1024, 3, 0", "2, 99, 20"})
    void best_losesTheBitsOfTheChoice(double candidates, double bits, double expected) {
        assertThat(value(Surprise.ofTheBest(literal(candidates), literal(bits))))
                .isCloseTo(expected, within(1e-12));
    }

    @ParameterizedTest
    @CsvSource({"2, 10, 5", "1, 10, 10", "1, 50, 20", "4, 100, 20"})
    void within_dividesByTheDispersionAndEndsAtTwentyBits(double dispersion, double bits, double expected) {
        assertThat(value(Surprise.within(literal(dispersion), literal(bits)))).isCloseTo(expected, within(1e-12));
    }

    @ParameterizedTest
    @CsvSource({"0, 0, 0.5", "3, 8, 0.4", "8, 8, 0.9"})
    void chance_isNeverZeroOrOne(double k, double n, double expected) {
        assertThat(value(Surprise.chance(literal(k), literal(n)))).isCloseTo(expected, within(1e-12));
    }

    @Test
    void dispersion_isTheMeanSquareOfTheStandardisedDistances_andAtLeastOne() {
        // 60 and 40 of 100 at one half lie two deviations from 50, 55 one, 50 none.
        Dataset<Row> groups = TestRows.table("""
                scope string | k bigint | n bigint | p double
                wide         | 60       | 100      | 0.5
                wide         | 40       | 100      | 0.5
                narrow       | 55       | 100      | 0.5
                narrow       | 50       | 100      | 0.5
                none         | 0        | 0        | 0.5
                """);

        assertThatRows(groups.select(
                                col("scope"),
                                Surprise.dispersion(col("k"), col("n"), col("p"), Window.partitionBy("scope"))
                                        .as("dispersion"))
                        .distinct()
                        .orderBy("scope"))
                .areExactly("""
                scope  | dispersion
                narrow | 1.0
                none   | 1.0
                wide   | 4.0
                """);
    }

    private static Column literal(double value) {
        return functions.lit(value);
    }

    private static double value(Column column) {
        return TestSpark.session().range(1).select(column).head().getDouble(0);
    }
}
