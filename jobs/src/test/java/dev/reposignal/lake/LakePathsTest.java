package dev.reposignal.lake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reposignal.testing.TestSpark;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LakePathsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {"/data/lake", "file:/data/lake", "file:///data/lake", "s3a://bucket/lake", "hdfs://host/lake"})
    void folderThatNeedsNoWorkingDirectory_isLeftAsItIs(String folder) {
        assertThat(LakePaths.absolute(TestSpark.session(), folder)).isEqualTo(folder);
    }

    @ParameterizedTest
    @ValueSource(strings = {"lake", "data/demo/lake", "data/with a blank"})
    void relativeFolder_isTakenFromTheWorkingDirectory(String folder) {
        assertThat(LakePaths.absolute(TestSpark.session(), folder))
                .isEqualTo(Path.of(folder).toAbsolutePath().toString());
    }

    @Test
    void partsThatLeadUp_areResolved() {
        assertThat(LakePaths.absolute(TestSpark.session(), "../lake"))
                .isEqualTo(Path.of("../lake").toAbsolutePath().normalize().toString());
    }
}
