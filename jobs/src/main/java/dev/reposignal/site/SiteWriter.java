package dev.reposignal.site;

import dev.reposignal.config.Settings;
import dev.reposignal.row.Rows;
import dev.reposignal.text.NumberFormats;
import dev.reposignal.text.OutsideText;
import dev.reposignal.text.Resources;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Writes every file of a site into an empty folder, page after page, without holding them. */
final class SiteWriter {
    private static final int TEXT_LENGTH = 160;
    /** Names of a week in the list of weeks. */
    private static final int NEWCOMERS = 5;

    private static final int LATEST_CLAIMS = 60;
    /** A prediction is decided within five weeks, in the third month from the one in which it was made at the latest. */
    private static final int MONTHS_OF_DECISIONS = 3;

    private static final List<String> ASSETS = List.of(
            "style.css",
            "chart.css",
            "icon.svg",
            "card.png",
            Pages.D3,
            PageLayout.VIEW_SCRIPT,
            Pages.EXPLORE_SCRIPT,
            Pages.MOVERS_SCRIPT,
            Pages.SORT_SCRIPT,
            Pages.SEARCH_SCRIPT);

    private final Path release;
    private final Settings.Site settings;
    private final SiteContent content;
    private final Edition edition;
    private final List<SiteAddition> additions;
    private final SiteFolder folder;
    private final Pages pages;
    private final List<FrontPage.Leader> leaders = new ArrayList<>();
    /** Repositories with a page that no cluster's page leads to. */
    private final List<SiteContent.RepositoryName> inNoCluster = new ArrayList<>();

    SiteWriter(
            Path release,
            Settings.Site settings,
            DataLicence licence,
            SiteContent content,
            @Nullable Path before,
            List<SiteAddition> additions) {
        this.release = release;
        this.settings = settings;
        this.content = content;
        this.edition = content.edition();
        this.additions = List.copyOf(additions);
        this.folder = new SiteFolder(release, settings, licence, edition, before, this.additions);
        this.pages = new Pages(folder);
    }

    void write() throws IOException {
        for (String asset : ASSETS) {
            copy(asset);
        }
        page("search.html", pages.search());
        page("impressum.html", pages.impressum());
        page("datenschutz.html", pages.datenschutz());
        NightMethod method = content.method().orElse(null);
        BacktestProof backtest = content.backtest().orElse(null);
        page("method.html", pages.method(method, backtest));
        page(Addresses.GLOSSARY, pages.glossary());
        text(Addresses.NOT_FOUND, pages.notFound());
        page(Addresses.ARTICLES, pages.articles());
        writeArticles();
        writeWeeks();
        List<Claim> claims = writeLedger(backtest);
        List<ListedCluster> clusters = content.latestClusters();
        List<Rows.Trend> trends = content.trends();
        data("clusters/index.html", ChartData.clusters(edition, folder.licence(), clusters));
        List<MappedRepository> leading = content.leading();
        List<Mover> movers = content.movers();
        page("movers.html", pages.movers(movers, content.quietClimbers()));
        script(Pages.MOVERS_DATA, "moversData", MoversData.of(edition, movers));
        page("explore.html", pages.explore(leading));
        script(Pages.EXPLORE_DATA, "exploreData", ExploreData.of(edition, clusters, leading));
        script(Pages.SEARCH_DATA, "searchEntries", writeSearchable(leading, trends));
        page("clusters/index.html", pages.clusters(clusters, trends, inNoCluster));
        // Last, as the repositories of the board are known only now.
        page(
                "index.html",
                pages.index(new FrontPage(
                        leaders,
                        content.boardChanges(),
                        trends,
                        content.trackRecord().orElse(null),
                        claims.stream().filter(claim -> !claim.isOpen()).toList(),
                        claims.stream()
                                .filter(Claim::isOpen)
                                .map(Claim::dueOn)
                                .min(Comparator.naturalOrder())
                                .orElse(null),
                        method,
                        backtest)));
        for (SiteAddition addition : additions) {
            addition.write(folder);
        }
        folder.finish();
    }

    /** Writes the articles of the feeds, and of the earlier ones those that the site before does not have as they are now. */
    private void writeArticles() throws IOException {
        List<Edition.ArticleHeading> articles = edition.articles();
        EarlierArticles earlier = new EarlierArticles(folder);
        List<Integer> written = new ArrayList<>();
        for (int i = 0; i < articles.size(); i++) {
            if (i < Feeds.ENTRIES || !earlier.takenOver(articles.get(i), before(i), more(i))) {
                written.add(i);
            }
        }
        Iterator<SiteContent.ArticleNight> nights = content.articles(
                written.stream().map(i -> articles.get(i).day()).toList());
        try (Feeds feeds = Feeds.open(release, settings, edition)) {
            for (int i : written) {
                SiteContent.ArticleNight night = nights.next();
                LocalDate day = night.article().day();
                Edition own = edition.of(articles.get(i));
                page(Addresses.article(day), pages.article(night, own));
                text(Addresses.markdown(day), night.article().markdown());
                data(Addresses.article(day), ChartData.article(own, folder.licence(), night));
                feeds.add(night.article());
                earlier.written(articles.get(i), before(i), more(i));
            }
        }
        earlier.finish();
    }

    private Edition.@Nullable ArticleHeading before(int article) {
        List<Edition.ArticleHeading> articles = edition.articles();
        return article + 1 < articles.size() ? articles.get(article + 1) : null;
    }

    private List<Edition.ArticleHeading> more(int article) {
        return pages.more(edition.articles().get(article).day());
    }

