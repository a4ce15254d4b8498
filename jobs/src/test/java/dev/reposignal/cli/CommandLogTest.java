package dev.reposignal.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The log file in a process of its own, with the configurations that the launcher chooses. */
class CommandLogTest {
    @TempDir
    private Path folder = Path.of("");

    /** Writes as a command does whose run begins, warns and fails. */
    static final class Command {
        private Command() {}

        public static void main(String[] arguments) {
            java.io.PrintWriter out = new java.io.PrintWriter(System.err, true, StandardCharsets.UTF_8);
            CommandLog.began("nightly", "--site", "s");
            var err = CommandLog.copied(out);
            var run = new dev.reposignal.progress.ObservedRun(
                    "2026-03-06-0001",
                    java.time.LocalDate.parse("2026-03-06"),
                    "started",
                    null,
                    java.time.Instant.EPOCH,
                    java.time.Instant.EPOCH,
                    java.util.Map.of(),
                    java.util.Map.of(),
                    java.util.Map.of());
            CommandLog.runs().started(run);
            err.print("\r\033[K  ... signals");
            err.println("\r\033[K  signals  2.0 s");
            err.println("warning: \"few\" rows");
            org.slf4j.LoggerFactory.getLogger("dev.reposignal.night.Night").warn("also printed");
            org.slf4j.LoggerFactory.getLogger("org.apache.spark.Noise").warn("not ours");
            for (int i = 0; i < Integer.parseInt(arguments[0]); i++) {
                err.println("a line of some length that fills the log file ".repeat(20) + i);
            }
            CommandLog.failed("Internal error", new IllegalStateException("broken"));
            CommandLog.ended(4, 1500);
        }
    }

    private String run(String configuration, int lines) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                classPath(),
                "-Dlog4j2.configurationFile=" + Path.of("conf", configuration).toAbsolutePath(),
                "-Dreposignal.log=" + file(),
                Command.class.getName(),
                String.valueOf(lines)));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(printed).isZero();
        return printed;
    }

    /** The class path of a test runner is not that of its process. */
    private static String classPath() {
        return Stream.of(
                        Command.class,
                        CommandLog.class,
                        picocli.CommandLine.class,
                        org.slf4j.Logger.class,
                        org.apache.logging.slf4j.Log4jLogger.class,
                        org.apache.logging.log4j.Logger.class,
                        org.apache.logging.log4j.core.Logger.class,
                        org.apache.logging.log4j.layout.template.json.JsonTemplateLayout.class)
                .map(type -> Path.of(URI.create(type.getProtectionDomain()
                                .getCodeSource()
                                .getLocation()
                                .toString()))
                        .toString())
                .collect(Collectors.joining(File.pathSeparator));
    }

    private Path file() {
        return folder.resolve("reposignal.log");
    }

    @Test
    void textLog_hasTimeLevelRunAndStackTrace_andIsBounded() throws IOException, InterruptedException {
        String printed = run("log4j2-file.properties", 80_000);

        String first = Files.readString(folder.resolve("reposignal.log.5"));
        String last = Files.readString(file());
        assertThat(first).contains("a line of some length");
        assertThat(last)
                .containsPattern("\\d{4}-\\d\\d-\\d\\dT[\\d:.]+Z ERROR 2026-03-06-0001 command: Internal error\\R"
                        + "java.lang.IllegalStateException: broken\\R\\s+at ")
                .endsWith(" INFO  2026-03-06-0001 command: ended with exit code 4 after 1.5 s\n");
        try (var files = Files.list(folder)) {
            assertThat(files.toList()).hasSize(6).allSatisfy(each -> assertThat(Files.size(each))
                    .isLessThan(11 << 20));
        }
        assertThat(printed).contains("WARN Night: also printed").doesNotContain("ended with", "not ours");
    }

    @Test
    void jsonLog_hasAnObjectALine() throws IOException, InterruptedException {
        run("log4j2-json.properties", 0);

        List<JsonNode> events = new ArrayList<>();
        for (String line : Files.readAllLines(file())) {
            events.add(new ObjectMapper().readTree(line));
        }
        assertThat(events)
                .extracting(event -> event.get("level").asText() + " "
                        + event.get("run").asText() + " " + event.get("message").asText())
                .satisfies(lines ->
                        assertThat(lines.get(0)).startsWith("INFO  reposignal ").endsWith("nightly --site s"))
                .contains(
                        "INFO 2026-03-06-0001 night of 2026-03-06: started",
                        "INFO 2026-03-06-0001 signals  2.0 s",
                        "WARN 2026-03-06-0001 \"few\" rows",
                        "WARN 2026-03-06-0001 also printed",
                        "ERROR 2026-03-06-0001 Internal error")
                .hasSize(7);
        assertThat(events.get(5).get("error").asText()).contains("IllegalStateException: broken");
    }
}
