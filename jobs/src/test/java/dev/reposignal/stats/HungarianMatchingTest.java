package dev.reposignal.stats;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class HungarianMatchingTest {
    @Test
    void heaviest_prefersTheBestSumToTheBestPair() {
        // 9 + 1 is less than 8 + 7.
        assertThat(HungarianMatching.heaviest(new double[][] {{9, 8}, {7, 1}})).containsExactly(1, 0);
    }

    @Test
    void heaviest_leavesOutWhatHasNoWeight() {
        assertThat(HungarianMatching.heaviest(new double[][] {{0, 0}, {0, 2}}))
                .containsExactly(HungarianMatching.NONE, 1);
    }

    @Test
    void moreRowsThanColumns_leaveRowsAlone() {
        assertThat(HungarianMatching.heaviest(new double[][] {{1}, {3}, {2}}))
                .containsExactly(HungarianMatching.NONE, 0, HungarianMatching.NONE);
    }

    @Test
    void moreColumnsThanRows_leaveColumnsAlone() {
        assertThat(HungarianMatching.heaviest(new double[][] {{1, 3, 2}})).containsExactly(1);
    }

    @Test
    void nothing_matchesNothing() {
        assertThat(HungarianMatching.heaviest(new double[0][])).isEmpty();
        assertThat(HungarianMatching.heaviest(new double[2][0]))
                .containsExactly(HungarianMatching.NONE, HungarianMatching.NONE);
    }

    @Test
    void heaviest_isAsHeavyAsTheBestOfAllWays() {
        Random random = new Random(5);
        for (int round = 0; round < 200; round++) {
            double[][] weights = new double[1 + random.nextInt(5)][1 + random.nextInt(5)];
            int columns = weights[0].length;
            for (double[] row : weights) {
                for (int i = 0; i < columns; i++) {
                    row[i] = random.nextInt(10);
                }
            }
            int[] matched = HungarianMatching.heaviest(weights);
            double sum = 0;
            for (int row = 0; row < weights.length; row++) {
                sum += matched[row] == HungarianMatching.NONE ? 0 : weights[row][matched[row]];
            }
            assertThat(sum).isEqualTo(best(weights, 0, new boolean[columns]));
        }
    }

    private static double best(double[][] weights, int row, boolean[] isTaken) {
        if (row == weights.length) {
            return 0;
        }
        double best = best(weights, row + 1, isTaken);
        for (int column = 0; column < isTaken.length; column++) {
            if (!isTaken[column]) {
                isTaken[column] = true;
                best = Math.max(best, weights[row][column] + best(weights, row + 1, isTaken));
                isTaken[column] = false;
            }
        }
        return best;
    }
}
