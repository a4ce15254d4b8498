package dev.reposignal.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Reference values by hand, and by {@code scipy.cluster.hierarchy.linkage([[0], [1], [5], [7]], "ward")}: its distances 1,
 * 2 and sqrt(60.5) are the square roots of twice the costs.
 */
class WardTreeTest {
    private static final WardTree LINE = WardTree.of(
            List.of(new double[] {0}, new double[] {1}, new double[] {5}, new double[] {7}));

    @Test
    void costs_areTheGrowthsOfTheSumOfSquares() {
        assertThat(LINE.costs()).containsExactly(new double[] {30.25, 2, 0.5}, within(1e-9));
    }

    @Test
    void groups_areWhatTheCheapestJoinsLeave() {
        assertThat(LINE.groups(1)).containsExactly(0, 0, 0, 0);
        assertThat(LINE.groups(2)).containsExactly(0, 0, 1, 1);
        assertThat(LINE.groups(3)).containsExactly(0, 0, 1, 2);
        assertThat(LINE.groups(9)).containsExactly(0, 1, 2, 3);
    }

    @Test
    void equalPoints_stayTogether() {
        WardTree tree = WardTree.of(List.of(new double[] {2}, new double[] {2}, new double[] {9}));

        assertThat(tree.distinct()).isEqualTo(2);
        assertThat(tree.groups(3)).containsExactly(0, 0, 1);
    }
}
