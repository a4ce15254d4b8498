package dev.reposignal.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.reposignal.stats.VectorMath;
import dev.reposignal.stats.WardTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InitialCentroidsTest {
    private static final Offset<Double> CLOSE = within(1e-12);

    @Test
    void centres_areTheMeanDirectionsOfTheGroups() {
        List<double[]> points = List.of(point(1, 0), point(0, 1), point(-1, 0));

        double[][] centres = InitialCentroids.centres(points, new int[] {0, 0, 1});

        assertThat(centres.length).isEqualTo(2);
        assertThat(centres[0]).containsExactly(point(Math.sqrt(0.5), Math.sqrt(0.5)), CLOSE);
        assertThat(centres[1]).containsExactly(point(-1, 0), CLOSE);
    }

    @Test
    void pointsThatCancelEachOther_areRepresentedByTheFirst() {
        double[][] centres = InitialCentroids.centres(List.of(point(0, 1), point(0, -1)), new int[] {0, 0});

        assertThat(centres[0]).containsExactly(0, 1);
    }

    @Test
    void chosen_areTheGroupsOfTheSample() {
        List<double[]> sample = List.of(point(1, 0), point(0, 1), point(0.96, 0.28), point(0.28, 0.96));

        double[][] centres = InitialCentroids.chosen(sample, 2, 1);

        // (1, 0) with (0.96, 0.28), and (0, 1) with (0.28, 0.96)
        double length = Math.sqrt(3.92);
        assertThat(centres.length).isEqualTo(2);
        assertThat(centres[0]).containsExactly(point(1.96 / length, 0.28 / length), CLOSE);
        assertThat(centres[1]).containsExactly(point(0.28 / length, 1.96 / length), CLOSE);
    }

    @Test
    void sampleOfEqualPoints_hasOneCentre() {
        assertThat(InitialCentroids.chosen(List.of(point(0, 1), point(0, 1), point(0, 1)), 3, 1).length)
                .isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "2, 1", "8, 2", "50, 5", "399, 14"})
    void numberForAFewPoints_isTheRootOfHalfOfThem(int points, int clusters) {
        List<double[]> sample = around(1, points);

        assertThat(InitialCentroids.number(sample, WardTree.of(sample), 1)).isEqualTo(clusters);
    }

    @Test
    void numberForManyPoints_isLargeForManyThemesAndOneWithout() {
        List<double[]> without = around(0, 500);
        List<double[]> themes = around(20, 500);

        assertThat(InitialCentroids.number(without, WardTree.of(without), 1)).isEqualTo(1);
        assertThat(InitialCentroids.number(themes, WardTree.of(themes), 1)).isBetween(20, 26);
    }

    /** Points close to so many directions in turn; to none where there are no directions. */
    private static List<double[]> around(int directions, int points) {
        Random random = new Random(3);
        List<double[]> themes = new ArrayList<>();
        for (int i = 0; i < directions; i++) {
            themes.add(random.doubles(30, -1, 1).toArray());
        }
        List<double[]> sample = new ArrayList<>();
        for (int i = 0; i < points; i++) {
            double[] point = new double[30];
            for (int axis = 0; axis < point.length; axis++) {
                point[axis] = (directions == 0 ? 1 : 0.1) * random.nextGaussian()
                        + (directions == 0 ? 0 : themes.get(i % directions)[axis]);
            }
            VectorMath.normalised(point);
            sample.add(point);
        }
        return sample;
    }

    private static double[] point(double x, double y) {
        return new double[] {x, y};
    }
}