    private void writeWeeks() throws IOException {
        Map<LocalDate, List<SiteContent.RepositoryName>> newcomers = new LinkedHashMap<>();
        for (Iterator<Week> weeks = content.weeks(); weeks.hasNext(); ) {
            Week week = weeks.next();
            newcomers.put(
                    week.monday(),
                    week.newcomers().stream()
                            .limit(NEWCOMERS)
                            .map(each -> new SiteContent.RepositoryName(each.repoKey(), each.fullName()))
                            .toList());
            page(Addresses.week(week.monday()), pages.week(week));
            for (SiteAddition addition : additions) {
                addition.week(folder, week);
            }
        }
        page("weeks/index.html", pages.weeks(newcomers));
    }

    /** Writes the pages of the ledger, and returns what the front page needs: open predictions and the latest decided ones. */
    private List<Claim> writeLedger(@Nullable BacktestProof backtest) throws IOException {
        List<YearMonth> months = new ArrayList<>();
        List<Claim> latest = new ArrayList<>();
        List<Claim> recent = new ArrayList<>();
        for (Iterator<LedgerMonth> ledger = content.ledger(); ledger.hasNext(); ) {
            LedgerMonth month = ledger.next();
            months.add(month.month());
            month.claims().stream().limit(LATEST_CLAIMS - latest.size()).forEach(latest::add);
            // Of older months every prediction is decided, and later ones were decided after them.
            if (months.size() <= MONTHS_OF_DECISIONS) {
                recent.addAll(month.claims());
            }
            page(Addresses.ledger(month.month()), pages.ledgerMonth(month));
        }
        page("ledger/index.html", pages.ledger(content.trackRecord().orElse(null), backtest, months, latest));
        return recent;
    }

    /**
     * Writes the pages of clusters and repositories, and returns what the search page finds: of each page its kind,
     * title, address and some text. Bounded by the pages: some 200 bytes each.
     */
    private List<List<String>> writeSearchable(List<MappedRepository> leading, List<Rows.Trend> trends)
            throws IOException {
        List<List<String>> entries = new ArrayList<>();
        for (Edition.ArticleHeading article : edition.articles()) {
            String day = article.day().toString();
            entries.add(entry("article", article.title(), Addresses.article(article.day()), day));
        }
        for (Iterator<Cluster> clusters = content.clusters(); clusters.hasNext(); ) {
            Cluster cluster = clusters.next();
            String path = Addresses.cluster(cluster.clusterId());
            page(path, pages.cluster(cluster));
            for (SiteAddition addition : additions) {
                addition.cluster(folder, cluster);
            }
            entries.add(entry(
                    "cluster",
                    cluster.latest().label(),
                    path,
                    String.join(", ", cluster.latest().keywords())));
        }
        for (Iterator<Repository> repositories = content.repositories(); repositories.hasNext(); ) {
            Repository repository = repositories.next();
            String path = Addresses.repository(repository.repoKey());
            page(path, pages.repository(repository, picture(repository)));
            data(
                    path,
                    ChartData.history(
                            edition,
                            folder.licence(),
                            repository,
                            OutsideText.line(repository.fullName(), TEXT_LENGTH)));
            if (repository.clusterId() == null) {
                inNoCluster.add(new SiteContent.RepositoryName(repository.repoKey(), repository.fullName()));
            }
            Integer place = repository.latest().boardPlace();
            if (place != null
                    && place <= FrontPage.LEADERS
                    && repository.latest().snapshotDate().equals(edition.day())) {
                leaders.add(repository.leader());
            }
            for (SiteAddition addition : additions) {
                addition.repository(folder, repository);
            }
            entries.add(entry("repository", repository.fullName(), path, searchText(repository)));
        }
        for (Rows.Trend field : FrontPage.fields(trends)) {
            entries.add(entry(
                    "field",
                    field.subjectName(),
                    Addresses.field(field.subjectName()),
                    NumberFormats.percent(field.weekShare()) + " of all new stars"));
        }
        for (MappedRepository mapped : leading) {
            Rows.RepoSignal signal = mapped.signal();
            if (!edition.repositoryKeys().contains(signal.repoKey())) {
                String name = OutsideText.line(signal.fullName(), TEXT_LENGTH);
                String language = signal.language() == null ? "" : signal.language();
                entries.add(entry("repository", name, Addresses.explore(name), language));
            }
        }
        return entries;
    }

    private PageLayout.@Nullable Picture picture(Repository repository) {
        return additions.stream()
                .map(addition -> addition.picture(repository))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    private static String searchText(Repository repository) {
        return Stream.of(repository.latest().language(), repository.description())
                .filter(Objects::nonNull)
                .reduce((language, description) -> language + " · " + description)
                .orElse("");
    }

    private static List<String> entry(String kind, String title, String path, String text) {
        return List.of(kind, OutsideText.line(title, TEXT_LENGTH), path, OutsideText.line(text, TEXT_LENGTH));
    }

    private void script(String path, String variable, Object value) throws IOException {
        folder.script(path, variable, value);
    }

    /** Writes the data of a page's chart beside it. */
    private void data(String page, ChartData data) throws IOException {
        text(Addresses.data(page, "csv"), data.csv());
        StringWriter json = new StringWriter();
        SiteJson.write(json, data);
        text(Addresses.data(page, "json"), json.toString());
    }

    private void page(String path, String html) throws IOException {
        folder.page(path, html);
    }

    private void text(String path, String text) throws IOException {
        folder.text(path, text);
    }

    private void copy(String asset) throws IOException {
        Files.write(folder.file(asset), Resources.bytes(Site.class, asset));
    }
}
