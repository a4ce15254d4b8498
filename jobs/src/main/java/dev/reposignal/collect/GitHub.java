package dev.reposignal.collect;

import com.fasterxml.jackson.databind.JsonNode;
import dev.failsafe.Failsafe;
import dev.failsafe.FailsafeException;
import dev.failsafe.RetryPolicy;
import dev.reposignal.error.Errors;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * GitHub's API, asked one request after the other and within its limits. What each answer means follows GitHub's documents
 * of its rate limits and what other programs report; jobs/docs/collector.md lists it.
 */
final class GitHub {
    private static final int TRIES = 3;

    /** Errors that only a mistake of ours can cause: asking again would not help. */
    private static final Set<String> OUR_MISTAKES =
            Set.of("ARGUMENT_LIMIT", "MAX_NODE_LIMIT_EXCEEDED", "EXCESSIVE_PAGINATION");

    private final String api;
    private final Transport transport;
    private final Waiting waiting;
    private final Budget budget;
    private final RetryPolicy<Answer> retries;
    private final Map<Ask.Resource, Integer> requests = new EnumMap<>(Ask.Resource.class);
    private long pointsUsed;

    /**
     * @param api address of the API, without a slash at the end
     * @param firstRetry wait before a request is sent again after a fault of the network or the server; then twice as long
     */
    GitHub(
            String api,
            Transport transport,
            Waiting waiting,
            Budget budget,
            Duration firstRetry,
            Consumer<String> warnings) {
        this.api = api;
        this.transport = transport;
        this.waiting = waiting;
        this.budget = budget;
        this.retries = RetryPolicy.<Answer>builder()
                .handle(IOException.class)
                .handleResultIf(answer -> answer.status() == 500 || answer.status() == 503)
                .withMaxAttempts(TRIES)
                .withBackoff(firstRetry, firstRetry.multipliedBy(30))
                .onRetry(event -> warnings.accept("no answer from GitHub (%s), asked again"
                        .formatted(
                                event.getLastException() == null
                                        ? "status " + event.getLastResult().status()
                                        : event.getLastException().getClass().getSimpleName())))
                .build();
    }

    String api() {
        return api;
    }

    int requests(Ask.Resource resource) {
        return requests.getOrDefault(resource, 0);
    }

    long pointsUsed() {
        return pointsUsed;
    }

    long pointsLeft() {
        return budget.left(Ask.Resource.GRAPHQL);
    }

    /**
     * Asks with GraphQL.
     *
     * @return an answer whose {@code data} is there; single repositories in it may be null
     * @throws dev.reposignal.error.UserException where GitHub refuses the token
     */
    Answer query(Ask ask) throws Unanswered {
        for (int attempt = 1; ; attempt++) {
            Answer answer = send(ask);
            if (answer.status() == 502 || answer.status() == 504) {
                throw new Unanswered(Unanswered.Why.TOO_LARGE, "status " + answer.status());
            }
            if (answer.status() == 200) {
                JsonNode tree = JsonTexts.parsed(answer.body());
                if (tree != null && isComplete(tree)) {
                    noteLimit(tree);
                    budget.answered();
                    return answer;
                }
                if (tree != null && isLimit(tree)) {
                    await(answer, tree);
                    attempt--;
                    continue;
                }
            }
            if (attempt >= TRIES) {
                // "Something went wrong while executing your query" is most often a query that took too long.
                throw new Unanswered(
                        answer.status() == 200 ? Unanswered.Why.TOO_LARGE : Unanswered.Why.FAILED,
                        "status " + answer.status());
            }
        }
    }

    /**
     * Asks with GET.
     *
     * @return an answer with status 200, 301, 304, 404, 410, 422 or 451
     */
    Answer get(Ask ask) throws Unanswered {
        for (int attempt = 1; ; attempt++) {
            Answer answer = send(ask);
            switch (answer.status()) {
                case 200, 301, 304, 404, 410, 422, 451 -> {
                    budget.answered();
                    return answer;
                }
                default -> {
                    if (attempt >= TRIES) {
                        throw new Unanswered(Unanswered.Why.FAILED, "status " + answer.status());
                    }
                }
            }
        }
    }

