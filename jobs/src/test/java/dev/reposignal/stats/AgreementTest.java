package dev.reposignal.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.reposignal.stats.Agreement.Count;
import java.util.List;
import org.junit.jupiter.api.Test;

class AgreementTest {
    @Test
    void sameGroups_agreeFully() {
        Agreement agreement = Agreement.of(List.of(new Count("a", 7, 3), new Count("b", 2, 5)));

        assertThat(agreement.vMeasure()).isCloseTo(1, within(1e-12));
        assertThat(agreement.adjustedRandIndex()).isCloseTo(1, within(1e-12));
    }

    @Test
    void everythingInOneCluster_saysNothing() {
        Agreement agreement = Agreement.of(List.of(new Count("a", 0, 4), new Count("b", 0, 4)));

        assertThat(agreement.completeness()).isEqualTo(1);
        assertThat(agreement.homogeneity()).isCloseTo(0, within(1e-12));
        assertThat(agreement.vMeasure()).isCloseTo(0, within(1e-12));
        assertThat(agreement.adjustedRandIndex()).isCloseTo(0, within(1e-12));
    }

    @Test
    void partlySplitClass_hasTheMeasuresOfTheDefinition() {
        // Classes a a b b in clusters 0 1 2 2: h = 1, c = ln 2 / (1.5 ln 2); scikit-learn gives 0.8 and 0.571.
        Agreement agreement = Agreement.of(List.of(new Count("a", 0, 1), new Count("a", 1, 1), new Count("b", 2, 2)));

        assertThat(agreement.homogeneity()).isCloseTo(1, within(1e-12));
        assertThat(agreement.completeness()).isCloseTo(2.0 / 3, within(1e-12));
        assertThat(agreement.vMeasure()).isCloseTo(0.8, within(1e-12));
        assertThat(agreement.adjustedRandIndex()).isCloseTo(4.0 / 7, within(1e-12));
    }

    @Test
    void classes_standWorstFirst() {
        Agreement agreement = Agreement.of(List.of(
                new Count("found", 0, 4),
                new Count("scattered", 1, 1),
                new Count("scattered", 2, 2),
                new Count("scattered", 3, 1),
                new Count("mixed", 2, 2)));

        assertThat(agreement.classes())
                .extracting(Agreement.ClassAgreement::category)
                .containsExactly("scattered", "mixed", "found");
        assertThat(agreement.classes().get(0)).isEqualTo(new Agreement.ClassAgreement("scattered", 4, 2, 4, 3, 0.5));
    }

    @Test
    void oneRepository_agreesWithItself() {
        Agreement agreement = Agreement.of(List.of(new Count("a", 0, 1)));

        assertThat(agreement.vMeasure()).isEqualTo(1);
        assertThat(agreement.adjustedRandIndex()).isEqualTo(1);
    }
}
