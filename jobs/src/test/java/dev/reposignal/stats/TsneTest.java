package dev.reposignal.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Reference values by an independent program: bisection on the formula of the paper, and the gradient by differences. */
class TsneTest {
    private static final double[][] DISTANCES = matrix("""
            0 1 4 9
            1 0 2 6
            4 2 0 3
            9 6 3 0
            """);
    private static final double[][] AFFINITIES = matrix("""
            0           0.216375213 0.017138973 0.002205218
            0.216375213 0           0.127596435 0.013283428
            0.017138973 0.127596435 0           0.123400733
            0.002205218 0.013283428 0.123400733 0
            """);
    private static final double[][] POINTS = matrix("""
             0    0
             1    0.5
            -0.5  1
             0.3 -1.2
            """);

    @Test
    void affinities_areThoseOfThePaper() {
        assertClose(Tsne.affinities(DISTANCES, 1.5), AFFINITIES, 1e-8);
    }

    /** 1.5 is half of the other three points: more neighbours than that are not to be had. */
    @Test
    void perplexityBeyondHalfOfTheOthers_isHalfOfThem() {
        assertClose(Tsne.affinities(DISTANCES, 10), AFFINITIES, 1e-8);
    }

    /** Ten times the gradient of the divergence, which is 0.5798 at these points. */
    @Test
    void firstStep_goesDownTheGradient() {
        assertClose(descended(AFFINITIES, 1, 0), matrix("""
                 2.213009  1.071484
                -1.467540  0.600850
                -0.012026  1.268517
                 0.066557 -2.640851
                """), 1e-5);
    }

    @Test
    void earlySteps_takeTheAffinitiesFourfold() {
        double[][] fourfold = Arrays.stream(AFFINITIES)
                .map(row -> Arrays.stream(row).map(affinity -> 4 * affinity).toArray())
                .toArray(double[][]::new);

        assertClose(descended(AFFINITIES, 1, 1), descended(fourfold, 1, 0), 1e-12);
    }

    /** The second step is the gradient at the new points and 0.8 of the first step, 0.5 of it while early. */
    @Test
    void laterSteps_keepAPartOfTheStepBefore() {
        assertMomentum(0, 0.8);
        assertMomentum(2, 0.5);
    }

    private static void assertMomentum(int earlySteps, double momentum) {
        double[][] one = descended(AFFINITIES, 1, earlySteps);
        double[][] withoutMomentum = copy(one);
        Tsne.descend(withoutMomentum, AFFINITIES, 1, earlySteps);

        double[][] two = descended(AFFINITIES, 2, earlySteps);

        for (int i = 0; i < two.length; i++) {
            for (int axis = 0; axis < 2; axis++) {
                double first = one[i][axis] - POINTS[i][axis];
                assertThat(two[i][axis] - withoutMomentum[i][axis]).isCloseTo(momentum * first, within(1e-9));
            }
        }
    }

    private static double[][] descended(double[][] affinities, int steps, int earlySteps) {
        double[][] points = copy(POINTS);
        Tsne.descend(points, affinities, steps, earlySteps);
        return points;
    }

    private static double[][] copy(double[][] points) {
        return Arrays.stream(points).map(double[]::clone).toArray(double[][]::new);
    }

    private static void assertClose(double[][] found, double[][] expected, double tolerance) {
        assertThat(found).hasDimensions(expected.length, expected[0].length);
        for (int i = 0; i < expected.length; i++) {
            assertThat(found[i]).containsExactly(expected[i], within(tolerance));
        }
    }

    private static double[][] matrix(String text) {
        return text.lines()
                .map(line -> Arrays.stream(line.strip().split(" +", -1))
                        .mapToDouble(Double::parseDouble)
                        .toArray())
                .toArray(double[][]::new);
    }
}
