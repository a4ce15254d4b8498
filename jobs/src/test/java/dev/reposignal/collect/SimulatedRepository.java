package dev.reposignal.collect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** A repository of {@link SimulatedGitHub}. */
public final class SimulatedRepository {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    final long id;
    public String fullName;
    public long stars;
    String createdAt = "2020-01-02T03:04:05Z";
    String description = "A, \"quoted\" description";
    boolean isPrivate;
    boolean isDeleted;
    boolean isArchived;

    /** Another type of node, as an id of a pull request gives; null for a repository. */
    @Nullable
    String otherType;

    /** GitHub fails at this one: an error without a type. */
    public boolean isBroken;

    SimulatedRepository(long id, String fullName, long stars) {
        this.id = id;
        this.fullName = fullName;
        this.stars = stars;
    }

    String nodeId() {
        return "R_" + Base64.getEncoder().encodeToString(Long.toString(id).getBytes(StandardCharsets.US_ASCII));
    }

    static long id(String nodeId) {
        return Long.parseLong(new String(Base64.getDecoder().decode(nodeId.substring(2)), StandardCharsets.US_ASCII));
    }

    JsonNode graphql(boolean withDetails) {
        ObjectNode node = MAPPER.createObjectNode();
        if (otherType != null) {
            // Nothing of "... on Repository" is in a node of another type.
            return node;
        }
        node.put("__typename", "Repository");
        node.put("id", nodeId());
        node.put("databaseId", id);
        node.put("nameWithOwner", fullName);
        node.put("description", id % 7 == 0 ? null : description);
        if (id % 5 == 0) {
            node.putNull("primaryLanguage");
        } else {
            node.putObject("primaryLanguage").put("name", id % 2 == 0 ? "C#" : "Jupyter Notebook");
        }
        node.put("stargazerCount", stars);
        node.put("forkCount", stars / 10);
        node.put("pushedAt", id % 11 == 0 ? null : "2026-03-05T10:00:00Z");
        node.put("createdAt", createdAt);
        node.put("isArchived", isArchived);
        node.put("isPrivate", isPrivate);
        node.put("isFork", false);
        if (withDetails) {
            node.putObject("repositoryTopics")
                    .putArray("nodes")
                    .addObject()
                    .putObject("topic")
                    .put("name", "tools");
            node.putObject("issues").put("totalCount", 3);
            node.putObject("pullRequests").put("totalCount", 2);
            if (id % 2 == 1) {
                node.putObject("latestRelease").put("publishedAt", "2026-02-20T10:00:00Z");
            } else {
                node.putNull("latestRelease");
            }
        }
        return node;
    }

    JsonNode rest() {
        ObjectNode node = MAPPER.createObjectNode();
        node.put("id", id);
        node.put("node_id", nodeId());
        node.put("full_name", fullName);
        node.put("description", description);
        node.putNull("language");
        node.putNull("license");
        node.put("stargazers_count", stars);
        node.put("watchers_count", stars);
        node.put("forks_count", stars / 10);
        node.put("open_issues_count", 5);
        node.put("pushed_at", "2026-03-05T10:00:00Z");
        node.put("created_at", createdAt);
        node.put("archived", isArchived);
        node.put("private", isPrivate);
        node.putArray("topics").add("tools");
        return node;
    }
}
