package dev.reposignal.collect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** The queries of GraphQL that ask for many repositories at once. */
enum Query {
    /** By node id, fields without connections: a point for a hundred. */
    POLL("poll", 100),
    /** The same with topics, open issues and the latest release: four points for a hundred. */
    DETAILS("details", 100),
    /** By owner and name, for what has no node id yet; a former name finds the repository too. */
    NAMES("names", 50),
    /** The same for names from hints. */
    HINTS("hints", 50);

    private static final String FIELDS =
            "__typename id databaseId nameWithOwner description primaryLanguage{name} stargazerCount forkCount"
                    + " pushedAt createdAt isArchived isPrivate isFork";

    private static final String CONNECTIONS = " repositoryTopics(first:20){nodes{topic{name}}}"
            + " issues(states:OPEN){totalCount} pullRequests(states:OPEN){totalCount} latestRelease{publishedAt}";

    private final String step;
    private final int largest;

    Query(String step, int largest) {
        this.step = step;
        this.largest = largest;
    }

    private boolean isByName() {
        return this == NAMES || this == HINTS;
    }

    /** Name of the step: also of the file of its answers. */
    String step() {
        return step;
    }

    /** The most repositories that GitHub takes in one query. */
    int largest() {
        return largest;
    }

    /** Points of one request with so many repositories, as GitHub counts: connections / 100, at least one. */
    static int points(int repositories, int connections) {
        return Math.max(1, Math.round(repositories * connections / 100f));
    }

    Ask ask(String api, List<String> keys) {
        return Ask.graphql(step, api, isByName() ? byName(keys) : byId(keys));
    }

    /** The part of an answer's data that belongs to a key. */
    JsonNode node(JsonNode tree, int position) {
        JsonNode data = tree.path("data");
        return isByName() ? data.path("r" + position) : data.path("nodes").path(position);
    }

    /** Replaces the part of an answer's data that belongs to a key by null. */
    void clear(JsonNode tree, int position) {
        JsonNode data = tree.path("data");
        if (isByName()) {
            ((ObjectNode) data).putNull("r" + position);
        } else {
            ((ArrayNode) data.path("nodes")).setNull(position);
        }
    }

    /** Whether an error's path leads to the part of a key. */
    boolean isAbout(JsonNode error, int position) {
        JsonNode path = error.path("path");
        return isByName()
                ? path.path(0).asText("").equals("r" + position)
                : path.path(0).asText("").equals("nodes") && path.path(1).asInt(-1) == position;
    }

    private String byId(List<String> ids) {
        ObjectNode body = JsonTexts.object();
        body.put(
                "query",
                "query($ids:[ID!]!){rateLimit{cost remaining resetAt} nodes(ids:$ids){... on Repository{%s%s}}}"
                        .formatted(FIELDS, this == DETAILS ? CONNECTIONS : ""));
        ArrayNode values = body.putObject("variables").putArray("ids");
        ids.forEach(values::add);
        return body.toString();
    }

    private static String byName(List<String> names) {
        ObjectNode body = JsonTexts.object();
        StringBuilder declared = new StringBuilder();
        StringBuilder asked = new StringBuilder();
        ObjectNode variables = JsonTexts.object();
        for (int i = 0; i < names.size(); i++) {
            String[] parts = names.get(i).split("/", 2);
            declared.append("$o").append(i).append(":String! $n").append(i).append(":String! ");
            asked.append(" r%1$d:repository(owner:$o%1$d,name:$n%1$d){...f}".formatted(i));
            variables.put("o" + i, parts[0]);
            variables.put("n" + i, parts.length > 1 ? parts[1] : "");
        }
        body.put(
                "query",
                "query(%s){rateLimit{cost remaining resetAt}%s} fragment f on Repository{%s}"
                        .formatted(declared.toString().strip(), asked, FIELDS));
        body.set("variables", variables);
        return body.toString();
    }
}
