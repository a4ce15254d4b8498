package dev.reposignal.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reposignal.error.UserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsLoaderTest {
    /** For every key: a value that is not the default, and one that is refused ("" where any text will do). */
    private static final Map<String, List<String>> KEYS = new LinkedHashMap<>();

    static {
        KEYS.put("paths.lake", List.of("/data/lake", ""));
        KEYS.put("health.minimum_coverage", List.of("0.5", "1.5"));
        KEYS.put("health.frozen_share", List.of("0.9", "-0.1"));
        KEYS.put("health.purge_share", List.of("0.2", "2"));
        KEYS.put("health.distribution.level_change", List.of("0.33", "-1"));
        KEYS.put("health.distribution.zero_share", List.of("0.33", "-1"));
        KEYS.put("health.distribution.fallen_share", List.of("0.33", "-1"));
        KEYS.put("health.distribution.jumped_share", List.of("0.33", "-1"));
        KEYS.put("health.distribution.rounded_share", List.of("0.33", "-1"));
        KEYS.put("health.distribution.same_step_share", List.of("0.33", "-1"));
        KEYS.put("health.distribution.same_large_step_share", List.of("0.33", "-1"));
        KEYS.put("health.distribution.same_ratio_share", List.of("0.33", "-1"));
        KEYS.put("health.distribution.stale_share", List.of("0.33", "-1"));
        KEYS.put("health.distribution.stale_source_share", List.of("0.33", "-1"));
        KEYS.put("health.distribution.source_share", List.of("0.33", "-1"));
        KEYS.put("health.distribution.comparable_share", List.of("0.33", "-1"));
        KEYS.put("health.distribution.id_share", List.of("0.33", "-1"));
        KEYS.put("health.distribution.switched_share", List.of("0.33", "-1"));
        KEYS.put("health.distribution.swapped_pairs", List.of("9", "-1"));
        KEYS.put("signal.tracked", List.of("60", "0"));
        KEYS.put("signal.surfacing", List.of("20", "51"));
        KEYS.put("signal.early_stars", List.of("5000", "0"));
        KEYS.put("signal.early_speedup", List.of("2.5", "0"));
        KEYS.put("signal.surfacing_stars", List.of("5000", "0"));
        KEYS.put("signal.surfacing_stay", List.of("2.0", "0.5"));
        KEYS.put("cluster.embedder", List.of("tfidf", "gpt"));
        KEYS.put("cluster.model", List.of("/models/own.onnx", ""));
        KEYS.put("cluster.pooling", List.of("cls", "max"));
        KEYS.put("cluster.clusters", List.of("12", "1"));
        KEYS.put("cluster.seed", List.of("7", "seven"));
        KEYS.put("cluster.subjects", List.of("/lists/subjects.tsv", ""));
        KEYS.put("cluster.fields", List.of("/lists/fields.tsv", ""));
        KEYS.put("predict.breakout_gain", List.of("50", "0"));
        KEYS.put("predict.breakout_ratio", List.of("3.0", "0"));
        KEYS.put("predict.breakout_share", List.of("0.2", "0"));
        KEYS.put("predict.repositories", List.of("3", "-1"));
        KEYS.put("predict.model_max_age_days", List.of("30", "-1"));
        KEYS.put("young.repositories", List.of("3", "-1"));
        KEYS.put("young.most_stars", List.of("500", "0"));
        KEYS.put("trend.minimum_growth", List.of("0.3", "2"));
        KEYS.put("trend.false_discovery_rate", List.of("0.05", "2"));
        KEYS.put("trend.past_weeks", List.of("12", "0"));
        KEYS.put("trend.minimum_past_weeks", List.of("4", "0"));
        KEYS.put("trend.minimum_pace", List.of("5", "0"));
        KEYS.put("trend.minimum_owners", List.of("3", "0"));
        KEYS.put("trend.minimum_label_fit", List.of("0.8", "2"));
        KEYS.put("trend.relevance", List.of("[technology, application]", "no list"));
        KEYS.put("trend.most", List.of("2", "-1"));
        KEYS.put("article.writer", List.of("model", "gpt"));
        KEYS.put("article.base_url", List.of("http://127.0.0.1:11434/v1", "file:///etc/passwd"));
        KEYS.put("article.model", List.of("small", ""));
        KEYS.put("article.timeout_seconds", List.of("5", "0"));
        KEYS.put("article.limit_seconds", List.of("60", "0"));
        KEYS.put("article.limit_tokens", List.of("1000", "0"));
        KEYS.put("collect.api", List.of("http://localhost:8080", "http://example.org"));
        KEYS.put("collect.minutes", List.of("60", "0"));
        KEYS.put("collect.point_reserve", List.of("100", "-1"));
        KEYS.put("collect.gone_after_nights", List.of("5", "0"));
        KEYS.put("collect.details_days", List.of("14", "0"));
        KEYS.put("collect.young_days", List.of("30", "-1"));
        KEYS.put("collect.leave_after_days", List.of("60", "0"));
        KEYS.put("collect.leave_below_stars", List.of("50", "-1"));
        KEYS.put("collect.leave_below_gain", List.of("5", "-1"));
        KEYS.put("collect.most_followed", List.of("20000", "-1"));
        KEYS.put("collect.newborn_stars", List.of("20", "0"));
        KEYS.put("collect.newborn_days", List.of("7", "-1"));
        KEYS.put("collect.rota_days", List.of("60", "3"));
        KEYS.put("collect.band_stars", List.of("1000", "-1"));
        KEYS.put("collect.trending_file", List.of("/data/trending.txt", ""));
        KEYS.put("collect.history_requests", List.of("50", "-1"));
        KEYS.put("collect.hacker_news", List.of("https://hn.algolia.com/api/v1", "http://example.org"));
        KEYS.put("site.title", List.of("Other", "''"));
        KEYS.put("site.author", List.of("Other", "''"));
        KEYS.put("site.author_role", List.of("Other", ""));
        KEYS.put("site.base_url", List.of("https://example.org/signals", "javascript:alert(1)"));
        KEYS.put("site.impressum", List.of("[\"A\", \"B\"]", "no list"));
        KEYS.put("site.datenschutz", List.of("[\"A\"]", "no list"));
        KEYS.put("alert.file", List.of("/data/alerts.yaml", ""));
        KEYS.put("alert.limit_seconds", List.of("5", "0"));
        KEYS.put("data.publish", List.of("false", "maybe"));
        KEYS.put("data.licence", List.of("CC0-1.0", "my own"));
        KEYS.put("lineage.target", List.of("https://example.org/api/v1/lineage", "kafka://host"));
        KEYS.put("lineage.namespace", List.of("trends", "''"));
        KEYS.put("lineage.timeout_seconds", List.of("2", "0"));
        KEYS.put("watch.folder", List.of("/data/watchlists", ""));
        KEYS.put("catalog.database", List.of("reposignal", "drop-it"));
    }

    @TempDir
    Path folder;

    @Test
    void everyKey_isTestedHere() {
        assertThat(SettingsLoader.keys()).containsExactlyInAnyOrderElementsOf(KEYS.keySet());
    }

    @Test
    void everyKey_canBeSetByFlagAndByEnvironment() {
        // The writer model needs a server and a model beside it.
        Map<String, String> others =
                Map.of("REPOSIGNAL_ARTICLE_BASE_URL", "https://example.org/v1", "REPOSIGNAL_ARTICLE_MODEL", "other");
        String standard = SettingsLoader.toJson(load(others, Map.of()));
        KEYS.forEach((key, values) -> {
            Map<String, String> variables = new LinkedHashMap<>(others);
            variables.put(SettingsLoader.variable(key), values.get(0));
            String byFlag = SettingsLoader.toJson(load(others, Map.of(key, values.get(0))));
            String byVariable = SettingsLoader.toJson(load(variables, Map.of()));
            assertThat(byFlag).as(key).isNotEqualTo(standard).isEqualTo(byVariable);
        });
    }

    @Test
    void everyKey_refusesAWrongValueByName() {
        KEYS.forEach((key, values) -> {
            if (!values.get(1).isEmpty()) {
                assertThatThrownBy(() -> load(Map.of(), Map.of(key, values.get(1))))
                        .as(key)
                        .isInstanceOf(UserException.class)
                        .hasMessageContaining(key);
            }
        });
    }

    @Test
    void writerModel_needsAServerAndAModel() {
        assertThatThrownBy(() -> load(Map.of(), Map.of("article.writer", "model")))
                .hasMessageContaining("article.writer is model but article.base_url names no server")
                .hasMessageContaining("article.writer is model but article.model names no language model");
    }

    @Test
    void keyOfTheModelsServer_isNoSettingAndNotStored() {
        Settings settings = load(Map.of(SettingsLoader.MODEL_KEY, "secret-of-tests"), Map.of());

        assertThat(SettingsLoader.toJson(settings)).doesNotContain("secret-of-tests");
    }

    @ParameterizedTest
    @CsvSource({
        "https://example.org/v1, true",
        "http://127.0.0.1:11434/v1, true",
        "http://localhost:8080/v1, true",
        "http://[::1]:8080/v1, true",
        "http://example.org/v1, false",
        "http://127.0.0.1.example.org/v1, false",
        "http://localhost.example.org/v1, false"
    })
    void connection_isPrivateOverHttpsOrOnThisMachine(String address, boolean isPrivate) {
        assertThat(load(Map.of(), Map.of("article.base_url", address)).article().isPrivate())
                .isEqualTo(isPrivate);
    }

    @Test
    void later_sourceWins() throws IOException {
        Path file = Files.writeString(
                folder.resolve("reposignal.yaml"),
                "signal:\n  tracked: 40\n  surfacing: 10\nsite:\n  title: From file\n");

        Settings settings = SettingsLoader.load(
                Optional.of(file),
                Map.of("REPOSIGNAL_SIGNAL_TRACKED", "41", "REPOSIGNAL_SIGNAL_SURFACING", "11", "PATH", "/bin"),
                Map.of("signal.tracked", "42"));

        assertThat(settings.signal()).isEqualTo(new Settings.Signal(42, 11, 20_000, 1.25, 30_000, 1.5));
        assertThat(settings.site().title()).isEqualTo("From file");
    }

    @Test
    void allProblems_areReportedAtOnce() throws IOException {
        Path file = Files.writeString(folder.resolve("reposignal.yaml"), "helth:\n  minimum_coverage: 0.5\n");

        assertThatThrownBy(() -> SettingsLoader.load(
                        Optional.of(file),
                        Map.of("REPOSIGNAL_NONSENSE", "1"),
                        Map.of("signal.tracked", "many", "health.frozen_share", "7", "tracked", "3")))
                .isInstanceOf(UserException.class)
                .hasMessageStartingWith("Invalid configuration (5 problems)")
                .hasMessageContaining("helth.minimum_coverage in " + file)
                .hasMessageContaining("did you mean health.minimum_coverage?")
                .hasMessageContaining("REPOSIGNAL_NONSENSE is not a setting")
                .hasMessageContaining("signal.tracked is \"many\"")
                .hasMessageContaining("health.frozen_share is 7.0 but must be between 0 and 1")
                .hasMessageContaining("--set tracked is not a setting; did you mean signal.tracked?");
    }

    @Test
    void brokenFile_isNamedWithItsLine() throws IOException {
        Path file = Files.writeString(folder.resolve("reposignal.yaml"), "signal:\n  tracked: [1\n");

        assertThatThrownBy(() -> SettingsLoader.load(Optional.of(file), Map.of(), Map.of()))
                .isInstanceOf(UserException.class)
                .hasMessageStartingWith("Cannot read the configuration file " + file)
                .hasMessageContaining("line");
    }

    @Test
    void emptyFile_changesNothing() throws IOException {
        Path file = Files.writeString(folder.resolve("reposignal.yaml"), "# nothing\n");

        assertThat(SettingsLoader.load(Optional.of(file), Map.of(), Map.of())).isEqualTo(load(Map.of(), Map.of()));
    }

    private static Settings load(Map<String, String> environment, Map<String, String> flags) {
        return SettingsLoader.load(Optional.empty(), environment, flags);
    }
}
