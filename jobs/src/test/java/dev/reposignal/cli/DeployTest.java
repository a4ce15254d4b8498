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
import java.util.Map;
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

    /**
     * Keys that the operator's schema has (kubeflow/spark-operator, api/v1beta2, and the core types of Kubernetes), by the object
     * they are in; "!" marks those it requires. An unknown key would be dropped without a word.
     */
    private static final Map<String, String> KEYS = Map.ofEntries(
            Map.entry("", "apiVersion! kind! metadata! spec!"),
            Map.entry("/metadata", "name! namespace labels annotations"),
            Map.entry(
                    "/spec",
                    "schedule! template! suspend timeZone concurrencyPolicy successfulRunHistoryLimit failedRunHistoryLimit"),
            Map.entry(
                    "/spec/template",
                    "type! sparkVersion! mainApplicationFile! driver! executor! mode image imagePullPolicy imagePullSecrets"
                            + " mainClass arguments sparkConf hadoopConf sparkConfigMap hadoopConfigMap volumes deps restartPolicy"
                            + " nodeSelector failureRetries retryInterval monitoring timeToLiveSeconds dynamicAllocation"),
            Map.entry(
                    "/spec/template/restartPolicy",
                    "type onSubmissionFailureRetries onFailureRetries onSubmissionFailureRetryInterval onFailureRetryInterval"),
            Map.entry("/spec/template/volumes", "name! persistentVolumeClaim emptyDir configMap secret hostPath"),
            Map.entry("/spec/template/volumes/persistentVolumeClaim", "claimName! readOnly"),
            Map.entry(
                    "/spec/template/driver",
                    "cores memory memoryOverhead serviceAccount securityContext podSecurityContext volumeMounts env envFrom labels"),
            Map.entry(
                    "/spec/template/executor",
                    "instances cores memory memoryOverhead serviceAccount securityContext podSecurityContext volumeMounts env"
                            + " envFrom labels"),
            Map.entry(
                    "/securityContext",
                    "runAsNonRoot runAsUser runAsGroup allowPrivilegeEscalation readOnlyRootFilesystem capabilities"),
            Map.entry("/volumeMounts", "name! mountPath! readOnly subPath"));

    @Test
    void manifestOfTheSparkOperator_hasTheKeysOfItsSchema() throws IOException {
        JsonNode manifest = new YAMLMapper()
                .readTree(DEPLOY.resolve("reposignal-spark.yaml").toFile());

        assertThat(manifest.get("apiVersion").asText()).isEqualTo("sparkoperator.k8s.io/v1beta2");
        assertThat(manifest.get("kind").asText()).isEqualTo("ScheduledSparkApplication");
        assertThat(manifest.at("/spec/concurrencyPolicy").asText()).isEqualTo("Forbid");
        assertThat(manifest.at("/spec/template/type").asText()).isEqualTo("Java");
        assertThat(manifest.at("/spec/template/mode").asText()).isEqualTo("cluster");
        assertThat(manifest.at("/spec/template/restartPolicy/type").asText()).isEqualTo("Never");
        assertThat(manifest.at("/spec/template/image").asText()).matches(".+:[0-9].*");
        for (String pod : List.of("driver", "executor")) {
            assertThat(manifest.at("/spec/template/" + pod + "/securityContext/runAsNonRoot")
                            .asBoolean())
                    .isTrue();
        }
        assertThat(faults("", manifest)).isEmpty();
    }

    @Test
    void manifestWithWrongKeys_isFound() throws IOException {
        JsonNode manifest = new YAMLMapper().readTree("""
                apiVersion: sparkoperator.k8s.io/v1beta2
                kind: ScheduledSparkApplication
                metadata: {name: x}
                spec: {shedule: "30 3 * * *", template: {type: Java, sparkVersion: 4.2.0, mainApplicationFile: x, driver: {core: 1},
                       executor: {}, sparkConf: {any.key: 2}}}
                """);

        assertThat(faults("", manifest))
                .containsExactlyInAnyOrder(
                        "/spec lacks schedule",
                        "/spec/shedule is unknown",
                        "/spec/template/driver/core is unknown",
                        "/spec/template/sparkConf/any.key is no text");
    }

    private static List<String> faults(String path, JsonNode object) {
        List<String> faults = new ArrayList<>();
        if (object.isArray()) {
            object.forEach(each -> faults.addAll(faults(path, each)));
        }
        if (!object.isObject()) {
            return faults;
        }
        if (path.endsWith("Conf")) {
            object.fieldNames().forEachRemaining(key -> {
                if (!object.get(key).isTextual()) {
                    faults.add(path + "/" + key + " is no text");
                }
            });
            return faults;
        }
        String known = KEYS.get(KEYS.containsKey(path) ? path : path.substring(path.lastIndexOf('/')));
        if (known == null) {
            return List.of(path + " has no list of keys");
        }
        List<String> keys = List.of(known.split(" ", -1));
        keys.stream()
                .filter(key -> key.endsWith("!") && !object.has(key.replace("!", "")))
                .forEach(key -> faults.add(path + " lacks " + key.replace("!", "")));
        object.fieldNames().forEachRemaining(key -> {
            if (!keys.contains(key) && !keys.contains(key + "!")) {
                faults.add(path + "/" + key + " is unknown");
            } else {
                faults.addAll(faults(path + "/" + key, object.get(key)));
            }
        });
        return faults;
    }

    @Test
    void image_isPinnedAndRunsAsNoRoot() throws IOException {
        List<String> lines = Files.readAllLines(DEPLOY.resolve("Dockerfile"));

        assertThat(lines)
                .filteredOn(line -> line.startsWith("FROM "))
                .hasSize(2)
                .allSatisfy(line -> assertThat(line).matches("FROM [a-z0-9-]+:\\d+\\.\\d+\\.\\d+\\S+( AS build)?"));
        String user = lines.stream()
                .filter(line -> line.startsWith("USER "))
                .reduce((first, last) -> last)
                .orElseThrow();
        assertThat(user).matches("USER [1-9]\\d*:[1-9]\\d*");
        assertThat(lines.indexOf(user))
                .isGreaterThan(lines.lastIndexOf(lines.stream()
                        .filter(line -> line.startsWith("COPY --from=build"))
                        .reduce((first, last) -> last)
                        .orElseThrow()));
        assertThat(lines).noneMatch(line -> line.matches("(ADD|ENV|ARG) .*"));
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
