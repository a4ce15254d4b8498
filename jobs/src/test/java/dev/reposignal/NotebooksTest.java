package dev.reposignal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The notebooks as files; {@code notebooks/check} runs them. */
class NotebooksTest {
    private static final Path FOLDER = Path.of("../notebooks");

    static List<Path> notebooks() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.filter(file -> file.toString().endsWith(".ipynb"))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("notebooks")
    void notebook_isCommittedWithoutOutputs(Path notebook) throws IOException {
        for (JsonNode cell : new ObjectMapper().readTree(notebook.toFile()).get("cells")) {
            if (cell.get("cell_type").asText().equals("code")) {
                assertThat(cell.get("outputs"))
                        .as("outputs of %s", cell.get("source"))
                        .isEmpty();
                assertThat(cell.get("execution_count").isNull()).isTrue();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("notebooks")
    void notebook_beginsWithItsTitle_andIsListed(Path notebook) throws IOException {
        JsonNode first =
                new ObjectMapper().readTree(notebook.toFile()).get("cells").get(0);

        assertThat(first.get("cell_type").asText()).isEqualTo("markdown");
        assertThat(first.get("source").get(0).asText()).startsWith("# ");
        assertThat(Files.readString(FOLDER.resolve("README.md")))
                .contains(notebook.getFileName().toString());
    }

    /** What a reader sees on GitHub is the notebook as it is now. */
    @ParameterizedTest
    @MethodSource("notebooks")
    void notebook_isRenderedAsItIs(Path notebook) throws IOException {
        String page = notebook.getFileName().toString().replace(".ipynb", ".md");
        String rendered = Files.readString(FOLDER.resolve("rendered").resolve(page));
        for (JsonNode cell : new ObjectMapper().readTree(notebook.toFile()).get("cells")) {
            StringBuilder source = new StringBuilder();
            cell.get("source").forEach(line -> source.append(line.asText()));
            // Links differ: the pages are one folder deeper.
            String seen = cell.get("cell_type").asText().equals("code")
                    ? "```python\n" + source + "\n```"
                    : source.toString().lines().findFirst().orElse("").replaceFirst("]\\(.*", "");
            assertThat(rendered)
                    .as("run jobs/bin/reposignal demo and notebooks/render")
                    .contains(seen);
        }
        assertThat(rendered).contains(".png)").doesNotContain("Traceback");
    }

    @Test
    void requirements_arePinned() throws IOException {
        assertThat(Files.readAllLines(FOLDER.resolve("requirements.txt")))
                .allMatch(line -> line.startsWith("#") || line.matches("[a-z0-9-]+==[0-9.]+"));
    }
}
