package dev.reposignal.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.reposignal.stats.VectorMath;
import java.util.Arrays;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ClusterMapTest {
    private static final double[][] TWO_GROUPS = twoGroups();

    @Test
    void oneOrTwoThemes_areSetSideBySide() {
        assertThat(ClusterMap.places(new double[][] {}, null).length).isZero();
        assertThat(ClusterMap.places(new double[][] {{1, 0}}, null)).isDeepEqualTo(new double[][] {{0, 0}});
        assertThat(ClusterMap.places(new double[][] {{1, 0}, {0, 1}}, null))
                .isDeepEqualTo(new double[][] {{0, 0}, {1, 0}});
    }

    @Test
    void nearThemes_areNearerToEachOtherThanToAnyOfTheOtherGroup() {
        double[][] places = ClusterMap.places(TWO_GROUPS, null);

        for (int i = 0; i < 6; i++) {
            for (int j = 0; j < 6; j++) {
                if (i != j) {
                    double within = distance(places[i], places[j]);
                    for (int other = 6; other < 12; other++) {
                        assertThat(distance(places[i], places[other])).isGreaterThan(within);
                    }
                }
            }
        }
    }

    @Test
    void places_areTheSameEveryTime() {
        assertThat(ClusterMap.places(TWO_GROUPS, null)).isDeepEqualTo(ClusterMap.places(TWO_GROUPS, null));
    }

    @Test
    void knownThemes_stayAboutWhereTheyWere_andANewOneBeginsBesideItsNearest() {
        double[][] before = ClusterMap.places(TWO_GROUPS, null);
        double @Nullable [][] known = before.clone();
        known[11] = null;

        double[][] places = ClusterMap.places(TWO_GROUPS, known);

        double across = distance(before[0], before[6]);
        for (int i = 0; i < 11; i++) {
            assertThat(distance(places[i], before[i])).isLessThan(across / 4);
        }
        for (int other = 0; other < 6; other++) {
            assertThat(distance(places[11], places[other])).isGreaterThan(distance(places[11], places[7]));
        }
    }

    @Test
    void fewerThanThreeKnownThemes_areNoBeginning() {
        double @Nullable [][] known = new double[12][];
        known[0] = new double[] {500, 500};
        known[1] = new double[] {501, 500};

        assertThat(ClusterMap.places(TWO_GROUPS, known)).isDeepEqualTo(ClusterMap.places(TWO_GROUPS, null));
    }

    @Test
    void point_liesAmidItsNearestThemes() {
        double[][] places = {{0, 0}, {4, 0}, {0, 8}};

        assertThat(ClusterMap.amid(places, new double[] {0.5, 0.5, 0.5}))
                .containsExactly(new double[] {4.0 / 3, 8.0 / 3}, within(1e-12));
        // A cosine lower by 0.05 weighs e times less.
        double weight = Math.exp(-1);
        assertThat(ClusterMap.amid(places, new double[] {0.9, 0.85, -1}))
                .containsExactly(new double[] {4 * weight / (1 + weight), 0}, within(1e-9));
        assertThat(ClusterMap.amid(places, new double[] {-1, -1, 1}))
                .containsExactly(new double[] {0, 8}, within(1e-9));
    }

    private static double distance(double[] one, double[] other) {
        return Math.hypot(one[0] - other[0], one[1] - other[1]);
    }

    /** Six directions near one axis and six near another, in ten dimensions. */
    private static double[][] twoGroups() {
        Random random = new Random(8);
        double[][] centres = new double[12][];
        Arrays.setAll(centres, i -> {
            double[] centre = random.doubles(10, -0.1, 0.1).toArray();
            centre[i / 6] += 1;
            VectorMath.normalised(centre);
            return centre;
        });
        return centres;
    }
}
