package dev.reposignal.collect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A server on this machine that behaves like GitHub's API as far as the collector uses it: repositories with ids and names,
 * points, and the faults a test asks for. Answers are built from its state, not recorded, because 13,500 repositories
 * change from night to night.
 */
public final class SimulatedGitHub implements AutoCloseable {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Pattern STARS = Pattern.compile("stars:(?:>=(\\d+)|(\\d+)\\.\\.(\\d+))");
    private static final Pattern CREATED = Pattern.compile("created:(\\d{4}-\\d{2}-\\d{2})");
    private static final Pattern USER = Pattern.compile("user:(\\S+)");
    private static final Pattern OWNER = Pattern.compile("o(\\d+)");

    private static final Pattern HISTORY = Pattern.compile("/repos/([^/]+/[^/]+)/stargazers/history");
    private static final Pattern USER_PAGE =
            Pattern.compile("/users/([^/]+)/(repos|starred)\\?(?:type=owner&)?per_page=100&page=(\\d+)");

    public final Map<Long, SimulatedRepository> repositories = new TreeMap<>();
    public final List<String> asked = new ArrayList<>();
    final List<Integer> batches = new ArrayList<>();

    /** Former names, in lower case. */
    final Map<String, Long> formerNames = new LinkedHashMap<>();

    /** Star histories by id, as JSON; a repository without one has none. */
    public final Map<Long, String> histories = new TreeMap<>();

    /** Ids of what a user starred. */
    public final Map<String, List<Long>> starred = new TreeMap<>();

    /** What Hacker News answers. */
    String stories = "{\"hits\":[]}";

    long points = 5_000;

    /** Requests of REST left: an answer 304 is free. */
    long restRequests = 5_000;

    String resetAt = "2026-03-06T01:00:00Z";
    String expectedToken = "test-token";

    /** An answer in place of the usual one. */
    Function<Request, Optional<Reply>> fault = request -> Optional.empty();

    private final HttpServer server;

    /** @param size repositories asked for; 0 outside GraphQL */
    record Request(int number, String path, String body, int size) {}

    record Reply(int status, String body, Map<String, String> headers) {
        static Reply of(int status, String body, String... headers) {
            Map<String, String> map = new LinkedHashMap<>();
            for (int i = 0; i < headers.length; i += 2) {
                map.put(headers[i], headers[i + 1]);
            }
            return new Reply(status, body, map);
        }
    }

