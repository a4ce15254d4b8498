package dev.reposignal.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.reposignal.stats.VectorMath;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ClusterMapTest {
    private static final double[][] TWO_GROUPS = twoGroups();

    @Test
    void oneOrTwoThemes_areSetSideBySide() {
        assertThat(places(new double[][] {}, null).length).isZero();
        assertThat(places(new double[][] {{1, 0}}, null)).isDeepEqualTo(new double[][] {{0, 0}});
        assertThat(places(new double[][] {{1, 0}, {0, 1}}, null)).isDeepEqualTo(new double[][] {{0, 0}, {1, 0}});
    }

    @Test
    void nearThemes_areNearerToEachOtherThanToAnyOfTheOtherGroup() {
        double[][] places = places(TWO_GROUPS, null);

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
        assertThat(places(TWO_GROUPS, null)).isDeepEqualTo(places(TWO_GROUPS, null));
    }

    @Test
    void knownThemes_stayAboutWhereTheyWere_andANewOneBeginsBesideItsNearest() {
        double[][] before = places(TWO_GROUPS, null);
        double @Nullable [][] known = before.clone();
        known[11] = null;

        double[][] places = places(TWO_GROUPS, known);

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

        assertThat(places(TWO_GROUPS, known)).isDeepEqualTo(places(TWO_GROUPS, null));
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

    @Test
    void clustersOfOneField_areNearerThanTheirCentresAlone() {
        List<@Nullable String> fields = new ArrayList<>(Collections.nCopies(12, "games"));
        for (int even = 0; even < 12; even += 2) {
            fields.set(even, "data");
        }

        assertThat(nearestIsOfTheSameField(ClusterMap.places(TWO_GROUPS, fields, null)))
                .isGreaterThan(nearestIsOfTheSameField(places(TWO_GROUPS, null)));
    }

    /** Clusters whose nearest on the map has the same parity as their number. */
    private static long nearestIsOfTheSameField(double[][] places) {
        return IntStream.range(0, places.length)
                .filter(one -> {
                    int nearest = IntStream.range(0, places.length)
                            .filter(other -> other != one)
                            .boxed()
                            .min(Comparator.comparingDouble(other -> distance(places[one], places[other])))
                            .orElseThrow();
                    return nearest % 2 == one % 2;
                })
                .count();
    }

    /** Places of clusters whose field is unknown. */
    private static double[][] places(double[][] centres, double @Nullable [][] known) {
        return ClusterMap.places(centres, Collections.nCopies(centres.length, null), known);
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
