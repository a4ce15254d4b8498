package dev.reposignal.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.reposignal.stats.VectorMath;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NewClustersTest {
    /** Two clusters along the first two axes; repositories scatter about them by an angle of 0.3. */
    private static final double[][] CENTRES = {{1, 0, 0, 0}, {0, 1, 0, 0}};

    private static final List<double[]> SAMPLE = Stream.concat(
                    about(CENTRES[0], 20, 0.3).stream(), about(CENTRES[1], 20, 0.3).stream())
            .toList();

    @ParameterizedTest
    @CsvSource({
        // median 0.6, quartiles 0.4 and 0.8
        "0.2 0.4 0.6 0.8 1.0, 1.193032",
        "1.0 0.8 0.6 0.4 0.2, 1.193032",
        // median 0.7, quartiles 0.55 and 0.85 (NumPy's)
        "0.4 0.6 0.8 1.0, 1.144774",
        // nothing near is an outlier
        "0.1 0.1 0.1 0.1 0.1, 0.5",
        "0.7 0.7 0.7 0.7 0.7, 0.7",
    })
    void outlierDistance_isTwoRobustDeviationsAboveTheMedian(String distances, double expected) {
        double[] given =
                Stream.of(distances.split(" ")).mapToDouble(Double::parseDouble).toArray();

        assertThat(NewClusters.outlierDistance(given)).isCloseTo(expected, within(1e-6));
    }

    @Test
    void eightThatLieTogetherFarFromEveryCluster_areANewOne() {
        List<double[]> births = NewClusters.among(about(new double[] {0, 0, 1, 0}, 8, 0.1), CENTRES, SAMPLE);

        assertThat(births).hasSize(1);
        assertThat(births.get(0)[2]).isGreaterThan(0.99);
    }

    @Test
    void sevenThatLieTogether_areTooFew() {
        assertThat(NewClusters.among(about(new double[] {0, 0, 1, 0}, 7, 0.1), CENTRES, SAMPLE))
                .isEmpty();
    }

    @Test
    void thoseNearACluster_areNoNewOne() {
        assertThat(NewClusters.among(about(CENTRES[0], 8, 0.1), CENTRES, SAMPLE))
                .isEmpty();
    }

    @Test
    void thoseThatLieApart_areNoNewOne() {
        assertThat(NewClusters.among(about(new double[] {0, 0, 1, 0}, 8, 0.9), CENTRES, SAMPLE))
                .isEmpty();
    }

    @Test
    void twoGroups_areTwoNewOnes() {
        List<double[]> outliers = new ArrayList<>(about(new double[] {0, 0, 1, 0}, 8, 0.1));
        outliers.addAll(about(new double[] {0, 0, 0, 1}, 9, 0.1));

        assertThat(NewClusters.among(outliers, CENTRES, SAMPLE))
                .hasSize(2)
                .anySatisfy(birth -> assertThat(birth[2]).isGreaterThan(0.99))
                .anySatisfy(birth -> assertThat(birth[3]).isGreaterThan(0.99));
    }

    /** So many directions at this angle (in radians) from one, turned towards each axis in turn. */
    private static List<double[]> about(double[] direction, int count, double angle) {
        List<double[]> points = new ArrayList<>();
        for (int i = 0; points.size() < count; i++) {
            int axis = i % 4;
            if (direction[axis] == 0) {
                double[] point = direction.clone();
                point[axis] = (i / 4 % 2 == 0 ? 1 : -1) * Math.tan(angle);
                VectorMath.normalised(point);
                points.add(point);
            }
        }
        return points;
    }
}
