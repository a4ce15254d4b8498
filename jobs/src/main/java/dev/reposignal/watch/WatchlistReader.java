package dev.reposignal.watch;

import dev.reposignal.text.GitHubLinks;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/** Reads one file of a watchlist; what is wrong with it is collected, each with its line, and the rest is read. */
final class WatchlistReader {
    static final String REPOSITORIES = "repositories";

    /** A name that is part of addresses. */
    private static final Pattern LIST_NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,39}");

    private static final Pattern OWNER = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,99}(/\\*)?");
    private static final List<String> KEYS =
            List.of("title", REPOSITORIES, "owners", "clusters", "fields", "languages", "where", "most");
    private static final int MOST = 500;
    private static final int MOST_ALLOWED = 5_000;

    private final Path file;
    private final List<String> problems;

    WatchlistReader(Path file, List<String> problems) {
        this.file = file;
        this.problems = problems;
    }

    /** The name of the list of a file: that of the file without its ending. */
    static String name(Path file) {
        return file.getFileName().toString().replaceFirst("\\.ya?ml$", "");
    }

    /** Whether a list may have such a name. */
    static boolean isName(String name) {
        return LIST_NAME.matcher(name).matches();
    }

    /** The root of a file; empty where it has none. */
    static Optional<Node> root(Path file) throws IOException {
        try (Reader in = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            return Optional.ofNullable(new Yaml(new SafeConstructor(new LoaderOptions())).compose(in));
        }
    }

    Watchlist read() {
        String name = name(file);
        if (!isName(name)) {
            problems.add("%s: a list is named by lower-case letters, digits and hyphens, 40 at most; rename the file"
                    .formatted(file));
        }
        Map<String, Node> values = values();
        List<String> repositories = new ArrayList<>();
        List<String> owners = new ArrayList<>();
        List<Item> named = items(values, REPOSITORIES);
        for (Item item : named) {
            if (item.text().endsWith("/*")) {
                addOwner(item, owners);
            } else {
                GitHubLinks.fullName(item.text())
                        .ifPresentOrElse(
                                repositories::add,
                                () -> problem(
                                        item.line(),
                                        "'%s' is no repository; write owner/name, or owner/* for all of an owner"
                                                .formatted(item.text())));
            }
        }
        items(values, "owners").forEach(item -> addOwner(item, owners));
        noRepeats(named);
        return new Watchlist(
                name,
                text(values, "title", name),
                repositories,
                owners.stream().distinct().toList(),
                texts(values, "clusters"),
                texts(values, "fields"),
                texts(values, "languages"),
                text(values, "where", ""),
                Optional.ofNullable(values.get("where"))
                        .map(WatchlistReader::line)
                        .orElse(0),
                most(values));
    }

    /** A text of a list and its line. */
    private record Item(String text, int line) {}

    private Map<String, Node> values() {
        Map<String, Node> values = new HashMap<>();
        try {
            Node root = root(file).orElse(null);
            if (root == null) {
                return values;
            }
            if (!(root instanceof MappingNode mapping)) {
                problem(line(root), "the file must have keys such as '%s:'".formatted(REPOSITORIES));
                return values;
            }
            for (NodeTuple tuple : mapping.getValue()) {
                String key = tuple.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "?";
                if (!KEYS.contains(key)) {
                    problem(
                            line(tuple.getKeyNode()),
                            "'%s' is no key of a watchlist; the keys are %s".formatted(key, String.join(", ", KEYS)));
                } else if (values.put(key, tuple.getValueNode()) != null) {
                    problem(line(tuple.getKeyNode()), "'%s' is given twice; put both into one".formatted(key));
                }
            }
        } catch (MarkedYAMLException e) {
            problem(
                    e.getProblemMark() == null ? 1 : e.getProblemMark().getLine() + 1,
                    "this is no YAML: %s".formatted(e.getProblem()));
        } catch (YAMLException | IOException e) {
            problem(1, "the file cannot be read: %s".formatted(e.getMessage()));
        }
        return values;
    }

    private void addOwner(Item item, List<String> owners) {
        if (OWNER.matcher(item.text()).matches()) {
            owners.add(Watchlist.owner(item.text()));
        } else {
            problem(
                    item.line(),
                    "'%s' is no owner; write the part of the name before the slash".formatted(item.text()));
        }
    }

    private void noRepeats(List<Item> items) {
        Set<String> seen = new HashSet<>();
        for (Item item : items) {
            if (!seen.add(item.text().toLowerCase(Locale.ROOT))) {
                problem(item.line(), "'%s' is on the list twice; remove one".formatted(item.text()));
            }
        }
    }

    private List<String> texts(Map<String, Node> values, String key) {
        return items(values, key).stream().map(Item::text).distinct().toList();
    }

    private List<Item> items(Map<String, Node> values, String key) {
        @Nullable Node node = values.get(key);
        if (node == null || isNull(node)) {
            return List.of();
        }
        if (!(node instanceof SequenceNode sequence)) {
            values.remove(key);
            problem(line(node), "'%s' must be a list: one '- entry' on each line, or [a, b]".formatted(key));
            return List.of();
        }
        List<Item> items = new ArrayList<>();
        for (Node each : sequence.getValue()) {
            if (each instanceof ScalarNode scalar && !scalar.getValue().isBlank()) {
                items.add(new Item(scalar.getValue().strip(), line(each)));
            } else {
                problem(line(each), "an entry of '%s' must be one text".formatted(key));
            }
        }
        return items;
    }

    private String text(Map<String, Node> values, String key, String otherwise) {
        @Nullable Node node = values.get(key);
        if (node == null || isNull(node)) {
            return otherwise;
        }
        if (node instanceof ScalarNode scalar && !scalar.getValue().isBlank()) {
            return scalar.getValue().strip();
        }
        problem(line(node), "'%s' must be one text".formatted(key));
        return otherwise;
    }

    private int most(Map<String, Node> values) {
        String text = text(values, "most", String.valueOf(MOST));
        if (text.matches("\\d{1,4}") && Integer.parseInt(text) >= 1 && Integer.parseInt(text) <= MOST_ALLOWED) {
            return Integer.parseInt(text);
        }
        problem(
                Optional.ofNullable(values.get("most"))
                        .map(WatchlistReader::line)
                        .orElse(1),
                "'most' is %s but must be a number from 1 to %d".formatted(text, MOST_ALLOWED));
        return MOST;
    }

    private static boolean isNull(Node node) {
        return node.getTag().equals(Tag.NULL);
    }

    static int line(Node node) {
        return node.getStartMark().getLine() + 1;
    }

    private void problem(int line, String what) {
        problems.add("%s:%d: %s".formatted(file, line, what));
    }
}
