package dev.reposignal.watch;

import dev.reposignal.error.Errors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** The repositories of one file of a watchlist, changed without touching anything else in it, comments included. */
public final class WatchlistFile {
    private final Path folder;
    private final Path file;
    private final String name;

    private WatchlistFile(Path folder, String name) {
        this.folder = folder;
        this.name = name;
        Path yml = folder.resolve(name + ".yml");
        this.file = Files.exists(yml) ? yml : folder.resolve(name + ".yaml");
    }

    /**
     * The file of a list, which need not exist yet.
     *
     * @throws dev.reposignal.error.UserException where no list can have this name
     */
    public static WatchlistFile of(Path folder, String name) {
        if (!WatchlistReader.isName(name)) {
            throw Errors.invalidWatchlistName(name);
        }
        return new WatchlistFile(folder, name);
    }

    public Path path() {
        return file;
    }

    /**
     * Adds repositories, or owners as {@code owner/*}, that the file does not name yet; makes the file where it is missing.
     *
     * @return how many are new
     * @throws dev.reposignal.error.UserException where the file, before or after, is no valid watchlist
     */
    public int add(Collection<String> names) {
        requireValid();
        Set<String> known = new HashSet<>();
        Parts parts = Files.exists(file) ? parts() : new Parts(List.of(), null, null);
        parts.items().keySet().forEach(each -> known.add(each.toLowerCase(Locale.ROOT)));
        List<String> added = names.stream()
                .filter(each -> known.add(each.toLowerCase(Locale.ROOT)))
                .toList();
        if (!added.isEmpty()) {
            write(parts.with(added));
        }
        return added.size();
    }

    /**
     * Takes repositories, or owners as {@code owner/*}, out of the file.
     *
     * @throws dev.reposignal.error.UserException where the file does not name all of them; it is unchanged then
     */
    public void remove(Collection<String> names) {
        if (!Files.exists(file)) {
            throw Errors.noWatchlist(
                    name,
                    folder.toString(),
                    Watchlists.read(folder).all().stream().map(Watchlist::name).toList());
        }
        requireValid();
        Parts parts = parts();
        Set<String> known = new HashSet<>();
        parts.items().keySet().forEach(each -> known.add(each.toLowerCase(Locale.ROOT)));
        List<String> unknown = names.stream()
                .filter(each -> !known.contains(each.toLowerCase(Locale.ROOT)))
                .toList();
        if (!unknown.isEmpty()) {
            throw Errors.notWatched(unknown, name);
        }
        Set<String> removed = new HashSet<>();
        names.forEach(each -> removed.add(each.toLowerCase(Locale.ROOT)));
        write(parts.without(removed));
    }

    private void requireValid() {
        if (Files.exists(file)) {
            List<String> problems = new ArrayList<>();
            new WatchlistReader(file, problems).read();
            if (!problems.isEmpty()) {
                throw Errors.invalidWatchlists(problems);
            }
        }
    }

    /**
     * The lines of a file, and where its repositories are.
     *
     * @param key of the repositories; null where the file has none
     * @param value of that key
     */
    private record Parts(
            List<String> lines,
            @Nullable Node key,
            @Nullable Node value) {
        /** The entries with their lines, counted from 0. */
        Map<String, Integer> items() {
            Map<String, Integer> items = new LinkedHashMap<>();
            if (value instanceof SequenceNode sequence) {
                for (Node each : sequence.getValue()) {
                    items.put(
                            ((ScalarNode) each).getValue().strip(),
                            each.getStartMark().getLine());
                }
            }
            return items;
        }

        private boolean isBlock() {
            return value instanceof SequenceNode sequence
                    && sequence.getFlowStyle() == DumperOptions.FlowStyle.BLOCK
                    && !sequence.getValue().isEmpty();
        }

        List<String> with(List<String> added) {
            List<String> after = new ArrayList<>(lines);
            if (isBlock()) {
                SequenceNode sequence = (SequenceNode) Objects.requireNonNull(value);
                String dash = " ".repeat(sequence.getStartMark().getColumn()) + "- ";
                Node last = sequence.getValue().get(sequence.getValue().size() - 1);
                after.addAll(
                        last.getStartMark().getLine() + 1,
                        added.stream().map(each -> dash + each).toList());
                return after;
            }
            List<String> all = new ArrayList<>(items().keySet());
            all.addAll(added);
            return rewritten(all);
        }

        List<String> without(Set<String> removed) {
            List<String> left = items().keySet().stream()
                    .filter(each -> !removed.contains(each.toLowerCase(Locale.ROOT)))
                    .toList();
            if (!isBlock() || left.isEmpty()) {
                return rewritten(left);
            }
            Set<Integer> gone = new HashSet<>();
            items().forEach((each, line) -> {
                if (removed.contains(each.toLowerCase(Locale.ROOT))) {
                    gone.add(line);
                }
            });
            List<String> after = new ArrayList<>();
            for (int line = 0; line < lines.size(); line++) {
                if (!gone.contains(line)) {
                    after.add(lines.get(line));
                }
            }
            return after;
        }

        /** The file with its repositories written anew. */
        private List<String> rewritten(List<String> all) {
            List<String> value = all.isEmpty()
                    ? List.of(WatchlistReader.REPOSITORIES + ": []")
                    : Stream.concat(
                                    Stream.of(WatchlistReader.REPOSITORIES + ":"),
                                    all.stream().map(each -> "  - " + each))
                            .toList();
            if (key == null) {
                List<String> after = new ArrayList<>(lines);
                after.addAll(value);
                return after;
            }
            int first = key.getStartMark().getLine();
            List<String> after = new ArrayList<>(lines.subList(0, first));
            after.addAll(value);
            after.addAll(lines.subList(lastLine() + 1, lines.size()));
            return after;
        }

        /** The last line of the repositories: a block ends where its last entry does, and not at the next key. */
        private int lastLine() {
            if (isBlock()) {
                List<Node> entries = ((SequenceNode) Objects.requireNonNull(value)).getValue();
                return entries.get(entries.size() - 1).getStartMark().getLine();
            }
            Node known = Objects.requireNonNull(key);
            return value instanceof SequenceNode
                    ? value.getEndMark().getLine()
                    : known.getEndMark().getLine();
        }
    }

    private Parts parts() {
        try {
            List<String> lines = Files.readAllLines(file);
            Node root = WatchlistReader.root(file).orElse(null);
            if (root instanceof MappingNode mapping) {
                for (NodeTuple tuple : mapping.getValue()) {
                    if (tuple.getKeyNode() instanceof ScalarNode key
                            && key.getValue().equals(WatchlistReader.REPOSITORIES)) {
                        return new Parts(lines, key, tuple.getValueNode());
                    }
                }
            }
            return new Parts(lines, null, null);
        } catch (IOException e) {
            throw Errors.unreadableWatchlists(folder.toString(), e.toString());
        }
    }

    private void write(List<String> lines) {
        Path fresh = file.resolveSibling("." + file.getFileName() + ".new");
        try {
            Files.createDirectories(folder);
            Files.write(fresh, lines);
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw Errors.unwritableWatchlist(file.toString(), e.toString());
        }
    }
}
