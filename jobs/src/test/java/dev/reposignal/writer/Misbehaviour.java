package dev.reposignal.writer;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A way in which a server fails, by the file {@code misbehaving-servers.txt}: a status, a body, or something that a line cannot say.
 *
 * @param name for the message of a test
 * @param behaviour what it does
 */
record Misbehaviour(String name, ChatDouble.Behaviour behaviour) {
    static List<Misbehaviour> all() {
        List<Misbehaviour> all = new ArrayList<>();
        for (String line : Plans.lines("misbehaving-servers.txt")) {
            String[] cells = line.split("\\s*\\|\\s*", 2);
            all.add(new Misbehaviour(line, behaviour(cells[0], cells[1])));
        }
        return all;
    }

    private static ChatDouble.Behaviour behaviour(String kind, String what) {
        return switch (kind) {
            case "status" ->
                (exchange, question) -> ChatDouble.send(
                        exchange,
                        Integer.parseInt(what),
                        ChatDouble.completion(Plans.plan("claim").source()));
            case "body" -> (exchange, question) -> ChatDouble.send(exchange, 200, what);
            case "text" -> (exchange, question) -> ChatDouble.send(exchange, 200, ChatDouble.completion(text(what)));
            case "acts" -> acting(what);
            default -> throw new IllegalArgumentException(kind);
        };
    }

    /** A text with the paragraph it should have been in place of SOURCE. */
    private static String text(String what) {
        return what.replace("SOURCE", Plans.plan("claim").source())
                .replace("\\n", "\n")
                .replace("\\0", "\u0000")
                .replace("\\u202e", "\u202e")
                .replace("\\u200b", "\u200b");
    }

    private static ChatDouble.Behaviour acting(String what) {
        return switch (what) {
            case "hangs before it answers" -> (exchange, question) -> Thread.sleep(20_000);
            case "hangs after the headers" ->
                (exchange, question) -> {
                    exchange.sendResponseHeaders(200, 0);
                    exchange.getResponseBody().flush();
                    Thread.sleep(20_000);
                };
            case "hangs in the middle of the body" ->
                (exchange, question) -> {
                    exchange.sendResponseHeaders(200, 0);
                    write(exchange, "{\"choices\":[{\"message\":");
                    Thread.sleep(20_000);
                };
            case "drips a byte at a time" ->
                (exchange, question) -> {
                    exchange.sendResponseHeaders(200, 0);
                    for (byte one :
                            ChatDouble.completion(Plans.plan("claim").source()).getBytes(StandardCharsets.UTF_8)) {
                        exchange.getResponseBody().write(one);
                        exchange.getResponseBody().flush();
                        Thread.sleep(100);
                    }
                };
            case "sends spaces for ever" ->
                (exchange, question) -> {
                    exchange.sendResponseHeaders(200, 0);
                    byte[] spaces = " ".repeat(65_536).getBytes(StandardCharsets.UTF_8);
                    for (int i = 0; i < 100_000; i++) {
                        exchange.getResponseBody().write(spaces);
                    }
                };
            case "sends ten megabytes of text" ->
                (exchange, question) -> ChatDouble.send(exchange, 200, ChatDouble.completion("a ".repeat(5_000_000)));
            case "sends the paragraph a thousand times" ->
                (exchange, question) -> ChatDouble.send(
                        exchange,
                        200,
                        ChatDouble.completion((Plans.plan("claim").source() + " ").repeat(400)));
            case "promises more bytes than it sends" ->
                (exchange, question) -> {
                    exchange.sendResponseHeaders(200, 100_000);
                    write(exchange, ChatDouble.completion(Plans.plan("claim").source()));
                };
            case "closes without an answer" -> (exchange, question) -> exchange.close();
            case "redirects to another server" ->
                (exchange, question) -> {
                    exchange.getResponseHeaders().set("Location", "http://127.0.0.1:9/v1/chat/completions");
                    exchange.sendResponseHeaders(307, -1);
                };
            case "redirects to itself" ->
                (exchange, question) -> {
                    exchange.getResponseHeaders().set("Location", "/v1/chat/completions");
                    exchange.sendResponseHeaders(302, -1);
                };
            case "sends a deep nest" -> (exchange, question) -> ChatDouble.send(exchange, 200, "[".repeat(100_000));
            case "sends bytes that are no text" ->
                (exchange, question) -> {
                    exchange.sendResponseHeaders(200, 4);
                    exchange.getResponseBody().write(new byte[] {(byte) 0xff, (byte) 0xfe, 0, 1});
                };
            default -> throw new IllegalArgumentException(what);
        };
    }

    private static void write(HttpExchange exchange, String text) throws IOException {
        OutputStream body = exchange.getResponseBody();
        body.write(text.getBytes(StandardCharsets.UTF_8));
        body.flush();
    }
}
