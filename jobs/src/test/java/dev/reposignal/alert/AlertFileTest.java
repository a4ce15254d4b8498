package dev.reposignal.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reposignal.error.UserException;
import dev.reposignal.table.AlertRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AlertFileTest {
    @TempDir
    Path folder;

    @Test
    void rulesAndChannels_areReadAndSecretsComeFromTheEnvironment() throws IOException {
        AlertFile file = read("""
                rules:
                  surfaced: {of: watched}
                  probability: {above: 0.25, of: all}
                  burst: true
                  milestone: {stars: [1000, 2000]}
                  trend: false
                channels:
                  - kind: slack
                    url: https://hooks.slack.example/${SLACK}
                    rules: [surfaced, milestone]
                    lists: [mine]
                    quiet_hours: 22-7
                  - name: ours
                    kind: mail
                    mode: week
                    host: smtp.example.org
                    user: me
                    password: ${PASSWORD}
                    from: signals@example.org
                    to: [me@example.org]
                  - kind: file
                    path: /tmp/alerts.jsonl
                    mode: each
                """, Map.of("SLACK", "T0/secret", "PASSWORD", "pass"));

        assertThat(file.rules().enabled())
                .containsExactly(AlertRule.SURFACED, AlertRule.PROBABILITY, AlertRule.BURST, AlertRule.MILESTONE);
        assertThat(file.rules().ofAll()).containsExactly(AlertRule.PROBABILITY);
        assertThat(file.rules().probabilityAbove()).isEqualTo(0.25);
        assertThat(file.rules().milestones()).containsExactly(1_000L, 2_000L);
        Channel slack = file.channels().get(0);
        assertThat(slack.url()).isEqualTo("https://hooks.slack.example/T0/secret");
        assertThat(slack.name()).isEqualTo("slack");
        assertThat(slack.rules()).containsExactlyInAnyOrder(AlertRule.SURFACED, AlertRule.MILESTONE);
        assertThat(List.of(21, 22, 3, 6, 7)).extracting(slack::isQuiet).containsExactly(false, true, true, true, false);
        assertThat(Objects.requireNonNull(file.channels().get(1).mail()).port()).isEqualTo(587);
        assertThat(file.channels().toString()).isEqualTo("[slack, ours, file]");
    }

    @Test
    void noFile_turnsAlertsOff_anEmptyOneHasAllRules() throws IOException {
        assertThat(AlertFile.read(folder.resolve("none"), Map.of())).isEmpty();
        assertThat(read("# nothing\n", Map.of()).rules()).isEqualTo(AlertRules.defaults());
    }

    @Test
    void allProblems_areReportedAtOnceWithoutSecrets() {
        assertThatThrownBy(() -> read("""
                        rule: {}
                        rules:
                          surfacing: {}
                          burst: {of: some, above: 0}
                          probability: {above: 2}
                        channels:
                          - kind: pigeon
                          - kind: webhook
                            url: http://example.org/${TOKEN}
                          - kind: slack
                            url: https://hooks.example/${UNSET}
                            rules: [everything]
                            quiet_hours: late
                          - kind: telegram
                            url: https://api.telegram.org/bot1/sendMessage
                          - {kind: mail, host: smtp.example.org, security: none, from: x, to: y}
                          - {kind: file}
                          - {kind: file, path: a, name: same}
                          - {kind: file, path: b, name: same}
                        """, Map.of("TOKEN", "very-secret")))
                .isInstanceOf(UserException.class)
                .hasMessageStartingWith("Invalid file of alerts")
                .hasMessageContaining("rule is unknown; known are channels, operators, rules")
                .hasMessageContaining("rules.surfacing is unknown")
                .hasMessageContaining("rules.burst.of is 'some' but must be all or watched")
                .hasMessageContaining("rules.burst.above is 0")
                .hasMessageContaining("rules.probability.above is 2")
                .hasMessageContaining("channels[0].kind is 'pigeon' but must be one of webhook, slack")
                .hasMessageContaining("channels[1].url must be an https address")
                .hasMessageContaining("channels[2].url takes the environment variable UNSET, which is not set")
                .hasMessageContaining("channels[2].rules names 'everything'")
                .hasMessageContaining("channels[2].quiet_hours must be hours in UTC like 22-7")
                .hasMessageContaining("channels[3].chat is missing")
                .hasMessageContaining("channels[4].security is none, which is only for a server on this machine")
                .hasMessageContaining("channels[4].to must be a list")
                .hasMessageContaining("channels[4]: 'x' is no mail address")
                .hasMessageContaining("channels[5].path is missing")
                .hasMessageContaining("there are two channels named 'same'")
                .hasMessageNotContaining("very-secret");
    }

    @Test
    void brokenYaml_isNamedWithItsLine() {
        assertThatThrownBy(() -> read("rules: [1\n", Map.of())).hasMessageContaining("line ");
    }

    private AlertFile read(String text, Map<String, String> environment) throws IOException {
        return AlertFile.read(Files.writeString(folder.resolve("alerts.yaml"), text), environment)
                .orElseThrow();
    }
}
