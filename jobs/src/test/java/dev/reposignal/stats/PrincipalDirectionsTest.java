package dev.reposignal.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.apache.spark.mllib.linalg.DenseMatrix;
import org.junit.jupiter.api.Test;

class PrincipalDirectionsTest {
    @Test
    void directions_areEigenvectorsFromTheStrongestDown() {
        // Eigenvalues 6 with (2, 1) and 1 with (-1, 2).
        double[][] directions = PrincipalDirections.of(new DenseMatrix(2, 2, new double[] {5, 2, 2, 2}), 2);

        double length = Math.sqrt(5);
        assertThat(directions[0]).containsExactly(new double[] {2 / length, 1 / length}, within(1e-5));
        assertThat(directions[1]).containsExactly(new double[] {-1 / length, 2 / length}, within(1e-5));
    }

    @Test
    void directionsOfALargeMatrix_areNoMoreThanAskedFor() {
        int size = 30;
        double[] values = new double[size * size];
        for (int i = 0; i < size; i++) {
            values[i * size + i] = i == 7 ? 1_000 : i == 3 ? 100 : 1;
        }

        double[][] directions = PrincipalDirections.of(new DenseMatrix(size, size, values), 2);

        assertThat(directions.length).isEqualTo(2);
        assertThat(directions[0]).containsExactly(axis(size, 7), within(1e-6));
        assertThat(directions[1]).containsExactly(axis(size, 3), within(1e-6));
    }

    @Test
    void matrixOfFewerDirections_hasZerosForTheOthers() {
        double[][] directions = PrincipalDirections.of(new DenseMatrix(2, 2, new double[] {1, 1, 1, 1}), 5);

        assertThat(directions.length).isEqualTo(2);
        assertThat(directions[0]).containsExactly(new double[] {Math.sqrt(0.5), Math.sqrt(0.5)}, within(1e-12));
        assertThat(directions[1]).containsExactly(0, 0);
    }

    @Test
    void directions_areTheSameEveryTime() {
        DenseMatrix matrix = new DenseMatrix(3, 3, new double[] {4, 1, 0, 1, 3, 1, 0, 1, 2});

        assertThat(PrincipalDirections.of(matrix, 3)).isDeepEqualTo(PrincipalDirections.of(matrix, 3));
    }

    private static double[] axis(int size, int direction) {
        double[] axis = new double[size];
        axis[direction] = 1;
        return axis;
    }
}
