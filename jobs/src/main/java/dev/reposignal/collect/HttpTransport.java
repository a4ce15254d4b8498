package dev.reposignal.collect;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Requests over HTTP. The token goes to GitHub's API alone, never to another host, and no redirect is followed. */
final class HttpTransport implements Transport {
    private static final Duration CONNECT = Duration.ofSeconds(20);

    /** GitHub ends a query after 10 seconds; the rest is for the way. */
    private static final Duration ANSWER = Duration.ofSeconds(40);

    private static final int LARGEST_ANSWER = 32 << 20;

    private static final List<String> HEADERS = List.of(
            "retry-after",
            "x-ratelimit-remaining",
            "x-ratelimit-reset",
            "x-ratelimit-resource",
            "etag",
            "link",
            "location");

    private final HttpClient client = HttpClient.newBuilder()
            .connectTimeout(CONNECT)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
    private final Token token;

    HttpTransport(Token token) {
        this.token = token;
    }

    @Override
    public Answer send(Ask ask) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(ask.address()))
                .timeout(ANSWER)
                .header("User-Agent", "reposignal")
                .header("Accept", "application/json");
        if (ask.resource() != Ask.Resource.OUTSIDE) {
            request.header("Authorization", token.authorization()).header("X-GitHub-Api-Version", "2022-11-28");
        }
        if (ask.etag() != null) {
            request.header("If-None-Match", ask.etag());
        }
        if (ask.body() != null) {
            request.header("Content-Type", "application/json").POST(HttpRequest.BodyPublishers.ofString(ask.body()));
        }
        try {
            HttpResponse<InputStream> response =
                    client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
            byte[] body;
            try (InputStream in = response.body()) {
                body = in.readNBytes(LARGEST_ANSWER + 1);
            }
            if (body.length > LARGEST_ANSWER) {
                throw new IOException("the answer is larger than %,d bytes".formatted(LARGEST_ANSWER));
            }
            Map<String, String> headers = new HashMap<>();
            for (String name : HEADERS) {
                response.headers().firstValue(name).ifPresent(value -> headers.put(name, value));
            }
            return new Answer(response.statusCode(), headers, new String(body, StandardCharsets.UTF_8));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
