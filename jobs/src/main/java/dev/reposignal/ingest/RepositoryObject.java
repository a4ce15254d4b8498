package dev.reposignal.ingest;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A repository as GitHub's REST and GraphQL interfaces and its command line write it. */
final class RepositoryObject {
    /** By what a repository object is known, whichever interface wrote it. */
    static final List<String> NAMES = List.of("full_name", "nameWithOwner", "fullName");

    /** Our columns by the names of REST, GraphQL and gh; the first that is there counts. */
    private static final Map<String, List<String>> SOURCES = Map.ofEntries(
            Map.entry("repo_id", List.of("databaseId", "id")),
            Map.entry("full_name", NAMES),
            Map.entry("description", List.of("description")),
            Map.entry("language", List.of("language", "primaryLanguage")),
            Map.entry("topics", List.of("topics", "repositoryTopics")),
            Map.entry("stars", List.of("stargazers_count", "stargazerCount", "stargazersCount", "stargazers")),
            Map.entry("forks", List.of("forks_count", "forkCount", "forksCount")),
            Map.entry("open_issues", List.of("open_issues_count", "openIssuesCount")),
            Map.entry("pushed_at", List.of("pushed_at", "pushedAt")),
            Map.entry("created_at", List.of("created_at", "createdAt")),
            Map.entry("archived", List.of("archived", "isArchived")));

    /** Why a row is rejected. */
    static final String IS_PRIVATE = "the repository is private; leave it out or load it with --allow-private";

    /** What wraps repositories one by one, or names them beside others. */
    private static final int DEEPEST = 12;

    private RepositoryObject() {}

    /** Adds the repositories a value holds: itself, or those inside it. */
    static void collect(JsonNode value, List<JsonNode> repositories) {
        collect(value, repositories, 0);
    }

    private static void collect(JsonNode value, List<JsonNode> repositories, int depth) {
        if (depth > DEEPEST || isEvent(value)) {
            return;
        }
        if (value.isObject() && isRepository(value)) {
            repositories.add(value);
            return;
        }
        if (value.isContainerNode()) {
            value.forEach(child -> collect(child, repositories, depth + 1));
        }
    }

    private static boolean isRepository(JsonNode object) {
        boolean hasName = NAMES.stream().anyMatch(object::has);
        boolean hasStars = SOURCES.getOrDefault("stars", List.of()).stream().anyMatch(object::has);
        return hasName || (hasStars && object.has("name"));
    }

    private static boolean isEvent(JsonNode value) {
        return value.has("payload") && value.has("type");
    }

    /** Why a value holds no repository. */
    static String whyNone(JsonNode value) {
        if (!value.isContainerNode()) {
            return "the line is not a JSON object; give one repository object per line";
        }
        if (isEvent(value)) {
            return "it is an event of GH Archive, not a repository";
        }
        if (value.has("message")) {
            return "it is an error of GitHub's (%s), not a repository"
                    .formatted(value.get("message").asText());
        }
        return "full_name is missing; give owner/name";
    }

    static FoundRow row(JsonNode object, long line, String text, RowLimits limits) {
        if (isPrivate(object) && !limits.allowsPrivate()) {
            return FoundRow.rejected(line, text, IS_PRIVATE);
        }
        if (isOnAnotherHost(object) && !limits.allowsOtherHosts()) {
            return FoundRow.rejected(
                    line,
                    text,
                    "the repository is not on github.com; leave it out or load it with --allow-other-hosts");
        }
        List<@Nullable String> values = new ArrayList<>();
        for (String column : FoundRow.COLUMNS) {
            values.add(value(column, object));
        }
        return new FoundRow(line, FoundRow.cut(text), null, values);
    }

    private static boolean isPrivate(JsonNode object) {
        boolean isMarked =
                object.path("private").asBoolean() || object.path("isPrivate").asBoolean();
        String visibility = object.path("visibility").asText("public").toLowerCase(Locale.ROOT);
        return isMarked || visibility.equals("private") || visibility.equals("internal");
    }

    private static boolean isOnAnotherHost(JsonNode object) {
        String address = object.path("html_url").asText(object.path("url").asText(""));
        try {
            String host = address.isEmpty() ? null : URI.create(address).getHost();
            return host != null
                    && !host.equalsIgnoreCase("github.com")
                    && !host.toLowerCase(Locale.ROOT).endsWith(".github.com");
        } catch (IllegalArgumentException e) {
            // What is no address names no host.
            return false;
        }
    }

    private static @Nullable String value(String column, JsonNode object) {
        for (String name : SOURCES.getOrDefault(column, List.of())) {
            JsonNode value = object.get(name);
            if (value == null || value.isNull()) {
                continue;
            }
            if (column.equals("topics")) {
                List<String> topics = new ArrayList<>();
                topics(value, topics);
                return topics.isEmpty() ? null : String.join(";", topics);
            }
            // GraphQL's own ids are texts and no numbers.
            boolean isNodeId =
                    name.equals("id") && value.isTextual() && !value.asText().matches("\\d+");
            if (!isNodeId) {
                return scalar(value);
            }
        }
        return null;
    }

    private static @Nullable String scalar(JsonNode value) {
        if (value.isObject()) {
            JsonNode inner = value.has("totalCount") ? value.get("totalCount") : value.get("name");
            return inner == null || inner.isContainerNode() ? value.toString() : scalar(inner);
        }
        if (value.isFloatingPointNumber() && !Double.isFinite(value.doubleValue())) {
            return null;
        }
        if (value.isFloatingPointNumber()) {
            BigDecimal number = value.decimalValue();
            boolean isWhole =
                    number.stripTrailingZeros().scale() <= 0 && number.abs().compareTo(BigDecimal.valueOf(1e18)) < 0;
            return isWhole ? number.toBigInteger().toString() : value.asText();
        }
        return value.isContainerNode() ? value.toString() : value.asText();
    }

    /** Topics as texts, as objects with a name, or as GraphQL's nodes of topics. */
    private static void topics(JsonNode value, List<String> topics) {
        if (value.isTextual()) {
            topics.add(value.asText());
        } else if (value.path("name").isTextual()) {
            topics.add(value.get("name").asText());
        } else if (value.isContainerNode()) {
            value.forEach(child -> topics(child, topics));
        }
    }
}
