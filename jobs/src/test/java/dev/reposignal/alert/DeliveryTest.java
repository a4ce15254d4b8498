package dev.reposignal.alert;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.reposignal.table.AlertRule;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real messages to a real server on this machine, which behaves as servers do. */
class DeliveryTest {
    private static final LocalDate DAY = LocalDate.of(2026, 3, 6);
    private static final Instant NOON = Instant.parse("2026-03-06T12:00:00Z");

    @TempDir
    Path folder;

    /** How the server answers the next requests; then with 200. */
    private final Deque<String> behaviour = new ArrayDeque<>();

    private final List<String> taken = new ArrayList<>();
    private final List<Map<String, List<String>>> headers = new ArrayList<>();
    private final CountDownLatch end = new CountDownLatch(1);
    private final Set<String> sent = new HashSet<>();
    private Instant now = NOON;
    private HttpServer server;
    private ExecutorService threads;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        threads = Executors.newCachedThreadPool();
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    @AfterEach
    void stop() {
        end.countDown();
        server.stop(0);
        threads.shutdownNow();
    }

    private void answer(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        String next;
        synchronized (this) {
            next = behaviour.isEmpty() ? "200" : behaviour.remove();
            if (next.equals("200")) {
                taken.add(body);
                headers.add(Map.copyOf(exchange.getRequestHeaders()));
            }
        }
        // A connection that is used again may have been closed meanwhile, which would be one more fault than was
        // planned.
        exchange.getResponseHeaders().add("Connection", "close");
        switch (next) {
            case "hang" -> {
                try {
                    end.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
            case "cut" -> exchange.close();
            case "302" -> {
                exchange.getResponseHeaders().add("Location", "/elsewhere");
                exchange.sendResponseHeaders(302, -1);
            }
            case "429" -> {
                exchange.getResponseHeaders().add("Retry-After", "3");
                exchange.sendResponseHeaders(429, -1);
            }
            default -> exchange.sendResponseHeaders(Integer.parseInt(next), -1);
        }
        exchange.close();
    }

    /** Every order of three faults before the server is well: delivered once, in order, within the limit, or the next night. */
    @Test
    void serverThatFailsInEveryOrder_takesEachAlertOnceAndInOrder() {
        List<String> faults = List.of("500", "429", "cut", "302", "400", "200");
        for (String first : faults) {
            for (String second : faults) {
                for (String third : faults) {
                    taken.clear();
                    sent.clear();
                    behaviour.clear();
                    behaviour.addAll(List.of(first, second, third));
                    Instant begun = now;
                    List<String> said = send(webhook(Channel.Mode.EACH, "key"), alerts(3));
                    assertThat(Duration.between(begun, now))
                            .as("%s %s %s", first, second, third)
                            .isLessThanOrEqualTo(Duration.ofSeconds(30));
                    boolean isRefused = behaviour.size() > 0
                            || Set.of("302", "400").contains(third)
                            || Set.of("302", "400").contains(second)
                            || Set.of("302", "400").contains(first);
                    assertThat(said.isEmpty())
                            .as("%s %s %s", first, second, third)
                            .isEqualTo(!isRefused);
                    for (int night = 0; night < 4 && taken.size() < 3; night++) {
                        send(webhook(Channel.Mode.EACH, "key"), alerts(3));
                    }
                    assertThat(taken)
                            .as("%s %s %s", first, second, third)
                            .extracting(body -> json(body)
                                    .path("alerts")
                                    .path(0)
                                    .path("occasion")
                                    .asText())
                            .containsExactly("0", "1", "2");
                }
            }
        }
    }

    @Test
    void serverThatHangs_isGivenUpWithinTheLimitAndTriedTheNextNight() {
        behaviour.add("hang");

        long begun = System.nanoTime();
        List<String> said = new Delivery(
                        InstantSource.system(),
                        pause -> {},
                        Duration.ofSeconds(1),
                        Delivery.senders(InstantSource.system()))
                .send(webhook(Channel.Mode.NIGHT, ""), "RepoSignal", "", DAY, alerts(2), sent, this::note);

        assertThat(said).hasSize(1);
        assertThat(said.get(0)).startsWith("the channel hook failed, and is tried again the next night: HttpTimeout");
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(5));
        assertThat(taken).isEmpty();
        assertThat(send(webhook(Channel.Mode.NIGHT, ""), alerts(2))).isEmpty();
        assertThat(taken).hasSize(1);
    }

    @Test
    void closedPort_isSaidAndNothingIsNoted() {
        server.stop(0);

        assertThat(send(webhook(Channel.Mode.NIGHT, ""), alerts(1)).get(0)).contains("ConnectException");
        assertThat(sent).isEmpty();
    }

    @Test
    void longRetryAfter_waitsForTheNextNight() {
        behaviour.add("429");
        Delivery short3 = new Delivery(
                () -> now, pause -> now = now.plus(pause), Duration.ofSeconds(2), Delivery.senders(() -> now));

        assertThat(short3.send(webhook(Channel.Mode.NIGHT, ""), "R", "", DAY, alerts(1), sent, this::note))
                .containsExactly("the channel hook failed, and is tried again the next night: status 429");
        assertThat(now).isEqualTo(NOON);
    }

    @Test
    void webhook_isSignedOverTimeAndBodyAndHasAnId() {
        send(webhook(Channel.Mode.NIGHT, "secret"), alerts(2));

        String time = header("X-reposignal-timestamp").get(0);
        assertThat(header("X-reposignal-signature"))
                .containsExactly("sha256=" + WebhookSender.signature("secret", time + "." + taken.get(0)));
        // RFC 4231, test case 2
        assertThat(WebhookSender.signature("Jefe", "what do ya want for nothing?"))
                .isEqualTo("5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
        JsonNode body = json(taken.get(0));
        assertThat(header("Idempotency-key")).containsExactly(body.path("id").asText());
        assertThat(body.path("title").asText()).isEqualTo("RepoSignal: 2 alerts of 2026-03-06");
        assertThat(body.path("alerts").path(1).path("title").asText()).isEqualTo("a/b <@here> *1* & more");
    }

    @Test
    void presets_haveTheFormOfTheirReceiverAndTextsDoNothing() {
        send(preset(Channel.Kind.SLACK), alerts(1));
        send(preset(Channel.Kind.DISCORD), alerts(1));
        send(preset(Channel.Kind.TELEGRAM), alerts(1));
        send(preset(Channel.Kind.TEAMS), alerts(1));

        assertThat(json(taken.get(0)).path("text").asText()).isEqualTo("a/b &lt;@here&gt; *0* &amp; more.");
        assertThat(json(taken.get(1)).path("content").asText()).isEqualTo("a/b <@here\\> \\*0\\* & more.");
        assertThat(json(taken.get(1)).path("allowed_mentions").path("parse").isEmpty())
                .isTrue();
        assertThat(json(taken.get(2)).path("chat_id").asText()).isEqualTo("42");
        assertThat(json(taken.get(2)).has("parse_mode")).isFalse();
        JsonNode card = json(taken.get(3)).path("attachments").path(0);
        assertThat(card.path("contentType").asText()).isEqualTo("application/vnd.microsoft.card.adaptive");
        assertThat(card.path("content").path("body").path(0).path("type").asText())
                .isEqualTo("TextBlock");
    }

    @Test
    void manyAlerts_areCutToWhatTheReceiverTakes() {
        send(preset(Channel.Kind.DISCORD), alerts(45));

        assertThat(taken).hasSize(3).allSatisfy(body -> assertThat(
                        json(body).path("content").asText())
                .hasSizeLessThanOrEqualTo(2_000));
        assertThat(sent).hasSize(45);
    }

    @Test
    void quietHours_sendNothingAndTheNextRunDoes() {
        Channel quiet = channel(Channel.Kind.WEBHOOK, Channel.Mode.NIGHT, "", 22, 7);
        now = Instant.parse("2026-03-06T23:30:00Z");
        assertThat(send(quiet, alerts(1))).isEmpty();
        now = Instant.parse("2026-03-07T06:59:00Z");
        send(quiet, alerts(1));
        assertThat(taken).isEmpty();
        now = Instant.parse("2026-03-07T07:00:00Z");
        send(quiet, alerts(1));
        assertThat(taken).hasSize(1);
    }

    @Test
    void weeklyDigest_isSentOnceTheWeekIsOver() {
        Channel weekly = channel(Channel.Kind.WEBHOOK, Channel.Mode.WEEK, "", -1, 0);
        List<Alert> alerts = List.of(alert(DAY.minusDays(3), 0), alert(DAY, 1));
        assertThat(send(weekly, alerts)).isEmpty();
        assertThat(taken).isEmpty();

        delivery().send(weekly, "R", "", DAY.plusDays(3), alerts, sent, this::note);

        assertThat(taken).hasSize(1);
        assertThat(json(taken.get(0)).path("alerts")).hasSize(2);
    }

    @Test
    void alertsOfOtherRulesListsAndLongAgo_areNotSent() {
        Channel narrow = new Channel(
                "hook",
                Channel.Kind.WEBHOOK,
                Channel.Mode.NIGHT,
                EnumSet.of(AlertRule.MILESTONE),
                List.of("mine"),
                -1,
                0,
                address(),
                "",
                "",
                null,
                "",
                Set.of());
        Alert meant = new Alert(
                DAY, AlertRule.MILESTONE, "repository", "k", "n", "o", "meant", 1.0, "", 1L, 1.0, List.of("mine"));
        Alert old = new Alert(
                DAY.minusDays(8),
                AlertRule.MILESTONE,
                "repository",
                "k",
                "n",
                "p",
                "old",
                1.0,
                "",
                1L,
                1.0,
                List.of("mine"));

        send(narrow, List.of(alert(DAY, 1), meant, old));

        assertThat(sent).containsExactly(meant.alertId());
    }

    @Test
    void mail_reachesItsReadersOnceWithAStableId() throws Exception {
        GreenMail smtp = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        smtp.setUser("me@example.org", "me", "pass");
        smtp.start();
        try {
            Channel mail = mail(smtp.getSmtp().getPort(), "me", "pass");

            assertThat(send(mail, alerts(2))).isEmpty();
            assertThat(send(mail, alerts(2))).isEmpty();

            MimeMessage[] received = smtp.getReceivedMessages();
            assertThat(received).hasSize(2); // one for each reader
            assertThat(received[0].getSubject()).isEqualTo("RepoSignal: 2 alerts of 2026-03-06");
            assertThat(received[0].getMessageID())
                    .isEqualTo(received[1].getMessageID())
                    .endsWith("@reposignal>");
            assertThat(received[0].getContentType()).startsWith("text/plain; charset=UTF-8");
            assertThat(received[0].getContent().toString()).contains("a/b <@here> *0* & more.", "*1*");
        } finally {
            smtp.stop();
        }
    }

    @Test
    void mailThatIsRefusedOrGetsNoServer_isSaid() {
        GreenMail smtp = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        smtp.setUser("me@example.org", "me", "pass");
        smtp.start();
        int port = smtp.getSmtp().getPort();
        assertThat(send(mail(port, "me", "wrong"), alerts(1)))
                .containsExactly(
                        "the channel post failed, and is tried again the next night: the server refuses user and password");
        smtp.stop();
        assertThat(send(mail(port, "me", "pass"), alerts(1)).get(0)).contains("MailConnectException");
        assertThat(sent).isEmpty();
    }

    @Test
    void file_getsALinePerAlert() throws IOException {
        Path file = folder.resolve("out/alerts.jsonl");
        Channel lines = new Channel(
                "file",
                Channel.Kind.FILE,
                Channel.Mode.NIGHT,
                EnumSet.allOf(AlertRule.class),
                List.of(),
                -1,
                0,
                "",
                "",
                "",
                null,
                file.toString(),
                Set.of());

        send(lines, alerts(2));
        send(lines, alerts(3));

        assertThat(Files.readAllLines(file))
                .extracting(line -> json(line).path("occasion").asText())
                .containsExactly("0", "1", "2");
    }

    private List<String> header(String name) {
        return headers.get(0).getOrDefault(name, List.of());
    }

    private Delivery delivery() {
        // No real time passes.
        return new Delivery(
                () -> now, pause -> now = now.plus(pause), Duration.ofSeconds(30), Delivery.senders(() -> now));
    }

    private List<String> send(Channel channel, List<Alert> alerts) {
        return delivery().send(channel, "RepoSignal", "", DAY, alerts, sent, this::note);
    }

    private void note(Channel channel, List<Alert> alerts, Instant at) {
        alerts.forEach(alert -> sent.add(alert.alertId()));
    }

    private static List<Alert> alerts(int count) {
        List<Alert> alerts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            alerts.add(alert(DAY, i));
        }
        return alerts;
    }

    private static Alert alert(LocalDate day, int number) {
        return new Alert(
                day,
                AlertRule.SURFACED,
                "repository",
                "id:" + number,
                "a/b",
                String.valueOf(number),
                "a/b <@here> *%d* & more".formatted(number),
                1.0,
                "rank",
                5L,
                500.0,
                List.of());
    }

    private String address() {
        return "http://127.0.0.1:%d/hook".formatted(server.getAddress().getPort());
    }

    private Channel webhook(Channel.Mode mode, String secret) {
        return channel(Channel.Kind.WEBHOOK, mode, secret, -1, 0);
    }

    private Channel preset(Channel.Kind kind) {
        sent.clear();
        return channel(kind, Channel.Mode.NIGHT, "", -1, 0);
    }

    private Channel channel(Channel.Kind kind, Channel.Mode mode, String secret, int from, int to) {
        return new Channel(
                "hook",
                kind,
                mode,
                EnumSet.allOf(AlertRule.class),
                List.of(),
                from,
                to,
                address(),
                secret,
                "42",
                null,
                "",
                Set.of());
    }

    private static Channel mail(int port, String user, String password) {
        return new Channel(
                "post",
                Channel.Kind.MAIL,
                Channel.Mode.NIGHT,
                EnumSet.allOf(AlertRule.class),
                List.of(),
                -1,
                0,
                "",
                "",
                "",
                new Channel.Mail(
                        "127.0.0.1",
                        port,
                        "none",
                        user,
                        password,
                        "from@example.org",
                        List.of("me@example.org", "you@example.org")),
                "",
                Set.of());
    }

    private static JsonNode json(@Nullable String text) {
        try {
            return new ObjectMapper().readTree(text);
        } catch (IOException e) {
            throw new AssertionError(text, e);
        }
    }
}
