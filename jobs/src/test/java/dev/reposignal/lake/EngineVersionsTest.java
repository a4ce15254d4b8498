package dev.reposignal.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reposignal.error.UserException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EngineVersionsTest {
    private static final EngineVersions BUILT = new EngineVersions("4.2.0", "4.4.0");

    @Test
    void classPathOfTheTests_isWhatWasBuiltWith() {
        assertThat(EngineVersions.present()).isEqualTo(EngineVersions.built());
    }

    @Test
    void otherPatches_areAccepted() {
        assertThatCode(() -> new EngineVersions("4.2.1", "4.4.2").require(BUILT))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({"4.1.0, 4.3.0", "4.2.0, 4.3.0", "4.3.0, 4.4.0", "3.5.6, 3.3.0"})
    void otherMinorVersions_areRefused(String spark, String delta) {
        assertThatThrownBy(() -> new EngineVersions(spark, delta).require(BUILT))
                .isInstanceOf(UserException.class)
                .hasMessageContainingAll("Spark " + spark, "Delta " + delta, "Spark 4.2", "Delta 4.4");
    }
}
