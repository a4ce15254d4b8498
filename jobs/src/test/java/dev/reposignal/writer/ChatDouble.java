package dev.reposignal.writer;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.UnaryOperator;

/** A server with the chat-completions interface on this machine that answers, or misbehaves, as a test says. */
public final class ChatDouble implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    static {
        // Else each answer waits 40 ms for the acknowledgement of its headers.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    /** Answers one exchange, or does not. */
    public interface Behaviour {
        void answer(HttpExchange exchange, String question) throws IOException, InterruptedException;
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<String> questions = new CopyOnWriteArrayList<>();
    private final List<String> keys = new CopyOnWriteArrayList<>();

    private ChatDouble(Behaviour behaviour) {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/v1/chat/completions", exchange -> {
            String question = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            questions.add(question);
            keys.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
            try (exchange) {
                behaviour.answer(exchange, question);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        server.start();
    }

    public static ChatDouble behaving(Behaviour behaviour) {
        return new ChatDouble(behaviour);
    }

    /** A server whose model answers each user message with a text. */
    public static ChatDouble saying(UnaryOperator<String> model) {
        return new ChatDouble((exchange, question) -> {
            String user = JSON.readTree(question)
                    .path("messages")
                    .path(1)
                    .path("content")
                    .asText();
            send(exchange, 200, completion(model.apply(user)));
        });
    }

    static String completion(String text) {
        ObjectNode answer = JSON.createObjectNode();
        answer.putArray("choices")
                .addObject()
                .put("finish_reason", "stop")
                .putObject("message")
                .put("role", "assistant")
                .put("content", text);
        answer.putObject("usage").put("prompt_tokens", 700).put("completion_tokens", 90);
        return answer.toString();
    }

    static void send(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    public String address() {
        return "http://127.0.0.1:%d/v1".formatted(server.getAddress().getPort());
    }

    /** The bodies of the requests that came. */
    public List<String> questions() {
        return questions;
    }

    /** Their authorization headers. */
    public List<String> keys() {
        return keys;
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
