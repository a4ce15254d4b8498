package dev.reposignal.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ConfigurationFileTest {
    private static final Path DOCUMENT = Path.of("docs", "configuration.md");
    private static final String BEGIN = "<!-- begin of the settings, generated from defaults.yaml -->\n";
    private static final String END = "<!-- end of the settings -->\n";
    private static final Path SHIPPED = Path.of(System.getProperty("basedir", "."), "conf", "reposignal.yaml");

    @Test
    void shippedFile_changesNothing() {
        assertThat(SettingsLoader.load(Optional.of(SHIPPED), Map.of(), Map.of()))
                .isEqualTo(SettingsLoader.load(Optional.empty(), Map.of(), Map.of()));
    }

    @Test
    void document_hasEverySettingWithItsDefaultAndMeaning() throws IOException {
        String page = Files.readString(DOCUMENT);
        String whole = page.substring(0, page.indexOf(BEGIN) + BEGIN.length())
                + settingsTable()
                + page.substring(page.indexOf(END));
        if ("update".equals(System.getProperty("reposignal.goldens"))) {
            Files.writeString(DOCUMENT, whole);
        }

        assertThat(Files.readString(DOCUMENT))
                .as(
                        "jobs/docs/configuration.md is stale; run ./mvnw test -Dtest=ConfigurationFileTest -Dreposignal.goldens=update")
                .isEqualTo(whole);
    }

    /** A row per setting of defaults.yaml; the comment above a setting is its meaning. */
    private static String settingsTable() throws IOException {
        StringBuilder table = new StringBuilder("\n| setting | default | meaning |\n|---|---|---|\n");
        String group = "";
        List<String> comments = new ArrayList<>();
        for (String line : defaults().lines().toList()) {
            String text = line.strip();
            if (line.matches("\\w+:")) {
                group = text;
                comments.clear();
            } else if (text.startsWith("# ")) {
                comments.add(text.substring(2));
            } else if (line.matches("  \\w+:.*")) {
                String[] setting = text.split(": *", 2);
                table.append("| `%s%s` | %s | %s |%n"
                        .formatted(
                                group.replace(':', '.'),
                                setting[0],
                                setting[1].isEmpty() ? "a text" : "`%s`".formatted(setting[1]),
                                String.join(" ", comments)));
                comments.clear();
            }
        }
        return table.append("\n").toString();
    }

    private static String defaults() throws IOException {
        try (InputStream in =
                Objects.requireNonNull(SettingsLoader.class.getResourceAsStream("defaults.yaml"), "defaults.yaml")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void shippedFile_showsEverySettingWithItsDefault() throws IOException {
        List<String> lines = Files.readAllLines(SHIPPED);
        // Below the heading, each line is one of defaults.yaml with "# " before it.
        String shown = lines.stream()
                .dropWhile(line -> !line.isEmpty())
                .map(line -> line.startsWith("# ") ? line.substring(2) : line)
                .collect(Collectors.joining("\n"));
        YAMLMapper yaml = new YAMLMapper();
        JsonNode expected = yaml.readTree(defaults());
        assertThat(yaml.readTree(shown))
                .as(
                        "conf/reposignal.yaml must show the settings of defaults.yaml: copy the lines and put \"# \" before each")
                .isEqualTo(expected);
    }
}
