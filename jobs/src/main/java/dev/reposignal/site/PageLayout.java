package dev.reposignal.site;

import dev.reposignal.config.Settings;
import dev.reposignal.table.SubjectType;
import dev.reposignal.text.GitHubLinks;
import dev.reposignal.text.OutsideText;
import java.net.URI;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the layout needs to know about a page, and the addresses of other pages relative to it.
 *
 * @param path of the page, relative to the site's root
 * @param title the part of the window's title before the site's name; "" for the front page
 * @param description one sentence about the page
 * @param published the day of an article; null for other pages
 * @param scripts files of the root that the page runs, in order
 * @param links more pages that its foot leads to: path and text
 * @param picture what networks show where the page is posted; null for the picture of the site
 */
public record PageLayout(
        Settings.Site site,
        Edition edition,
        String path,
        String title,
        String description,
        @Nullable LocalDate published,
        List<String> scripts,
        List<Map.Entry<String, String>> links,
        @Nullable Picture picture) {
    /** What scripts of pages with a selection share; comes before them. */
    public static final String VIEW_SCRIPT = "view.js";

    private static final int DESCRIPTION_LENGTH = 200;

    /** Folders of pages that are tables above all. */
    private static final List<String> WIDE =
            List.of("clusters/", "ledger/", "weeks/", "index.html", "movers.html", "watchlists/", "alerts/");

    /** Entries of the navigation by their path. */
    private static final List<Map.Entry<String, String>> NAVIGATION = List.of(
            Map.entry("articles/index.html", "Articles"),
            Map.entry("weeks/index.html", "Weeks"),
            Map.entry("movers.html", "Movers"),
            Map.entry("clusters/index.html", "Clusters"),
            Map.entry("explore.html", "Explore"),
            Map.entry("ledger/index.html", "Ledger"),
            Map.entry("method.html", "Method"),
            Map.entry("search.html", "Search"));

    public PageLayout {
        description = OutsideText.line(description, DESCRIPTION_LENGTH);
        scripts = List.copyOf(scripts);
        links = List.copyOf(links);
    }

    /**
     * A picture of 1,200 by 630.
     *
     * @param path relative to the site's root
     * @param text what it shows, in words
     */
    public record Picture(String path, String text) {}

    /** The picture that networks show where the page is posted. */
    public Picture shownPicture() {
        return picture == null
                ? new Picture("card.png", site.title() + ": a line of stars that begins to climb")
                : picture;
    }

    /** Whether the page needs the width of the screen: a map, or tables of many columns. */
    public boolean isWide() {
        return scripts.contains(Pages.EXPLORE_SCRIPT) || WIDE.stream().anyMatch(path::startsWith);
    }

    /** The way from this page to the site's root: "", "../" or "../../". */
    public String root() {
        if (path.equals(Addresses.NOT_FOUND) && !site.baseUrl().isEmpty()) {
            // A server shows this page at whatever address was asked for, so no way up from there is known.
            return URI.create(site.baseUrl()).getPath() + "/";
        }
        return "../".repeat((int) path.chars().filter(each -> each == '/').count());
    }

    public List<Map.Entry<String, String>> navigation() {
        return NAVIGATION;
    }

    /** Every table with the version shown, as one line each. */
    public List<String> tables() {
        return edition.versions().entrySet().stream()
                .map(table -> table.getKey() + " " + table.getValue())
                .toList();
    }

    /** Whether an entry of the navigation is this page. */
    public boolean isHere(String entry) {
        return path.equals(entry);
    }

    public String windowTitle() {
        return title.isEmpty() ? site.title() : title + " · " + site.title();
    }

    /** The address of this page on the net; null where the site has none. */
    public @Nullable String canonical() {
        return site.baseUrl().isEmpty() ? null : absolute(path);
    }

    /** The address of a page on the net. */
    public String absolute(String page) {
        return site.baseUrl() + "/" + (page.equals("index.html") ? "" : page);
    }

    /** Nothing but what the page is made of may load or run; a page without scripts runs none. */
    public String contentSecurityPolicy() {
        // 'self' is no file of the same folder where a page is opened from a disk, hence the scheme.
        return "default-src 'none'; style-src 'self' file:; img-src 'self' data: file:; "
                + (scripts.isEmpty() ? "" : "script-src 'self' file:; ")
                + "base-uri 'none'; form-action 'none'";
    }

    /** The page of a repository on this site; null where it has none. */
    @Nullable
    String repositoryPage(String repoKey) {
        return edition.repositoryKeys().contains(repoKey) ? root() + Addresses.repository(repoKey) : null;
    }

    public String article(LocalDate day) {
        return root() + Addresses.article(day);
    }

    public String markdown(LocalDate day) {
        return root() + Addresses.markdown(day);
    }

    public boolean hasArticle(LocalDate day) {
        return edition.articles().stream().anyMatch(article -> article.day().equals(day));
    }

    /** The data of this page's chart as a file, by its ending. */
    public String data(String ending) {
        return root() + Addresses.data(path, ending);
    }

    /** The repositories and clusters of a field. */
    public String field(String name) {
        return root() + Addresses.field(name);
    }

    /** Where the glossary explains a term. */
    public String term(String term) {
        return root() + Addresses.GLOSSARY + "#" + Glossary.id(term);
    }

    public String week(LocalDate day) {
        return root() + Addresses.week(day);
    }

    public String ledger(java.time.YearMonth month) {
        return root() + Addresses.ledger(month);
    }

    /** The page of a repository on this site, else on GitHub, else null. */
    public @Nullable String repository(String repoKey, String fullName) {
        String page = repositoryPage(repoKey);
        return page == null ? GitHubLinks.page(fullName).orElse(null) : page;
    }

    /** The path of the badge of a repository, where the site has badges. */
    public static String badge(String repoKey) {
        return Addresses.repository(repoKey)
                .replaceFirst("^repositories/", "badges/")
                .replaceFirst("\\.html$", ".svg");
    }

    /** One line of Markdown that shows the badge of a repository; null where the site has no badges or no address. */
    public @Nullable String badgeMarkdown(String repoKey, String fullName) {
        boolean hasBadges = links.stream().anyMatch(link -> link.getKey().equals("badges.html"));
        if (!hasBadges || site.baseUrl().isEmpty() || GitHubLinks.page(fullName).isEmpty()) {
            return null;
        }
        return "[![%s](%s/%s)](%s/%s)"
                .formatted(fullName, site.baseUrl(), badge(repoKey), site.baseUrl(), Addresses.repository(repoKey));
    }

    /** The page of a cluster; null where it has none. */
    public @Nullable String cluster(String clusterId) {
        return edition.clusterLabels().containsKey(clusterId) ? root() + Addresses.cluster(clusterId) : null;
    }

    /** The label of a cluster, else its id. */
    public String clusterLabel(String clusterId) {
        return outside(edition.clusterLabels().getOrDefault(clusterId, clusterId));
    }

    /** The page of the subject of a claim; null for a language. */
    public @Nullable String subject(Claim claim) {
        return switch (SubjectType.of(claim.subjectType())) {
            case REPOSITORY -> repository(claim.subjectKey(), claim.subjectName());
            case CLUSTER -> cluster(claim.subjectKey());
            case FIELD, LANGUAGE, BOARD, FEED, LEDGER -> null;
        };
    }

    /** The page of a name on GitHub; null if GitHub does not allow such a name. */
    public @Nullable String github(String fullName) {
        return GitHubLinks.page(fullName).orElse(null);
    }

    /** Whether this page is the page of the subject of a claim. */
    public boolean isHere(Claim claim) {
        String address = subject(claim);
        return address != null && address.equals(root() + path);
    }

    /** Text from outside on one line, cut where it is too long for a page; the template escapes it. */
    public String outside(@Nullable String text) {
        return text == null ? "" : OutsideText.shown(text);
    }
}
