package dev.reposignal.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The files of {@code jobs/deploy} call commands that exist, with options that exist. */
class DeployTest {
    private static final Path DEPLOY = Path.of("deploy");
    private static final Pattern CALL =
            Pattern.compile("(?:\"\\$reposignal\"|\\{REPOSIGNAL}|docker run .* reposignal) ([a-z].*)");

    static List<String> calls() throws IOException {
        List<String> calls = new ArrayList<>();
        try (var files = Files.list(DEPLOY)) {
            for (Path file : files.sorted().toList()) {
                CALL.matcher(Files.readString(file))
                        .results()
                        .map(call -> file.getFileName() + ": " + call.group(1).replace("\",", ""))
                        .forEach(calls::add);
            }
        }
        return calls;
    }

    @Test
    void everyFile_thatRunsNights_isRead() throws IOException {
        assertThat(calls().stream().map(call -> call.replaceFirst(":.*", "")))
                .contains("Dockerfile", "night.sh", "airflow_dag.py");
    }

    @ParameterizedTest
    @MethodSource("calls")
    void call_isUnderstood(String call) {
        String[] arguments = call.replaceFirst("^[^:]*: ", "")
                .replaceAll("\"?\\$day\"?|\\{\\{\\{\\{ ds }}}}", "2026-03-06")
                .replaceAll("\"?\\$\\w+\"?|\\{\\w+}", "/data")
                .split(" +");

        assertThatCode(() -> CommandLines.commandLine().parseArgs(arguments))
                .as(String.join(" ", arguments))
                .doesNotThrowAnyException();
    }

    @Test
    void manifestOfTheSparkOperator_runsTheProgramOfThisVersion() throws IOException {
        JsonNode template = new YAMLMapper()
                .readTree(DEPLOY.resolve("reposignal-spark.yaml").toFile())
                .at("/spec/template");
        List<String> arguments = new ArrayList<>();
        template.get("arguments").forEach(each -> arguments.add(each.asText()));

        assertThatCode(() -> CommandLines.commandLine().parseArgs(arguments.toArray(String[]::new)))
                .doesNotThrowAnyException();
        assertThat(template.get("mainClass").asText()).isEqualTo(dev.reposignal.RepoSignal.class.getName());
        assertThat(Files.readString(Path.of("../pom.xml")))
                .contains("<spark.version>" + template.get("sparkVersion").asText() + "<");
    }

    @Test
    void unit_runsTheScript() throws IOException {
        assertThat(Files.readString(DEPLOY.resolve("reposignal.service"))).contains("jobs/deploy/night.sh /data/lake");
        assertThat(Files.isExecutable(DEPLOY.resolve("night.sh"))).isTrue();
    }

    @Test
    void nightWithoutItsFeed_saysWhichFilesItLookedFor(@TempDir Path feed) throws Exception {
        assertThat(run("lake", "site", feed.toString(), "2026-03-06"))
                .isEqualTo(
                        "2 Cannot find the feed of 2026-03-06: neither %s/2026-03-06.csv.gz nor %s/2026-03-06.jsonl.gz is there.\n"
                                .formatted(feed, feed));
        assertThat(run("lake")).startsWith("2 Usage: night.sh LAKE SITE FEED_FOLDER [DAY]");
    }

    private static String run(String... arguments) throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(List.of(DEPLOY.resolve("night.sh").toString()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return process.waitFor() + " " + printed;
    }
}
