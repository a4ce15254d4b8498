package dev.reposignal.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.apache.spark.mllib.linalg.DenseMatrix;
import org.junit.jupiter.api.Test;

/** Reference values: {@code numpy.linalg.eigh([[5, 2], [2, 2]])}, eigenvalues 6 and 1. */
class PrincipalDirectionsTest {
    private static final DenseMatrix MATRIX = new DenseMatrix(2, 2, new double[] {5, 2, 2, 2});

    @Test
    void directions_areTheEigenvectorsTheStrongestFirst() {
        double[][] directions = PrincipalDirections.of(MATRIX, 2);

        assertThat(directions).hasDimensions(2, 2);
        double[] first = {2 / Math.sqrt(5), 1 / Math.sqrt(5)};
        double[] second = {-1 / Math.sqrt(5), 2 / Math.sqrt(5)};
        assertThat(Math.abs(VectorMath.dot(directions[0], first))).isCloseTo(1, within(1e-9));
        assertThat(Math.abs(VectorMath.dot(directions[1], second))).isCloseTo(1, within(1e-9));
    }

    @Test
    void fewerDirections_areTheStrongest() {
        assertThat(PrincipalDirections.of(MATRIX, 1)).hasDimensions(1, 2);
    }
}
