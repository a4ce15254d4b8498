package dev.reposignal.reach;

import dev.reposignal.render.Templates;
import dev.reposignal.site.Feeds;
import dev.reposignal.site.PageLayout;
import dev.reposignal.site.SiteAddition;
import dev.reposignal.site.SiteFolder;
import dev.reposignal.text.OutsideText;
import dev.reposignal.watch.Watchlist;
import dev.reposignal.watch.Watchlists;
import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The page and the two feeds of each watchlist, and the page that lists them. */
public final class WatchPages implements SiteAddition {
    private static final String INDEX = "watchlists/index.html";

    /** Watched repositories that get a page of their own: each costs some 7 ms of processor time a night. */
    private static final int MOST_PAGES = 100;

    private final Watchlists lists;
    private final List<WatchedRepository> watched;
    private final List<BoardMove> moves;

    /**
     * @param watched what the lists select, in the order of the pages
     * @param nights the published nights, and the boards that belong to them, as far back as feeds go
     */
    public WatchPages(
            Watchlists lists, List<WatchedRepository> watched, List<LocalDate> nights, List<BoardMove.Listed> boards) {
        this.lists = lists;
        this.watched = List.copyOf(watched);
        this.moves = BoardMove.of(nights, boards);
    }

    /** What the page that lists them shows of a list. */
    public record Summary(String name, String title, int repositories, int onBoard, int missing) {}

    @Override
    public Set<String> repositoryKeys() {
        // A list by language selects thousands: of what pages of lists show, the fastest get a page.
        Map<String, Long> taken = new HashMap<>();
        return watched.stream()
                .filter(each -> lists.all().stream()
                        .filter(list -> each.lists().contains(list.name()))
                        .anyMatch(list -> taken.merge(list.name(), 1L, Long::sum) <= list.most()))
                .map(WatchedRepository::repoKey)
                .limit(MOST_PAGES)
                .collect(Collectors.toSet());
    }

    @Override
    public List<Map.Entry<String, String>> links() {
        return lists.isEmpty() ? List.of() : List.of(Map.entry(INDEX, "Watchlists"));
    }

    private static String page(Watchlist list) {
        return "watchlists/" + list.name() + ".html";
    }

    @Override
    public void write(SiteFolder site) throws IOException {
        if (lists.isEmpty()) {
            return;
        }
        List<Summary> summaries = new ArrayList<>();
        for (Watchlist list : lists.all()) {
            List<WatchedRepository> members = watched.stream()
                    .filter(each -> each.lists().contains(list.name()))
                    .toList();
            List<String> missing = missing(list, members);
            write(site, list, members, missing);
            summaries.add(new Summary(
                    list.name(),
                    list.title(),
                    members.size(),
                    (int) members.stream().filter(WatchedRepository::isOnBoard).count(),
                    missing.size()));
        }
        PageLayout frame =
                site.frame(INDEX, "Watchlists", "What is watched by name, owner, cluster, language or condition.");
        site.page(INDEX, Templates.rendered("reach/watchlists.jte", Map.of("frame", frame, "lists", summaries)));
    }

    /** What the list names and the latest night did not measure. */
    private static List<String> missing(Watchlist list, List<WatchedRepository> members) {
        Set<String> present = new HashSet<>();
        members.forEach(each -> present.add(each.fullName().toLowerCase(Locale.ROOT)));
        return list.repositories().stream()
                .filter(name -> !present.contains(name.toLowerCase(Locale.ROOT)))
                .toList();
    }

    private void write(SiteFolder site, Watchlist list, List<WatchedRepository> members, List<String> missing)
            throws IOException {
        Set<String> keys = members.stream().map(WatchedRepository::repoKey).collect(Collectors.toSet());
        List<BoardMove> ofMembers =
                moves.stream().filter(move -> keys.contains(move.repoKey())).toList();
        String title = OutsideText.shown(list.title());
        PageLayout frame = site.frame(
                page(list), title, "A watchlist: %d repositories, the fastest first.".formatted(members.size()));
        Map<String, Object> parameters = Map.of(
                "frame", frame,
                "list", list,
                "members", members.subList(0, Math.min(list.most(), members.size())),
                "total", members.size(),
                "missing", missing,
                "moves", ofMembers);
        site.page(page(list), Templates.rendered("reach/watchlist.jte", parameters));
        Map<LocalDate, List<BoardMove>> byNight = ofMembers.stream()
                .collect(Collectors.groupingBy(BoardMove::night, LinkedHashMap::new, Collectors.toList()));
        try (Feeds feeds = site.feeds(
                "%s · %s".formatted(title, site.settings().title()), "watchlists/" + list.name(), page(list))) {
            for (Map.Entry<LocalDate, List<BoardMove>> night : byNight.entrySet()) {
                feeds.add(
                        "watchlists/%s/%s".formatted(list.name(), night.getKey()),
                        night.getKey(),
                        page(list),
                        "%s: %s".formatted(night.getKey(), headline(night.getValue())),
                        headline(night.getValue()),
                        Templates.rendered("reach/moves.jte", Map.of("frame", frame, "moves", night.getValue())));
            }
        }
    }

    private static String headline(List<BoardMove> moves) {
        BoardMove first = moves.get(0);
        String words = OutsideText.line(first.fullName(), 100) + " " + first.words();
        return moves.size() == 1 ? words : "%s, and %d more".formatted(words, moves.size() - 1);
    }
}