    public SimulatedGitHub() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::handle);
        server.start();
    }

    public String api() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    public SimulatedRepository add(long id, String fullName, long stars) {
        SimulatedRepository repository = new SimulatedRepository(id, fullName, stars);
        repositories.put(id, repository);
        return repository;
    }

    /** The repository of an id that was added. */
    public SimulatedRepository repository(long id) {
        return Objects.requireNonNull(repositories.get(id));
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private synchronized void handle(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        String path = exchange.getRequestURI().toString();
        JsonNode query = path.equals("/graphql") ? MAPPER.readTree(body) : null;
        int size = query == null ? 0 : size(query);
        asked.add(path);
        Reply reply;
        String authorization = exchange.getRequestHeaders().getFirst("Authorization");
        if (path.startsWith("/hn/")) {
            // Another host: the token must not be sent to it.
            reply = authorization == null ? Reply.of(200, stories) : Reply.of(400, "{}");
        } else if (!("Bearer " + expectedToken).equals(authorization)) {
            reply = Reply.of(401, "{\"message\":\"Bad credentials\"}");
        } else {
            Optional<Reply> fault = this.fault.apply(new Request(asked.size(), path, body, size));
            reply = fault.isPresent() ? fault.get() : query != null ? graphql(query, size) : limited(exchange, path);
        }
        if (query != null) {
            batches.add(reply.status() == 200 ? size : -size);
        }
        reply.headers().forEach((name, value) -> exchange.getResponseHeaders().add(name, value));
        byte[] bytes = reply.body().getBytes(StandardCharsets.UTF_8);
        if (reply.status() == 0) {
            exchange.close(); // the connection ends without an answer
            return;
        }
        exchange.sendResponseHeaders(reply.status(), bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private static int size(JsonNode query) {
        JsonNode variables = query.path("variables");
        return variables.has("ids") ? variables.path("ids").size() : variables.size() / 2;
    }

    private Reply graphql(JsonNode query, int size) {
        boolean withDetails = query.path("query").asText().contains("repositoryTopics");
        if (size > 100) {
            return Reply.of(200, "{\"errors\":[{\"type\":\"ARGUMENT_LIMIT\",\"message\":\"too many ids\"}]}");
        }
        int cost = withDetails ? Math.max(1, size * 3 / 100) : 1;
        points -= cost;
        ObjectNode answer = MAPPER.createObjectNode();
        ArrayNode errors = MAPPER.createArrayNode();
        ObjectNode data = answer.putObject("data");
        data.putObject("rateLimit").put("cost", cost).put("remaining", points).put("resetAt", resetAt);
        JsonNode variables = query.path("variables");
        if (variables.has("ids")) {
            ArrayNode nodes = data.putArray("nodes");
            for (JsonNode id : variables.path("ids")) {
                SimulatedRepository found = repositories.get(SimulatedRepository.id(id.asText()));
                int position = nodes.size();
                nodes.add(node(
                        found, withDetails, errors, path -> path.add("nodes").add(position), id.asText()));
            }
        } else {
            variables.fieldNames().forEachRemaining(variable -> {
                Matcher owner = OWNER.matcher(variable);
                if (owner.matches()) {
                    String alias = "r" + owner.group(1);
                    String name = variables.path(variable).asText() + "/"
                            + variables.path("n" + owner.group(1)).asText();
                    data.set(alias, node(byName(name), false, errors, path -> path.add(alias), name));
                }
            });
        }
        if (!errors.isEmpty()) {
            answer.set("errors", errors);
        }
        return Reply.of(200, answer.toString());
    }

    private @Nullable SimulatedRepository byName(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return repositories.values().stream()
                .filter(each -> !each.isDeleted
                        && each.fullName.toLowerCase(Locale.ROOT).equals(lower))
                .findFirst()
                .orElseGet(() -> formerNames.containsKey(lower) ? repositories.get(formerNames.get(lower)) : null);
    }

    private static JsonNode node(
            @Nullable SimulatedRepository found,
            boolean withDetails,
            ArrayNode errors,
            Consumer<ArrayNode> path,
            String what) {
        if (found != null && found.isBroken) {
            ObjectNode error = errors.addObject().put("message", "Something went wrong while executing your query.");
            path.accept(error.putArray("path"));
            return MAPPER.nullNode();
        }
        if (found == null || found.isDeleted) {
            ObjectNode error = errors.addObject()
                    .put("type", "NOT_FOUND")
                    .put("message", "Could not resolve to a node with the global id of '" + what + "'");
            path.accept(error.putArray("path"));
            return MAPPER.nullNode();
        }
        return found.graphql(withDetails);
    }

    /** The entity tag of an answer. */
    static String tag(String body) {
        return "W/\"" + Integer.toHexString(body.hashCode()) + "\"";
    }

    /** With an entity tag; "not modified" and free where the request has it. */
    private Reply limited(HttpExchange exchange, String path) {
        Reply reply = rest(path);
        boolean isSearch = path.startsWith("/search/");
        String tag = tag(reply.body());
        boolean isKnown = reply.status() == 200
                && !isSearch
                && tag.equals(exchange.getRequestHeaders().getFirst("If-None-Match"));
        restRequests -= isKnown || isSearch ? 0 : 1;
        Map<String, String> headers = new LinkedHashMap<>(reply.headers());
        if (!isSearch) {
            headers.put("x-ratelimit-remaining", Long.toString(restRequests));
            headers.put("x-ratelimit-reset", "1772758800"); // 2026-03-06T01:00:00Z
            headers.put("ETag", tag);
        }
        return isKnown ? new Reply(304, "", headers) : new Reply(reply.status(), reply.body(), headers);
    }

    private Reply rest(String path) {
        if (path.startsWith("/search/repositories?")) {
            return search(parameters(path.substring(path.indexOf('?') + 1)));
        }
        Matcher history = HISTORY.matcher(path);
        if (history.matches()) {
            SimulatedRepository found = byName(history.group(1));
            return found == null || !histories.containsKey(found.id)
                    ? Reply.of(404, "{\"message\":\"Not Found\"}")
                    : Reply.of(200, Objects.requireNonNull(histories.get(found.id)));
        }
        Matcher user = USER_PAGE.matcher(path);
        if (user.matches()) {
            return userPage(user.group(1), user.group(2), Integer.parseInt(user.group(3)));
        }
        if (path.startsWith("/repositories/")) {
            SimulatedRepository found = repositories.get(Long.valueOf(path.substring("/repositories/".length())));
            return found == null || found.isDeleted
                    ? Reply.of(404, "{\"message\":\"Not Found\"}")
                    : Reply.of(200, found.rest().toString());
        }
        return Reply.of(404, "{\"message\":\"Not Found\"}");
    }

    /** A page of a hundred of what a user has or starred. */
    private Reply userPage(String login, String what, int page) {
        List<SimulatedRepository> all = what.equals("starred")
                ? starred.getOrDefault(login, List.of()).stream()
                        .map(this::repository)
                        .toList()
                : repositories.values().stream()
                        .filter(each -> each.fullName.startsWith(login + "/"))
                        .toList();
        if (all.isEmpty()) {
            return Reply.of(404, "{\"message\":\"Not Found\"}");
        }
        ArrayNode items = MAPPER.createArrayNode();
        all.stream().skip((page - 1) * 100L).limit(100).forEach(each -> items.add(each.rest()));
        return Reply.of(200, items.toString());
    }

    private static Map<String, String> parameters(String query) {
        Map<String, String> parameters = new LinkedHashMap<>();
        for (String part : query.split("&", -1)) {
            String[] pair = part.split("=", 2);
            parameters.put(pair[0], URLDecoder.decode(pair[1], StandardCharsets.UTF_8));
        }
        return parameters;
    }

    /** As GitHub's search: the first 1,000 results by stars, status 422 beyond. */
    private Reply search(Map<String, String> parameters) {
        int page = Integer.parseInt(parameters.get("page"));
        int size = Integer.parseInt(parameters.get("per_page"));
        if (page * size > 1_000) {
            return Reply.of(422, "{\"message\":\"Only the first 1000 search results are available\"}");
        }
        String query = parameters.get("q");
        Matcher stars = STARS.matcher(query);
        Matcher created = CREATED.matcher(query);
        if (!stars.find()) {
            return Reply.of(422, "{\"message\":\"Validation Failed\"}");
        }
        long low = Long.parseLong(stars.group(1) == null ? stars.group(2) : stars.group(1));
        long high = stars.group(1) == null ? Long.parseLong(stars.group(3)) : Long.MAX_VALUE;
        String day = created.find() ? created.group(1) : "";
        Matcher user = USER.matcher(query);
        String owner = user.find() ? user.group(1) + "/" : "";
        List<SimulatedRepository> found = repositories.values().stream()
                .filter(each -> !each.isDeleted && each.stars >= low && each.stars <= high)
                .filter(each -> each.createdAt.startsWith(day))
                .filter(each -> each.fullName.startsWith(owner))
                .sorted(Comparator.comparingLong((SimulatedRepository each) -> -each.stars)
                        .thenComparing(each -> each.id))
                .toList();
        ObjectNode answer = MAPPER.createObjectNode();
        answer.put("total_count", found.size());
        answer.put("incomplete_results", false);
        ArrayNode items = answer.putArray("items");
        found.stream().skip((long) (page - 1) * size).limit(size).forEach(each -> items.add(each.rest()));
        return Reply.of(200, answer.toString());
    }
}
