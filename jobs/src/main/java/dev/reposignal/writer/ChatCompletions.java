package dev.reposignal.writer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Asks a server with the chat-completions interface (Ollama, llama.cpp, vLLM, OpenAI and others); the only class of
 * this package that opens a connection.
 *
 * <p>One question is one request: no retry, no redirect, no stream. The limit covers the whole exchange, also a body that comes
 * byte by byte, which the timeout of {@link HttpClient} does not; a body above {@value #MOST_BYTES} bytes is not read to its end.
 */
final class ChatCompletions {
    /** An answer of the longest paragraph has some thousand bytes. */
    static final int MOST_BYTES = 256 * 1024;

    private static final ObjectMapper JSON = new ObjectMapper();
    /** A common rule of thumb for English, used where a server does not count. */
    private static final int CHARACTERS_PER_TOKEN = 4;

    private final URI address;
    private final String model;
    private final @Nullable String key;
    private final HttpClient client;

    /**
     * A server.
     *
     * @param baseUrl its address up to and without /chat/completions
     * @param key sent as a bearer token; null sends none
     */
    ChatCompletions(String baseUrl, String model, @Nullable String key) {
        this.address = URI.create(baseUrl + "/chat/completions");
        this.model = model;
        this.key = key;
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
    }

    /**
     * What the server said.
     *
     * @param isCut whether the model was stopped at the most tokens before its end
     * @param questionTokens tokens of the question as the server counted them, else a quarter of its characters
     * @param answerTokens the same of the answer
     */
    record Answer(String text, boolean isCut, long questionTokens, long answerTokens) {}

    /** Tokens of a text where no server counted them. */
    static long tokens(String text) {
        return text.length() / CHARACTERS_PER_TOKEN + 1L;
    }

    /**
     * The answer to one question.
     *
     * @param system what the model is to do
     * @param user the question
     * @param most tokens of the answer at most
     * @param limit time for the whole exchange
     * @throws ChatException where none came in time, or none that can be used
     */
    Answer ask(String system, String user, int most, Duration limit) throws ChatException {
        HttpRequest.Builder request = HttpRequest.newBuilder(address)
                .timeout(limit)
                .header("Content-Type", "application/json")
                .header("Accept", "application/json")
                .POST(BodyPublishers.ofByteArray(question(system, user, most)));
        if (key != null) {
            request.header("Authorization", "Bearer " + key);
        }
        HttpResponse<byte[]> response = exchanged(request.build(), limit);
        if (response.statusCode() != 200) {
            throw new ChatException("the server answered with status " + response.statusCode());
        }
        return answer(system + user, response.body());
    }

    private byte[] question(String system, String user, int most) {
        ObjectNode question = JSON.createObjectNode();
        question.put("model", model);
        question.put("temperature", 0);
        question.put("max_tokens", most);
        question.put("stream", false);
        question.putArray("messages")
                .add(JSON.createObjectNode().put("role", "system").put("content", system))
                .add(JSON.createObjectNode().put("role", "user").put("content", user));
        try {
            return JSON.writeValueAsBytes(question);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A tree in memory has a JSON form", e);
        }
    }

    private HttpResponse<byte[]> exchanged(HttpRequest request, Duration limit) throws ChatException {
        CompletableFuture<HttpResponse<byte[]>> exchange = client.sendAsync(request, info -> new BoundedBody());
        try {
            return exchange.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new ChatException("no whole answer within %d ms".formatted(limit.toMillis()));
        } catch (ExecutionException e) {
            throw new ChatException(cause(e.getCause(), limit));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ChatException("interrupted");
        } finally {
            exchange.cancel(true);
        }
    }

    private static String cause(@Nullable Throwable cause, Duration limit) {
        if (cause instanceof TooLargeException) {
            return "the answer has more than %d bytes".formatted(MOST_BYTES);
        }
        if (cause instanceof java.net.http.HttpTimeoutException) {
            return "no answer within %d ms".formatted(limit.toMillis());
        }
        return "the connection failed: "
                + (cause == null ? "unknown" : cause.getClass().getSimpleName());
    }

    private static Answer answer(String question, byte[] body) throws ChatException {
        JsonNode tree;
        try {
            tree = JSON.readTree(body);
        } catch (IOException e) {
            throw new ChatException("the answer is not JSON");
        }
        JsonNode choice = tree.path("choices").path(0);
        JsonNode content = choice.path("message").path("content");
        if (!content.isTextual()) {
            throw new ChatException("the answer holds no text at choices[0].message.content");
        }
        String text = content.asText();
        return new Answer(
                text,
                choice.path("finish_reason").asText("").equals("length"),
                counted(tree.path("usage").path("prompt_tokens"), question),
                counted(tree.path("usage").path("completion_tokens"), text));
    }

    /** A count that is missing or cannot be is replaced, so that a server cannot make a night cheaper than it is. */
    private static long counted(JsonNode count, String text) {
        long least = tokens(text) / 4;
        return count.canConvertToLong() && count.asLong() >= least && count.asLong() <= text.length() + 1000L
                ? count.asLong()
                : tokens(text);
    }

    /** The bytes of a body, up to {@link #MOST_BYTES}. */
    private static final class BoundedBody implements HttpResponse.BodySubscriber<byte[]> {
        private final CompletableFuture<byte[]> body = new CompletableFuture<>();
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private Flow.@Nullable Subscription subscription;

        @Override
        public CompletionStage<byte[]> getBody() {
            return body;
        }

        @Override
        public void onSubscribe(Flow.Subscription begun) {
            subscription = begun;
            begun.request(Long.MAX_VALUE);
        }

        @Override
        public void onNext(List<ByteBuffer> buffers) {
            for (ByteBuffer buffer : buffers) {
                if (bytes.size() + buffer.remaining() > MOST_BYTES) {
                    if (subscription != null) {
                        subscription.cancel();
                    }
                    body.completeExceptionally(new TooLargeException());
                    return;
                }
                byte[] part = new byte[buffer.remaining()];
                buffer.get(part);
                bytes.write(part, 0, part.length);
            }
        }

        @Override
        public void onError(Throwable failure) {
            body.completeExceptionally(failure);
        }

        @Override
        public void onComplete() {
            body.complete(bytes.toByteArray());
        }
    }

    private static final class TooLargeException extends IOException {
        private static final long serialVersionUID = 1;
    }
}
