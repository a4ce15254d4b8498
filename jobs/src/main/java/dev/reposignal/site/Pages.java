package dev.reposignal.site;

import dev.reposignal.config.Settings;
import dev.reposignal.render.Templates;
import dev.reposignal.row.Rows;
import dev.reposignal.site.Edition.ArticleHeading;
import dev.reposignal.text.OutsideText;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The pages of the site as text. */
final class Pages {
    static final String D3 = "d3.min.js";
    static final String EXPLORE_DATA = "explore-data.js";
    static final String EXPLORE_SCRIPT = "explore.js";
    static final String MOVERS_DATA = "movers-data.js";
    static final String MOVERS_SCRIPT = "movers.js";
    static final String SORT_SCRIPT = "sort.js";
    static final String SEARCH_DATA = "search-data.js";
    static final String SEARCH_SCRIPT = "search.js";

    private static final String DESCRIPTION =
            "Every night: which GitHub repositories are about to take off, read from daily star counts, with predictions that are graded in public.";
    private static final int MORE = 3;
    /** Repositories of each window where no script can filter them. */
    private static final int MOVERS = 25;

    private final Settings.Site settings;
    private final Edition edition;
    private final List<Map.Entry<String, String>> links;
    private final List<String> frontScripts;

    Pages(SiteFolder folder) {
        this.settings = folder.settings();
        this.edition = folder.edition();
        this.links = folder.links();
        this.frontScripts = folder.frontScripts();
    }

    /** @param front empty before the first night */
    String index(FrontPage front) {
        PageLayout frame = frame("index.html", "", DESCRIPTION, frontScripts);
        return page("index", frame, Map.of("front", front, "articles", edition.articles()));
    }

    /** Every article. */
    String articles() {
        PageLayout frame =
                frame(Addresses.ARTICLES, "Articles", "Every article, one for each night, newest first.", List.of());
        return page("articles", frame, Map.of("articles", edition.articles()));
    }

    /** @param own the edition of that article */
    String article(SiteContent.ArticleNight night, Edition own) {
        LocalDate day = night.article().day();
        PageLayout frame = new PageLayout(
                settings,
                own,
                Addresses.article(day),
                night.article().title(),
                night.article().standfirst(),
                day,
                List.of(),
                links,
                null);
        String body = ArticleBody.timed(ArticleBody.linked(night.article().bodyHtml(), night.named(), frame));
        return page("article-page", frame, Map.of("night", night, "body", body, "more", more(day)));
    }

    /** @param newcomers by the Monday of each week, what surfaced for the first time, the latest week first */
    String weeks(Map<LocalDate, List<SiteContent.RepositoryName>> newcomers) {
        PageLayout frame =
                frame("weeks/index.html", "Weeks", "What surfaced and what was decided, week by week.", List.of());
        return page("weeks", frame, Map.of("newcomers", newcomers));
    }

    String week(Week week) {
        PageLayout frame = frame(
                Addresses.week(week.monday()),
                "Week " + week.name(),
                "What surfaced from %s to %s, and which predictions were decided."
                        .formatted(week.monday(), week.sunday()),
                List.of());
        List<ArticleHeading> articles = edition.articles().stream()
                .filter(article -> week.days().contains(article.day()))
                .toList();
        return page("week", frame, Map.of("week", week, "articles", articles));
    }

    String repository(Repository repository, PageLayout.@Nullable Picture picture) {
        String description = OutsideText.shown(repository.description() == null ? "" : repository.description());
        PageLayout frame = new PageLayout(
                settings,
                edition,
                Addresses.repository(repository.repoKey()),
                OutsideText.shown(repository.fullName()),
                description.isEmpty() ? "Stars, score and predictions, night by night." : description,
                null,
                List.of(),
                links,
                picture);
        return page("repository", frame, Map.of("repository", repository, "chart", repository.history()));
    }

    /**
     * The list of clusters.
     *
     * @param inNoCluster repositories with a page that belong to no cluster: perhaps no other page links to them
     */
    String clusters(
            List<ListedCluster> clusters, List<Rows.Trend> trends, List<SiteContent.RepositoryName> inNoCluster) {
        PageLayout frame = frame(
                "clusters/index.html",
                "Clusters",
                "Clusters of repositories with similar descriptions, the forming ones first, and the fields above them.",
                List.of(SORT_SCRIPT));
        return page(
                "clusters",
                frame,
                Map.of(
                        "clusters",
                        clusters,
                        "fields",
                        FrontPage.fields(trends),
                        "earlier",
                        earlier(clusters),
                        "inNoCluster",
                        List.copyOf(inNoCluster)));
    }

