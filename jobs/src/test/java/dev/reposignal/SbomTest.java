package dev.reposignal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code jobs/bin/sbom} on bills that are written here; CI runs it on the real one. */
class SbomTest {
    @TempDir
    private Path folder = Path.of("");

    private String run(String components) throws IOException, InterruptedException {
        Path bill = Files.writeString(folder.resolve("bom.json"), "{\"components\": [" + components + "]}");
        Process process = new ProcessBuilder(
                        "python3",
                        "bin/sbom",
                        "--bom",
                        bill.toString(),
                        folder.resolve("out").toString())
                .redirectErrorStream(true)
                .start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return process.waitFor() + " " + printed;
    }

    private static String library(String group, String name, String version, String licence) {
        return """
                {"group": "%s", "name": "%s", "version": "%s", "licenses": [{"license": {"id": "%s"}}]}
                """.formatted(group, name, version, licence);
    }

    @Test
    void soundLibraries_areListedByLicence() throws IOException, InterruptedException {
        String printed = run(library("com.fasterxml.jackson.core", "jackson-core", "2.21.2", "Apache-2.0")
                + "," + library("org.codehaus.janino", "janino", "3.1.9", "BSD-3-Clause")
                + "," + library("dev.reposignal", "reposignal-jobs", "1", "none"));

        assertThat(printed).startsWith("0 accepted in janino: CVE-2023-33546").contains("2 libraries", "0 findings");
        assertThat(folder.resolve("out/licences.md"))
                .content()
                .contains("## Apache-2.0\n\n- com.fasterxml.jackson.core:jackson-core 2.21.2\n");
    }

    @Test
    void publishedFault_isAFinding() throws IOException, InterruptedException {
        assertThat(run(library("com.fasterxml.jackson.core", "jackson-core", "2.20.0", "Apache-2.0")))
                .startsWith("1 FAULT com.fasterxml.jackson.core:jackson-core 2.20.0: GHSA-72hv-8253-57qq; take 2.21.1");
    }

    @Test
    void licenceThatIsNotAllowed_isAFinding() throws IOException, InterruptedException {
        assertThat(run(library("a", "b", "1", "SSPL-1.0"))).startsWith("1 LICENCE a:b 1: SSPL-1.0 is not among");
        assertThat(run("{\"group\": \"a\", \"name\": \"b\", \"version\": \"1\"}"))
                .contains("not said is not among");
    }
}
