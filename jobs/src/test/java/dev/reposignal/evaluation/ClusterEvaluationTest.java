package dev.reposignal.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reposignal.error.UserException;
import dev.reposignal.stats.Agreement;
import dev.reposignal.testing.SampleLake;
import dev.reposignal.testing.TestSpark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
