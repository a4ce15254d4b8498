package dev.reposignal.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Reference values by hand. */
class VectorMathTest {
    private static final double[] A = {1, 2, 3, 4, 5};
    private static final double[] B = {2, 0, -1, 1, 3};

    @Test
    void dot_isTheSumOfProducts() {
        assertThat(VectorMath.dot(A, B)).isEqualTo(2 + 0 - 3 + 4 + 15);
    }

    @Test
    void dotOfFloats_isTheSameInDoubles() {
        assertThat(VectorMath.dot(List.of(1f, 2f, 0.5f), List.of(4f, -1f, 3f))).isEqualTo(3.5);
    }

    @Test
    void cosine_isTheDotOverTheLengths() {
        assertThat(VectorMath.cosine(A, B)).isCloseTo(18 / (Math.sqrt(55) * Math.sqrt(15)), within(1e-12));
        assertThat(VectorMath.cosine(new double[] {3, 0}, new double[] {0, 2})).isZero();
        assertThat(VectorMath.cosine(new double[] {3, 4}, new double[] {-6, -8}))
                .isCloseTo(-1, within(1e-12));
        assertThat(VectorMath.cosine(A, new double[5])).isZero();
    }

    @Test
    void normalised_hasLengthOneOrIsLeftAlone() {
        double[] vector = {3, 4};
        double[] zero = {0, 0};

        assertThat(VectorMath.normalised(vector)).isTrue();
        assertThat(vector).containsExactly(new double[] {0.6, 0.8}, within(1e-12));
        assertThat(VectorMath.normalised(zero)).isFalse();
        assertThat(zero).containsExactly(0, 0);
    }
}
