package dev.reposignal.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reposignal.config.Settings;
import dev.reposignal.error.UserException;
import dev.reposignal.table.Relevance;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SubjectFilesTest {
    private static final String FIELDS = """
            # name, phrases
            Data\tdatabases, data engineering
            Fun\tgames
            """;

    @TempDir
    Path folder;

    @Test
    void listsOfTheSettings_takeTheirCommittedOnesOver() throws IOException {
        Subjects subjects = Subjects.of(settings("Fun\tapplication\tchess games\tchess, lichess\n", FIELDS));

        assertThat(subjects.all())
                .containsExactly(new Subjects.Subject(
                        "Fun",
                        Relevance.APPLICATION,
                        "chess games",
                        List.of("chess games", "chess", "lichess"),
                        Subjects.MadeWith.NOTHING));
        assertThat(subjects.fields().names()).containsExactly("Data", "Fun");
    }

    @Test
    void fieldMayBeNamedByAPhrase_soThatItIsRenamedInOneFile() throws IOException {
        Subjects subjects = Subjects.of(settings(
                "databases\ttechnology\tgraph databases\tneo4j\nFUN\tlist\tlists of games\tawesome games\tframework\n",
                FIELDS));

        assertThat(subjects.all()).extracting(Subjects.Subject::field).containsExactly("Data", "Fun");
        assertThat(subjects.all().get(1).madeWith()).isEqualTo(Subjects.MadeWith.FRAMEWORK);
    }

    @Test
    void allProblemsOfBothLists_areNamedWithFileAndLine() throws IOException {
        Settings.Cluster settings = settings("""
                # field, relevance, name, words
                Data\ttechnology\tgraph databases

                Food\tedible\tcooking\trecipe, , recipe\tspoon
                Fun\tapplication\tchess games\tchess
                Fun\tapplication\tchess games\tlichess
                """, FIELDS + "Play\tgames\nalone\n");

        assertThatThrownBy(() -> Subjects.of(settings))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("Invalid list of subjects or fields (9 problems)")
                .hasMessageContaining("fields.tsv line 4 has the phrase games, which line 3 has too")
                .hasMessageContaining("fields.tsv line 5 has 1 columns")
                .hasMessageContaining("subjects.tsv line 2 has 3 columns")
                .hasMessageContaining("subjects.tsv line 4 has the field 'Food', which ")
                .hasMessageContaining(
                        "subjects.tsv line 4 has the relevance 'edible', none of technology, application, list")
                .hasMessageContaining("subjects.tsv line 4 has 'spoon' in the column made with")
                .hasMessageContaining("subjects.tsv line 4 has an empty phrase between commas")
                .hasMessageContaining("subjects.tsv line 4 has the phrase recipe twice")
                .hasMessageContaining("subjects.tsv line 6 has the name chess games, which line 5 has too");
    }

    @Test
    void emptyAndMissingLists_areRefused() throws IOException {
        Settings.Cluster empty = settings("# nothing\n", FIELDS);
        assertThatThrownBy(() -> Subjects.of(empty))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("subjects.tsv has no subject");
        Settings.Cluster missing = new Settings.Cluster(
                "minilm", "", "mean", 0, 7, folder.resolve("none.tsv").toString(), "");
        assertThatThrownBy(() -> Subjects.of(missing))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("none.tsv of the setting cluster.subjects");
    }

    @Test
    void hash_isOfTheListsAndNotOfTheFiles() throws IOException {
        String line = "Fun\tapplication\tchess games\tchess\n";
        String hash = Subjects.of(settings(line, FIELDS)).hash();

        assertThat(hash).hasSize(64);
        assertThat(Subjects.of(settings("# a comment\n" + line, FIELDS)).hash()).isEqualTo(hash);
        assertThat(Subjects.of(settings(line.replace("chess\n", "lichess\n"), FIELDS))
                        .hash())
                .isNotEqualTo(hash);
        assertThat(Subjects.of(settings(line, FIELDS.replace("engineering", "science")))
                        .hash())
                .isNotEqualTo(hash);
    }

    private Settings.Cluster settings(String subjects, String fields) throws IOException {
        return new Settings.Cluster(
                "minilm",
                "",
                "mean",
                0,
                7,
                Files.writeString(folder.resolve("subjects.tsv"), subjects).toString(),
                Files.writeString(folder.resolve("fields.tsv"), fields).toString());
    }
}
