package dev.reposignal.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ConfigurationFileTest {
    private static final Path SHIPPED = Path.of(System.getProperty("basedir", "."), "conf", "reposignal.yaml");

    @Test
    void shippedFile_changesNothing() {
        assertThat(SettingsLoader.load(Optional.of(SHIPPED), Map.of(), Map.of()))
                .isEqualTo(SettingsLoader.load(Optional.empty(), Map.of(), Map.of()));
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
        try (InputStream defaults =
                Objects.requireNonNull(SettingsLoader.class.getResourceAsStream("defaults.yaml"), "defaults.yaml")) {
            JsonNode expected = yaml.readTree(defaults);
            assertThat(yaml.readTree(shown))
                    .as(
                            "conf/reposignal.yaml must show what defaults.yaml holds: copy the lines and put \"# \" before each")
                    .isEqualTo(expected);
        }
    }
}