    /** The ids of clusters that have a page and are not among the latest, by label: perhaps no other page links to them. */
    private List<String> earlier(List<ListedCluster> latest) {
        Set<String> present =
                latest.stream().map(listed -> listed.cluster().clusterId()).collect(Collectors.toSet());
        return edition.clusterLabels().entrySet().stream()
                .filter(cluster -> !present.contains(cluster.getKey()))
                .sorted(Map.Entry.<String, String>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
                .map(Map.Entry::getKey)
                .toList();
    }

    String cluster(Cluster cluster) {
        PageLayout frame = frame(
                Addresses.cluster(cluster.clusterId()),
                OutsideText.shown(cluster.latest().label()),
                "A cluster of repositories: members, growth and lineage, night by night.",
                List.of());
        return page("cluster", frame, Map.of("cluster", cluster));
    }

    String ledger(
            @Nullable TrackRecord record,
            @Nullable BacktestProof backtest,
            List<YearMonth> months,
            List<Claim> latest) {
        PageLayout frame = frame(
                "ledger/index.html",
                "Ledger",
                "Every prediction with its probability, due day and outcome.",
                List.of());
        Map<String, Object> parameters = new HashMap<>(Map.of("months", months, "latest", latest));
        if (record != null) {
            parameters.put("record", record);
        }
        if (backtest != null) {
            parameters.put("backtest", backtest);
        }
        return page("ledger", frame, parameters);
    }

    String ledgerMonth(LedgerMonth month) {
        PageLayout frame = frame(
                Addresses.ledger(month.month()),
                "Ledger, " + month.month(),
                "Every prediction made in %s with its probability, due day and outcome.".formatted(month.month()),
                List.of());
        return page("ledger-month", frame, Map.of("month", month));
    }

    String method(@Nullable NightMethod method, @Nullable BacktestProof backtest) {
        PageLayout frame = frame(
                "method.html",
                "Method",
                "How repositories are measured, scored, grouped and predicted, and what that cannot show.",
                List.of());
        Map<String, Object> parameters = new HashMap<>();
        if (method != null) {
            parameters.put("method", method);
        }
        if (backtest != null) {
            parameters.put("backtest", backtest);
        }
        return page("method", frame, parameters);
    }

    String explore(List<MappedRepository> signals) {
        PageLayout frame = frame(
                "explore.html",
                "Explore",
                "A map of the clusters and the leading repositories of the latest night, to sort and filter.",
                List.of(D3, EXPLORE_DATA, PageLayout.VIEW_SCRIPT, EXPLORE_SCRIPT));
        List<MappedRepository> board =
                signals.stream().filter(MappedRepository::isOnBoard).toList();
        return page("explore", frame, Map.of("board", board));
    }

    String movers(List<Mover> movers, List<Mover> quiet) {
        PageLayout frame = frame(
                "movers.html",
                "Movers",
                "What gained most stars in the last day, week and four weeks, by language and size.",
                List.of(MOVERS_DATA, PageLayout.VIEW_SCRIPT, MOVERS_SCRIPT));
        return page("movers", frame, Map.of("movers", movers, "quiet", quiet, "listed", MOVERS));
    }

    String search() {
        PageLayout frame = frame(
                "search.html",
                "Search",
                "Search repositories, clusters and articles.",
                List.of(SEARCH_DATA, SEARCH_SCRIPT));
        return page("search", frame, Map.of());
    }

    String glossary() {
        PageLayout frame = frame(Addresses.GLOSSARY, "Glossary", "What the words on these pages mean.", List.of());
        return page("glossary", frame, Map.of("sections", Glossary.sections()));
    }

    /** What a server shows for an address that is none. */
    String notFound() {
        PageLayout frame = frame(Addresses.NOT_FOUND, "No such page", "There is no page at this address.", List.of());
        return page("not-found", frame, Map.of());
    }

    String impressum() {
        return notice("impressum.html", "Impressum", settings.impressum());
    }

    String datenschutz() {
        return notice("datenschutz.html", "Datenschutz", settings.datenschutz());
    }

    private String notice(String path, String title, List<String> lines) {
        PageLayout frame = frame(path, title, title, List.of());
        return page(
                "notice",
                frame,
                Map.of(
                        "title",
                        title,
                        "lines",
                        lines.stream().map(OutsideText::line).toList()));
    }

    private PageLayout frame(String path, String title, String description, List<String> scripts) {
        return new PageLayout(settings, edition, path, title, description, null, scripts, links, null);
    }

    private static String page(String template, PageLayout frame, Map<String, Object> parameters) {
        Map<String, Object> all = new HashMap<>(parameters);
        all.put("frame", frame);
        return TableLabels.added(Templates.rendered("site/" + template + ".jte", all));
    }

    /** The articles to read next: the next newer one, then older ones, then more newer ones if there are too few. */
    List<ArticleHeading> more(LocalDate day) {
        List<ArticleHeading> articles = edition.articles();
        int place = 0;
        while (place < articles.size() && articles.get(place).day().isAfter(day)) {
            place++;
        }
        List<ArticleHeading> more = new ArrayList<>();
        for (int distance = 1; more.size() < MORE && distance < articles.size(); distance++) {
            for (int neighbour : new int[] {place + distance, place - distance}) {
                if (neighbour >= 0 && neighbour < articles.size() && more.size() < MORE) {
                    more.add(articles.get(neighbour));
                }
            }
        }
        more.sort(Comparator.comparing(ArticleHeading::day).reversed());
        return more;
    }
}
