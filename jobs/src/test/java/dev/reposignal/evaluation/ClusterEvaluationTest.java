package dev.reposignal.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.reposignal.error.UserException;
import dev.reposignal.stats.Agreement;
import dev.reposignal.testing.SampleLake;
import dev.reposignal.testing.TestSpark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClusterEvaluationTest {
    private static final String LABELS = """
            Category;Stars;Description;Repository
            databases;3;vector database with sql search;ann/tinydb
            databases;4;"embedded vector database; sql";quickdb
            databases;5;distributed vector database and sql;cat/bigdb
            games;6;multiplayer arcade game with pixel sprites;eve/jump
            games;7;arcade game, pixel sprites;fay/race
            games;8;arcade game in pixel art;gus/chess
            games;9;;hal/mute
            ;9;no class is no label;ida/none
            """;

    @TempDir
    Path folder;

    @Test
    void columnsInAnyOrderAndSpelling_areFound_andClassesAgree() throws IOException {
        ClusterEvaluation evaluation = evaluated(LABELS);

        assertThat(evaluation.rows()).isEqualTo(7);
        assertThat(evaluation.withoutText()).isEqualTo(1);
        assertThat(evaluation.agreement().vMeasure()).isEqualTo(1);
        assertThat(evaluation.agreement().classes())
                .extracting(Agreement.ClassAgreement::category)
                .containsExactly("databases", "games");
    }

    @Test
    void partsOfTheFile_areMeasuredWithAWeightChosenOnTheOthers_andLastTheWholeFile() throws IOException {
        Path file = Files.writeString(folder.resolve("labels.csv"), LABELS);

        List<ClusterEvaluation.Part> parts = ClusterEvaluation.crossValidated(
                TestSpark.session(), SampleLake.settings().cluster(), file.toString(), 2, List.of(0.1, 0.5), 1);

        assertThat(parts).hasSize(3);
        assertThat(parts.get(0).repositories() + parts.get(1).repositories()).isEqualTo(6);
        assertThat(parts.get(2).repositories()).isEqualTo(6);
        assertThat(parts.get(2).classes()).isEqualTo(2);
        // Of weights that agree as well the first; the whole file has that of a night.
        assertThat(parts).extracting(ClusterEvaluation.Part::weight).containsExactly(0.1, 0.1, 0.35);
        assertThat(parts.get(2).night()).isEqualTo(new ClusterEvaluation.Scores(1, 1, 1));
    }

    @Test
    void gain_isTheMeanOfThePartsWithItsInterval() {
        ClusterEvaluation.Scores plain = new ClusterEvaluation.Scores(0.5, 0.4, 0.3);
        List<ClusterEvaluation.Part> parts = Stream.of(0.1, 0.2, 0.3)
                .map(gain -> new ClusterEvaluation.Part(
                        100, 9, 0.35, new ClusterEvaluation.Scores(0.5 + gain, 0.6, 0.3), plain))
                .toList();

        ClusterEvaluation.Gain gain = ClusterEvaluation.Gain.of(parts);

        assertThat(gain.mean().vMeasure()).isCloseTo(0.2, within(1e-12));
        // Student's t of 2 degrees of freedom is 4.303, the deviation 0.1, the root of the parts 1.732.
        assertThat(gain.halfWidth().vMeasure()).isCloseTo(0.2484, within(1e-4));
        assertThat(gain.mean().adjustedMutualInformation()).isCloseTo(0.2, within(1e-12));
        assertThat(gain.halfWidth().adjustedMutualInformation()).isCloseTo(0, within(1e-12));
        assertThat(gain.mean().adjustedRandIndex()).isZero();
    }

    @Test
    void missingColumns_areAllNamed() {
        assertThatThrownBy(() -> evaluated("full_name,stars\na/b,3\n"))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("no column description and no column category")
                .hasMessageContaining("its columns are full_name, stars");
    }

    @Test
    void oneClassAlone_isRefused() {
        assertThatThrownBy(() -> evaluated("full_name,description,category\na/b,a text,x\nc/d,another text,x\n"))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("in 1 class");
    }

    @Test
    void missingAndEmptyFiles_areRefused() throws IOException {
        assertThatThrownBy(() -> evaluatedFile(folder.resolve("nothing.csv")))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("there is no such file");
        assertThatThrownBy(() -> evaluated(""))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("it is empty");
    }

    private ClusterEvaluation evaluated(String text) throws IOException {
        return evaluatedFile(Files.writeString(folder.resolve("labels.csv"), text));
    }

    private static ClusterEvaluation evaluatedFile(Path file) {
        return ClusterEvaluation.of(TestSpark.session(), SampleLake.settings().cluster(), file.toString(), null);
    }
}
