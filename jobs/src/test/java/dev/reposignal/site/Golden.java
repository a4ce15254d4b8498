package dev.reposignal.site;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Files agreed on, under {@code src/test/resources/dev/reposignal/site/golden}. */
final class Golden {
    private static final Path FOLDER = Path.of(
            System.getProperty("basedir", "."), "src", "test", "resources", "dev", "reposignal", "site", "golden");

    private Golden() {}

    static void assertUnchanged(String name, String text) throws IOException {
        Path file = FOLDER.resolve(name);
        if ("update".equals(System.getProperty("reposignal.goldens"))) {
            Files.createDirectories(FOLDER);
            Files.writeString(file, text);
        }
        assertThat(file)
                .as(
                        "write it anew with ./mvnw -B test -Dtest=SiteTest -Dreposignal.goldens=update, and read the difference")
                .exists()
                .hasContent(text);
    }
}
