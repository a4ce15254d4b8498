package dev.reposignal.stats;

import java.util.Random;
import org.apache.spark.mllib.linalg.DenseMatrix;
import org.apache.spark.mllib.linalg.Matrix;

/**
 * The strongest directions of a symmetric matrix, by block subspace iteration (Golub and Van Loan, Matrix Computations,
 * 8.2.4).
 *
 * <p>MLlib's own decompositions start from a random vector of the process, so they differ in the last digits from call to
 * call, and run a Spark job per step; this one starts from a fixed seed and runs none.
 */
public final class PrincipalDirections {
    private static final int ITERATIONS = 8;
    /** More directions than asked for make the last of them settle sooner. */
    private static final int SPARE = 10;

    private static final long SEED = 42;

    private PrincipalDirections() {}

    /** At most so many orthonormal directions, one per row, the strongest first. */
    public static double[][] of(Matrix symmetric, int most) {
        int size = symmetric.numRows();
        int block = Math.min(size, most + SPARE);
        Random random = new Random(SEED);
        double[] start = new double[size * block];
        for (int i = 0; i < start.length; i++) {
            start[i] = random.nextGaussian();
        }
        double[] columns = start;
        orthonormalised(columns, size);
        for (int iteration = 0; iteration < ITERATIONS; iteration++) {
            columns = symmetric.multiply(new DenseMatrix(size, block, columns)).values();
            orthonormalised(columns, size);
        }
        int kept = Math.min(block, most);
        double[][] directions = new double[kept][size];
        for (int direction = 0; direction < kept; direction++) {
            System.arraycopy(columns, direction * size, directions[direction], 0, size);
            VectorMath.fixSign(directions[direction]);
        }
        return directions;
    }

    /** Gram-Schmidt on the columns of a column-major matrix, in place; a column that depends on those before is zero. */
    private static void orthonormalised(double[] columns, int size) {
        for (int at = 0; at < columns.length; at += size) {
            double before = length(columns, at, size);
            // Twice is enough: the first pass leaves rounding errors that the second removes.
            for (int pass = 0; pass < 2; pass++) {
                for (int earlier = 0; earlier < at; earlier += size) {
                    double overlap = 0;
                    for (int i = 0; i < size; i++) {
                        overlap += columns[earlier + i] * columns[at + i];
                    }
                    for (int i = 0; i < size; i++) {
                        columns[at + i] -= overlap * columns[earlier + i];
                    }
                }
            }
            double after = length(columns, at, size);
            double factor = after > 1e-10 * before ? 1 / after : 0;
            for (int i = 0; i < size; i++) {
                columns[at + i] *= factor;
            }
        }
    }

    private static double length(double[] columns, int start, int size) {
        double sum = 0;
        for (int i = start; i < start + size; i++) {
            sum += columns[i] * columns[i];
        }
        return Math.sqrt(sum);
    }
}
