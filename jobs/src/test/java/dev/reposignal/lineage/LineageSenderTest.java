package dev.reposignal.lineage;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import dev.reposignal.config.Settings;
import dev.reposignal.progress.ObservedRun;
import dev.reposignal.progress.RunObserver;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Events of runs to a file and to a real server, which may be broken, slow or gone. */
class LineageSenderTest {
    private static final LocalDate DAY = LocalDate.parse("2026-03-06");

    @TempDir
    private Path folder = Path.of("");

    private final List<String> warnings = new ArrayList<>();

    private RunObserver sender(String target, @Nullable String key) {
        return LineageSender.of(
                new Settings.Lineage(target, "trends", 1), "/data/my lake", "0.2.0", key, warnings::add);
    }

    private static ObservedRun run(String status, @Nullable String reason) {
        return new ObservedRun(
                DAY + "-0001",
                DAY,
                status,
                reason,
                Instant.parse("2026-03-07T03:30:00Z"),
                Instant.parse("2026-03-07T03:31:00Z"),
                Map.of("snapshots", 7L),
                status.equals("started") ? Map.of() : Map.of("repo_signals", 3L),
                status.equals("started") ? Map.of() : Map.of("repo_signals", 40L));
    }

    private List<JsonNode> events(Path file) throws IOException {
        List<JsonNode> events = new ArrayList<>();
        for (String line : Files.readAllLines(file)) {
            events.add(new ObjectMapper().readTree(line));
        }
        return events;
    }

    @Test
    void runsToAFile_areALineEachWithTheirTables() throws IOException {
        Path file = folder.resolve("lineage.jsonl");
        RunObserver sender = sender(file.toString(), null);

        sender.started(run("started", null));
        sender.ended(run("written", null));
        sender.ended(run("held", "the feed repeats itself"));
        sender.ended(run("failed", "disk full"));
        sender.ended(run("interrupted", null));

        List<JsonNode> events = events(file);
        assertThat(events)
                .extracting(event -> event.get("eventType").asText())
                .containsExactly("START", "COMPLETE", "COMPLETE", "FAIL", "ABORT");
        assertThat(events)
                .extracting(event -> event.at("/run/runId").asText())
                .allMatch(id -> id.matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"))
                .containsOnly(events.get(0).at("/run/runId").asText());
        JsonNode whole = events.get(1);
        assertThat(whole.get("eventTime").asText()).isEqualTo("2026-03-07T03:31:00Z");
        assertThat(whole.at("/job/namespace").asText()).isEqualTo("trends");
        assertThat(whole.at("/inputs/0/namespace").asText()).isEqualTo("file");
        assertThat(whole.at("/inputs/0/name").asText()).isEqualTo("/data/my lake/snapshots");
        assertThat(whole.at("/inputs/0/facets/version/datasetVersion").asText()).isEqualTo("7");
        assertThat(whole.at("/outputs/0/outputFacets/outputStatistics/rowCount").asLong())
                .isEqualTo(40);
        assertThat(events.get(2).at("/run/facets/reposignal_run/reason").asText())
                .isEqualTo("the feed repeats itself");
        assertThat(events.get(3).at("/run/facets/errorMessage/message").asText())
                .isEqualTo("disk full");
        assertThat(warnings).isEmpty();
    }

    @Test
    void lakeOfAnObjectStore_isNamedByBucketAndKey() throws IOException {
        JsonNode event = new ObjectMapper()
                .readTree(new OpenLineageEvent("n", "s3a://bucket/a/lake", "1").json(run("written", null)));

        assertThat(event.at("/inputs/0/namespace").asText()).isEqualTo("s3://bucket");
        assertThat(event.at("/inputs/0/name").asText()).isEqualTo("a/lake/snapshots");
    }

    @Test
    void server_getsTheEventAndTheKey() throws IOException {
        List<String> received = Collections.synchronizedList(new ArrayList<>());
        HttpServer server = server(exchange -> {
            received.add(exchange.getRequestHeaders().getFirst("Authorization") + " "
                    + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            exchange.sendResponseHeaders(201, -1);
            exchange.close();
        });
        try {
            sender(address(server), "secret").ended(run("written", null));
        } finally {
            server.stop(0);
        }

        assertThat(received).singleElement().asString().startsWith("Bearer secret {\"eventType\":\"COMPLETE\"");
        assertThat(warnings).isEmpty();
    }

    @Test
    void serverThatRefusesOrIsGoneOrNeverAnswers_isSaidAndNothingElse() throws IOException {
        CountDownLatch end = new CountDownLatch(1);
        HttpServer refusing = server(exchange -> {
            exchange.sendResponseHeaders(500, -1);
            exchange.close();
        });
        HttpServer silent = server(exchange -> {
            exchange.sendResponseHeaders(200, 10);
            exchange.getResponseBody().flush();
            try {
                end.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        try {
            sender(address(refusing), null).started(run("started", null));
            sender(address(silent), null).started(run("started", null));
        } finally {
            end.countDown();
            refusing.stop(0);
            silent.stop(0);
        }
        sender(address(refusing), null).started(run("started", null));
        sender(folder.resolve("none/file").toString(), null).started(run("started", null));

        assertThat(warnings).hasSize(4).allMatch(warning -> warning.startsWith("cannot send lineage to "));
        assertThat(warnings.get(0)).endsWith("the server answered with status 500");
        assertThat(warnings.get(1)).containsAnyOf("no answer within 1 seconds", "timed out");
        assertThat(warnings.get(2)).contains("ConnectException");
        assertThat(warnings.get(3)).contains("NoSuchFileException");
    }

    private static HttpServer server(com.sun.net.httpserver.HttpHandler handler) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/api/v1/lineage", handler);
        server.start();
        return server;
    }

    private static String address(HttpServer server) {
        return "http://127.0.0.1:%d/api/v1/lineage"
                .formatted(server.getAddress().getPort());
    }
}
