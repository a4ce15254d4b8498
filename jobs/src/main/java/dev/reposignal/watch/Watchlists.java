package dev.reposignal.watch;

import dev.reposignal.error.Errors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/** All watchlists of a folder, by name. */
public final class Watchlists {
    /** No list at all. */
    public static final Watchlists NONE = new Watchlists(List.of());

    /** What the condition {@code where} of a list may use: measures of the latest published night, and the cluster. */
    public static final List<String> CONDITION_COLUMNS = List.of(
            "full_name",
            "owner",
            "language",
            "stars",
            "forks",
            "history_days",
            "stars_gained_24h",
            "stars_gained_7d",
            "stars_gained_28d",
            "velocity_24h",
            "velocity_7d",
            "velocity_28d",
            "acceleration",
            "burst",
            "is_new_arrival",
            "signal_score",
            "signal_rank",
            "breakout_probability",
            "board_place",
            "tier",
            "cluster_id",
            "cluster_label",
            "field",
            "relevance");

    private final List<Watchlist> all;
    private final Set<String> names = new HashSet<>();
    private final Set<String> owners = new HashSet<>();

    private Watchlists(List<Watchlist> all) {
        this.all = List.copyOf(all);
        for (Watchlist list : all) {
            list.repositories().forEach(name -> names.add(name.toLowerCase(Locale.ROOT)));
            owners.addAll(list.owners());
        }
    }

    /** Some lists, in the order given. */
    public static Watchlists of(List<Watchlist> lists) {
        return new Watchlists(lists);
    }

    /**
     * Reads every {@code .yaml} file of a folder; a folder that is not there has no lists.
     *
     * @throws dev.reposignal.error.UserException with all problems of all files, each with its line
     */
    public static Watchlists read(Path folder) {
        if (!Files.isDirectory(folder)) {
            return NONE;
        }
        List<Path> files;
        try (Stream<Path> found = Files.list(folder)) {
            files = found.filter(file -> file.getFileName().toString().matches(".*\\.ya?ml"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw Errors.unreadableWatchlists(folder.toString(), e.toString());
        }
        List<String> problems = new ArrayList<>();
        List<Watchlist> lists = new ArrayList<>();
        Set<String> taken = new HashSet<>();
        for (Path file : files) {
            Watchlist list = new WatchlistReader(file, problems).read();
            if (!taken.add(list.name())) {
                problems.add("%s: there is another list of this name; rename one of the files".formatted(file));
            }
            lists.add(list);
        }
        if (!problems.isEmpty()) {
            throw Errors.invalidWatchlists(problems);
        }
        return new Watchlists(lists);
    }

    public List<Watchlist> all() {
        return all;
    }

    public boolean isEmpty() {
        return all.isEmpty();
    }

    /** Whether a list names a repository, by itself or by its owner. */
    public boolean names(String fullName) {
        String name = fullName.toLowerCase(Locale.ROOT);
        return names.contains(name) || owners.contains(name.substring(0, Math.max(0, name.indexOf('/'))));
    }

    /** The repositories that lists name, each once, in the order and spelling of the files. */
    public List<String> repositories() {
        Set<String> seen = new HashSet<>();
        List<String> repositories = new ArrayList<>();
        for (Watchlist list : all) {
            for (String name : list.repositories()) {
                if (seen.add(name.toLowerCase(Locale.ROOT))) {
                    repositories.add(name);
                }
            }
        }
        return repositories;
    }

    /** The owners of whom everything is watched, in the order of the files. */
    public List<String> owners() {
        Set<String> ordered = new LinkedHashSet<>();
        all.forEach(list -> ordered.addAll(list.owners()));
        return List.copyOf(ordered);
    }
}