    /** Sends a request as often as its limits ask for; the answer may have any status but 401, 403 and 429. */
    private Answer send(Ask ask) throws Unanswered {
        while (true) {
            budget.await(ask.resource());
            Answer answer = sendWithRetries(ask);
            noteLimit(ask.resource(), answer);
            if (answer.status() == 401) {
                throw Errors.tokenRefused(Token.VARIABLE);
            }
            if (answer.status() != 403 && answer.status() != 429) {
                return answer;
            }
            if (ask.resource() == Ask.Resource.OUTSIDE) {
                throw new Unanswered(Unanswered.Why.FAILED, "status " + answer.status());
            }
            String message = message(JsonTexts.parsed(answer.body()));
            boolean isPrimary = answer.number("x-ratelimit-remaining").orElse(-1L) == 0
                    && !isSecondary(message)
                    && answer.number("retry-after").isEmpty();
            if (isPrimary) {
                budget.exhausted(ask.resource(), reset(answer));
            } else if (answer.status() == 429
                    || isSecondary(message)
                    || answer.number("retry-after").isPresent()) {
                budget.secondary(answer.number("retry-after").orElse(0L));
            } else {
                // A repository may be closed to us, and the walk goes on; a token without rights fails everywhere.
                throw new Unanswered(Unanswered.Why.FAILED, "status 403: " + message);
            }
        }
    }

    private Answer sendWithRetries(Ask ask) throws Unanswered {
        try {
            return Failsafe.with(retries).get(() -> {
                requests.merge(ask.resource(), 1, Integer::sum);
                return transport.send(ask);
            });
        } catch (FailsafeException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new Unanswered(Unanswered.Why.FAILED, cause.getClass().getSimpleName());
        }
    }

    /** Whether the data are there and no error says that a part of them is missing for want of resources. */
    private static boolean isComplete(JsonNode tree) throws Unanswered {
        for (JsonNode error : tree.path("errors")) {
            String type = error.path("type").asText("");
            if (OUR_MISTAKES.contains(type)) {
                throw new IllegalStateException("GitHub does not accept a query of ours: " + error.path("message"));
            }
            if (type.equals("RESOURCE_LIMITS_EXCEEDED")) {
                throw new Unanswered(Unanswered.Why.TOO_LARGE, type);
            }
            if (type.equals("RATE_LIMITED")) {
                return false;
            }
        }
        return tree.path("data").isObject() && !isSecondary(message(tree));
    }

    private static boolean isLimit(JsonNode tree) {
        for (JsonNode error : tree.path("errors")) {
            if (error.path("type").asText("").equals("RATE_LIMITED")
                    || isSecondary(error.path("message").asText(""))) {
                return true;
            }
        }
        return isSecondary(message(tree));
    }

    /** Waits for the limit that an answer with status 200 names. */
    private void await(Answer answer, JsonNode tree) throws Unanswered {
        boolean isPrimary = false;
        for (JsonNode error : tree.path("errors")) {
            isPrimary |= error.path("type").asText("").equals("RATE_LIMITED");
        }
        if (isPrimary) {
            budget.exhausted(Ask.Resource.GRAPHQL, reset(answer));
        } else {
            budget.secondary(answer.number("retry-after").orElse(0L));
        }
    }

    private static boolean isSecondary(String message) {
        String lower = message.toLowerCase(Locale.ROOT);
        return lower.contains("secondary rate limit") || lower.contains("abuse detection");
    }

    private static String message(@Nullable JsonNode tree) {
        return tree == null ? "" : tree.path("message").asText("");
    }

    private Instant reset(Answer answer) {
        return answer.number("x-ratelimit-reset").map(Instant::ofEpochSecond).orElse(waiting.now());
    }

    private void noteLimit(Ask.Resource resource, Answer answer) {
        if (answer.number("x-ratelimit-remaining").isPresent()
                && answer.number("x-ratelimit-reset").isPresent()) {
            budget.left(resource, answer.number("x-ratelimit-remaining").get(), reset(answer));
        }
    }

    /** What the query itself asked of its limit; resetAt is a text such as 2026-03-06T01:00:00Z. */
    private void noteLimit(JsonNode tree) {
        JsonNode limit = tree.path("data").path("rateLimit");
        pointsUsed += limit.path("cost").asLong(0);
        Instant reset = JsonTexts.instant(limit.path("resetAt"));
        if (limit.path("remaining").isNumber() && reset != null) {
            budget.left(Ask.Resource.GRAPHQL, limit.path("remaining").asLong(), reset);
        }
    }
}
