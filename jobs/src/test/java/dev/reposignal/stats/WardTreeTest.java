package dev.reposignal.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Ward's method on points of a line worked out by hand, and on others against its definition. */
class WardTreeTest {
    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                // joining 0 and 1 costs 1 x 1 / 2, joining 5 and 7 costs 4 x 1 / 2, the pairs 5.5 x 5.5 x 2 x 2 / 4
                "0 1 5 7 | 30.25 2 0.5",
                "7 0 5 1 | 30.25 2 0.5",
                // three at 0, 0 and 3: nothing for the equal ones, then 9 x 2 x 1 / 3
                "0 3 0   | 6 0",
                "0 10    | 50",
                "4       | ''",
            })
    void costs_growTheSumOfSquaresFromTheLastJoinToTheFirst(String points, String costs) {
        double[] expected = Stream.of(costs.split(" "))
                .filter(cost -> !cost.isEmpty())
                .mapToDouble(Double::parseDouble)
                .toArray();

        assertThat(WardTree.of(line(points)).costs()).containsExactly(expected, within(1e-6));
    }

    @ParameterizedTest(name = "{0} in {1} groups: {2}")
    @CsvSource({
        "0 1 5 7, 1, 0 0 0 0",
        "0 1 5 7, 2, 0 0 1 1",
        "0 1 5 7, 3, 0 0 1 2",
        "0 1 5 7, 4, 0 1 2 3",
        "0 1 5 7, 9, 0 1 2 3",
        // numbered by the first point of each
        "7 0 5 1, 2, 0 1 0 1",
        // equal points are never told apart
        "0 3 0, 3, 0 1 0",
        "2 2 2, 3, 0 0 0",
        "4, 1, 0",
    })
    void groups_areTheCheapestJoins(String points, int most, String groups) {
        assertThat(WardTree.of(line(points)).groups(most))
                .containsExactly(
                        Stream.of(groups.split(" ")).mapToInt(Integer::parseInt).toArray());
    }

    @Test
    void distinct_countsEqualPointsOnce() {
        assertThat(WardTree.of(line("0 3 0 3 3")).distinct()).isEqualTo(2);
        assertThat(WardTree.of(line("4")).distinct()).isEqualTo(1);
    }

    @Test
    void costs_areThoseOfTheDefinition_inAnyOrderOfThePoints() {
        Random random = new Random(5);
        List<double[]> points = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            points.add(new double[] {random.nextGaussian(), random.nextGaussian(), random.nextGaussian()});
        }
        double[] expected = byDefinition(points);

        assertThat(WardTree.of(points).costs()).containsExactly(expected, within(1e-4));
        Collections.shuffle(points, random);
        assertThat(WardTree.of(points).costs()).containsExactly(expected, within(1e-4));
    }

    /** Always joins the two groups whose union adds least to the sum of squared distances from the means. */
    private static double[] byDefinition(List<double[]> points) {
        List<List<double[]>> groups = new ArrayList<>();
        points.forEach(point -> groups.add(List.of(point)));
        double[] costs = new double[points.size() - 1];
        for (int join = costs.length - 1; join >= 0; join--) {
            double least = Double.POSITIVE_INFINITY;
            int one = 0;
            int other = 0;
            for (int i = 0; i < groups.size(); i++) {
                for (int j = i + 1; j < groups.size(); j++) {
                    double cost = scatter(union(groups.get(i), groups.get(j)))
                            - scatter(groups.get(i))
                            - scatter(groups.get(j));
                    if (cost < least) {
                        least = cost;
                        one = i;
                        other = j;
                    }
                }
            }
            costs[join] = least;
            List<double[]> union = union(groups.get(one), groups.get(other));
            groups.remove(other);
            groups.set(one, union);
        }
        return costs;
    }

    private static List<double[]> union(List<double[]> one, List<double[]> other) {
        return Stream.concat(one.stream(), other.stream()).toList();
    }

    private static double scatter(List<double[]> group) {
        double[] mean = new double[group.get(0).length];
        group.forEach(point -> VectorMath.add(mean, point, 1.0 / group.size()));
        double sum = 0;
        for (double[] point : group) {
            for (int i = 0; i < mean.length; i++) {
                sum += (point[i] - mean[i]) * (point[i] - mean[i]);
            }
        }
        return sum;
    }

    private static List<double[]> line(String points) {
        return Arrays.stream(points.split(" "))
                .map(point -> new double[] {Double.parseDouble(point)})
                .toList();
    }
}
