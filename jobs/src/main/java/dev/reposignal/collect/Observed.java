package dev.reposignal.collect;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A repository as GitHub answered.
 *
 * @param topics null where they were not asked for
 * @param openIssues open issues and pull requests; null where they were not asked for
 * @param releasedAt when its latest release came out; null where it has none or was not asked for
 * @param observedAt when the answer came
 */
record Observed(
        long repoId,
        String nodeId,
        String fullName,
        @Nullable String description,
        @Nullable String language,
        @Nullable List<String> topics,
        long stars,
        @Nullable Long forks,
        @Nullable Long openIssues,
        @Nullable Instant pushedAt,
        @Nullable Instant createdAt,
        boolean archived,
        @Nullable Instant releasedAt,
        Instant observedAt) {

    /** A node of GraphQL; null where it is no public repository with an id, a name and a star count. */
    static @Nullable Observed ofGraphql(JsonNode node, Instant at) {
        boolean isWhole = node.path("databaseId").isIntegralNumber()
                && node.path("id").isTextual()
                && node.path("nameWithOwner").isTextual()
                && node.path("stargazerCount").isIntegralNumber();
        if (!isWhole || node.path("isPrivate").asBoolean(false)) {
            return null;
        }
        JsonNode topicNodes = node.path("repositoryTopics").path("nodes");
        return new Observed(
                node.path("databaseId").asLong(),
                node.path("id").asText(),
                node.path("nameWithOwner").asText(),
                text(node.path("description")),
                text(node.path("primaryLanguage").path("name")),
                topicNodes.isArray() ? texts(topicNodes, "/topic/name") : null,
                node.path("stargazerCount").asLong(),
                count(node.path("forkCount")),
                sum(
                        node.path("issues").path("totalCount"),
                        node.path("pullRequests").path("totalCount")),
                JsonTexts.instant(node.path("pushedAt")),
                JsonTexts.instant(node.path("createdAt")),
                node.path("isArchived").asBoolean(false),
                JsonTexts.instant(node.path("latestRelease").path("publishedAt")),
                at);
    }

    /** A repository object of REST; null as above. Its watchers_count is stars, its open_issues_count has pull requests. */
    static @Nullable Observed ofRest(JsonNode node, Instant at) {
        boolean isWhole = node.path("id").isIntegralNumber()
                && node.path("node_id").isTextual()
                && node.path("full_name").isTextual()
                && node.path("stargazers_count").isIntegralNumber();
        if (!isWhole || node.path("private").asBoolean(false)) {
            return null;
        }
        return new Observed(
                node.path("id").asLong(),
                node.path("node_id").asText(),
                node.path("full_name").asText(),
                text(node.path("description")),
                text(node.path("language")),
                node.path("topics").isArray() ? texts(node.path("topics"), "") : null,
                node.path("stargazers_count").asLong(),
                count(node.path("forks_count")),
                count(node.path("open_issues_count")),
                JsonTexts.instant(node.path("pushed_at")),
                JsonTexts.instant(node.path("created_at")),
                node.path("archived").asBoolean(false),
                null,
                at);
    }

    Observed withTopics(@Nullable List<String> known) {
        return new Observed(
                repoId,
                nodeId,
                fullName,
                description,
                language,
                known,
                stars,
                forks,
                openIssues,
                pushedAt,
                createdAt,
                archived,
                releasedAt,
                observedAt);
    }

    private static @Nullable String text(JsonNode node) {
        return node.isTextual() && !node.asText().isBlank() ? node.asText() : null;
    }

    private static @Nullable Long count(JsonNode node) {
        return node.isIntegralNumber() ? node.asLong() : null;
    }

    private static @Nullable Long sum(JsonNode first, JsonNode second) {
        return first.isIntegralNumber() && second.isIntegralNumber() ? (Long) (first.asLong() + second.asLong()) : null;
    }

    private static List<String> texts(JsonNode array, String pointer) {
        List<String> texts = new ArrayList<>();
        for (JsonNode each : array) {
            JsonNode inner = pointer.isEmpty() ? each : each.at(pointer);
            if (inner.isTextual()) {
                texts.add(inner.asText());
            }
        }
        return List.copyOf(texts);
    }
}
