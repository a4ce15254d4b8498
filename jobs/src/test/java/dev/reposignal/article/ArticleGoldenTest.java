package dev.reposignal.article;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The whole article as it reads; update on purpose with -Dreposignal.goldens=update. */
class ArticleGoldenTest {
    private static final Path GOLDENS =
            Path.of(System.getProperty("basedir", ".")).resolve("src/test/resources/dev/reposignal/article/golden");

    @Test
    void ordinaryNight_isTheGoldenHtml() throws IOException {
        compare("ordinary-night.html", Rendered.of(TestNight.ordinary()).html());
    }

    @Test
    void ordinaryNight_isTheGoldenMarkdown() throws IOException {
        compare("ordinary-night.md", Rendered.of(TestNight.ordinary()).markdown());
    }

    @Test
    void emptyNight_isTheGoldenMarkdown() throws IOException {
        compare("empty-night.md", Rendered.of(Nights.empty()).markdown());
    }

    private static void compare(String name, String actual) throws IOException {
        Path golden = GOLDENS.resolve(name);
        if ("update".equals(System.getProperty("reposignal.goldens"))) {
            Files.createDirectories(GOLDENS);
            Files.writeString(golden, actual);
        }
        if (!Files.exists(golden)) {
            fail("The golden %s is missing. Run with -Dreposignal.goldens=update and read what it wrote.", golden);
        }
        assertThat(actual).isEqualTo(Files.readString(golden));
    }
}
