package dev.reposignal.collect;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * All repositories that a search finds. GitHub gives the first 1,000 of a search: one that finds more is split by stars until
 * each part is below that bound.
 */
final class Search {
    /** The most results that GitHub gives of one search. */
    static final int BOUND = 1_000;

    private static final int PAGE = 100;

    private final KeptRequests requests;
    private final Consumer<String> warnings;

    Search(KeptRequests requests, Consumer<String> warnings) {
        this.requests = requests;
        this.warnings = warnings;
    }

    /**
     * The repositories with so many stars.
     *
     * @param step the file its answers are kept in
     * @param terms more conditions, as {@code created:2026-03-05}; may be empty
     * @param high the most stars; {@link Long#MAX_VALUE} for no bound
     */
    List<Observed> find(String step, String terms, long low, long high) throws Unanswered {
        List<Observed> found = new ArrayList<>();
        find(step, terms, low, high, found);
        return found;
    }

    private void find(String step, String terms, long low, long high, List<Observed> found) throws Unanswered {
        Page first = page(step, terms, low, high, 1);
        if (first.total > BOUND) {
            // Sorted by stars: the first one has the most.
            long most = first.items.isEmpty() ? low : first.items.get(0).stars();
            long top = high == Long.MAX_VALUE ? Math.max(most, low) : high;
            if (top > low) {
                long middle = Math.min(top - 1, Math.max(low, (long) Math.sqrt((double) Math.max(1, low) * top)));
                find(step, terms, low, middle, found);
                find(step, terms, middle + 1, high, found);
                return;
            }
            warnings.accept("GitHub gives only %,d of the %,d repositories with %d stars %s"
                    .formatted(BOUND, first.total, low, terms));
        }
        found.addAll(first.items);
        int pages = (Math.min(first.total, BOUND) + PAGE - 1) / PAGE;
        for (int number = 2; number <= pages; number++) {
            Page page = page(step, terms, low, high, number);
            if (page.isEmpty) {
                break; // total_count may promise more than there is
            }
            found.addAll(page.items);
        }
    }

    private record Page(int total, boolean isEmpty, List<Observed> items) {}

    private Page page(String step, String terms, long low, long high, int number) throws Unanswered {
        Journal.Entry entry = requests.get(ask(step, terms, low, high, number, ""));
        JsonNode tree = JsonTexts.parsed(entry.body());
        if (tree != null && tree.path("incomplete_results").asBoolean(false)) {
            // A search that took too long; a second try is mostly whole.
            entry = requests.get(ask(step, terms, low, high, number, "&again=1"));
            tree = JsonTexts.parsed(entry.body());
            if (tree != null && tree.path("incomplete_results").asBoolean(false)) {
                warnings.accept("GitHub did not finish the search for %d stars and more %s".formatted(low, terms));
            }
        }
        if (entry.status() != 200 || tree == null) {
            return new Page(0, true, List.of());
        }
        List<Observed> items = new ArrayList<>();
        for (JsonNode item : tree.path("items")) {
            Observed observed = Observed.ofRest(item, entry.at());
            if (observed != null) {
                items.add(observed);
            }
        }
        return new Page(tree.path("total_count").asInt(0), tree.path("items").isEmpty(), items);
    }

    private Ask ask(String step, String terms, long low, long high, int page, String more) {
        String stars = high == Long.MAX_VALUE ? "stars:>=" + low : "stars:" + low + ".." + high;
        String query = (terms + " " + stars).strip();
        return Ask.get(
                step,
                Ask.Resource.SEARCH,
                "%s/search/repositories?q=%s&sort=stars&order=desc&per_page=%d&page=%d%s"
                        .formatted(requests.api(), URLEncoder.encode(query, StandardCharsets.UTF_8), PAGE, page, more));
    }
}
