package dev.reposignal.alert;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Posts JSON, in the form that the receiver asks for. No redirect is followed: an address with a secret in it is for one host.
 * A webhook with a key has the header {@code X-RepoSignal-Signature}: {@code sha256=} and the HMAC-SHA256 (RFC 2104) of
 * the time in {@code X-RepoSignal-Timestamp}, a dot and the body.
 */
final class WebhookSender implements Sender {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final int DISCORD_LENGTH = 1_900;
    private static final int TELEGRAM_LENGTH = 4_000;
    private static final int TOO_MANY_REQUESTS = 429;

    private final InstantSource clock;
    private final HttpClient client = HttpClient.newBuilder()
            .connectTimeout(Duration.ofSeconds(10))
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    WebhookSender(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public void send(Channel channel, Message message, Duration limit) throws IOException, Refused {
        String body = body(channel, message);
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(channel.url()))
                .timeout(limit)
                .header("Content-Type", "application/json; charset=utf-8")
                .header("User-Agent", "reposignal")
                .header("Idempotency-Key", message.id());
        if (!channel.secret().isEmpty()) {
            String time = String.valueOf(clock.instant().getEpochSecond());
            request.header("X-RepoSignal-Timestamp", time)
                    .header("X-RepoSignal-Signature", "sha256=" + signature(channel.secret(), time + "." + body));
        }
        HttpResponse<Void> response;
        try {
            response = client.send(
                    request.POST(HttpRequest.BodyPublishers.ofString(body)).build(),
                    HttpResponse.BodyHandlers.discarding());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
        int status = response.statusCode();
        if (status >= 200 && status < 300) {
            return;
        }
        if (status >= 300 && status < 400) {
            throw new Refused("the server redirects (status %d); give the address it redirects to".formatted(status));
        }
        if (status == TOO_MANY_REQUESTS || status == 503) {
            throw new Busy(
                    "status " + status,
                    seconds(response.headers().firstValue("Retry-After").orElse("")));
        }
        if (status == 408 || status == 425 || status >= 500) {
            throw new IOException("status " + status);
        }
        throw new Refused("status " + status);
    }

    private static long seconds(String retryAfter) {
        return retryAfter.matches("\\d{1,6}(\\.\\d+)?") ? (long) Math.ceil(Double.parseDouble(retryAfter)) : 0;
    }

    static String signature(String key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("Every Java has HmacSHA256", e);
        }
    }

    static String body(Channel channel, Message message) {
        ObjectNode body = MAPPER.createObjectNode();
        switch (channel.kind()) {
            case SLACK -> body.put("text", text(message, WebhookSender::slack));
            case DISCORD -> {
                body.put("content", cut(text(message, WebhookSender::discord), DISCORD_LENGTH));
                // A name with an @ in it must call nobody.
                body.putObject("allowed_mentions").putArray("parse");
            }
            case TELEGRAM -> {
                body.put("chat_id", channel.chat());
                body.put("text", cut(text(message, line -> line), TELEGRAM_LENGTH));
                body.putObject("link_preview_options").put("is_disabled", true);
            }
            case TEAMS -> teams(body, message);
            case WEBHOOK, MAIL, FILE -> {
                body.put("id", message.id());
                body.put("publication", message.publication());
                body.put("title", message.title());
                ArrayNode alerts = body.putArray("alerts");
                message.alerts().forEach(alert -> alerts.add(json(alert)));
            }
        }
        return text(body);
    }

    /** An alert as a webhook and a file have it. */
    static ObjectNode json(Deliverable alert) {
        ObjectNode json = MAPPER.createObjectNode();
        alert.fields().forEach((name, value) -> {
            if (value != null) {
                json.set(name, MAPPER.valueToTree(value));
            }
        });
        return json;
    }

    private static void teams(ObjectNode body, Message message) {
        body.put("type", "message");
        ObjectNode attachment = body.putArray("attachments").addObject();
        attachment.put("contentType", "application/vnd.microsoft.card.adaptive");
        ObjectNode card = attachment.putObject("content");
        card.put("$schema", "http://adaptivecards.io/schemas/adaptive-card.json");
        card.put("type", "AdaptiveCard");
        card.put("version", "1.4");
        ArrayNode blocks = card.putArray("body");
        for (String line : message.lines()) {
            blocks.addObject().put("type", "TextBlock").put("wrap", true).put("text", discord(line));
        }
        if (!message.link().isEmpty()) {
            card.putArray("actions")
                    .addObject()
                    .put("type", "Action.OpenUrl")
                    .put("title", message.publication())
                    .put("url", message.link());
        }
    }

    private static String text(Message message, java.util.function.UnaryOperator<String> escaped) {
        String lines = message.lines().stream()
                .map(escaped)
                .reduce((one, two) -> one + "\n" + two)
                .orElse("");
        return message.link().isEmpty() ? lines : lines + "\n" + message.link();
    }

    /** As Slack asks for: only these three characters mean something. */
    private static String slack(String line) {
        return line.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    /** Markdown as plain text. */
    private static String discord(String line) {
        return line.replaceAll("([\\\\*_~`|>#\\[\\]()])", "\\\\$1");
    }

    private static String cut(String text, int length) {
        return text.length() <= length ? text : text.substring(0, text.lastIndexOf('\n', length)) + "\n…";
    }

    static String text(ObjectNode json) {
        try {
            return MAPPER.writeValueAsString(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A tree has a JSON form", e);
        }
    }
}
