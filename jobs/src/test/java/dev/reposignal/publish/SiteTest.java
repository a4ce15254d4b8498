package dev.reposignal.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reposignal.article.ArticlePage;
import dev.reposignal.config.Settings;
import dev.reposignal.error.UserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SiteTest {
    private static final Settings.Site SETTINGS = new Settings.Site(
            "RepoSignal",
            "Siggy",
            "Signal Scout",
            List.of("Example & Sons", "<b>Street</b> 1"),
            List.of("No cookies.", "No scripts."));

    @TempDir
    Path folder;

    @Test
    void site_hasEveryPageAndEveryLinkResolves() throws IOException {
        Path site = folder.resolve("site");

        Site.published(site, SETTINGS, articles(5));

        for (Path page : pages(site)) {
            Document document = Jsoup.parse(page);
            assertThat(document.expectFirst("html").attr("lang")).isEqualTo("en");
            assertThat(document.select("h1")).hasSize(1);
            assertThat(document.expectFirst("footer").text()).isEqualTo("Impressum · Datenschutz");
            assertThat(document.expectFirst(".masthead nav").text()).isEqualTo("All Articles");
            for (Element link : document.select("a[href], link[rel=stylesheet]")) {
                String target = link.attr("href");
                assertThat(target).doesNotStartWith("http");
                assertThat(target.startsWith("#") || Files.exists(page.resolveSibling(target)))
                        .as("%s of %s", target, page)
                        .isTrue();
            }
        }
        assertThat(files(site))
                .contains("index.html", "impressum.html", "datenschutz.html", "style.css")
                .contains("articles/2026-03-01.html", "articles/2026-03-05.md")
                .hasSize(4 + 2 * 5);
    }

    @Test
    void pages_loadNothingFromElsewhereAndRunNothing() throws IOException {
        Path site = folder.resolve("site");

        Site.published(site, SETTINGS, articles(2));

        for (Path page : pages(site)) {
            Document document = Jsoup.parse(page);
            assertThat(document.select("script, iframe, img[src^=http], [style], style"))
                    .isEmpty();
            assertThat(document.expectFirst("meta[http-equiv=Content-Security-Policy]")
                            .attr("content"))
                    .contains("default-src 'none'")
                    .doesNotContain("script", "unsafe", "http");
        }
        assertThat(Files.readString(site.resolve("style.css"))).doesNotContain("url(", "@import");
    }

    @Test
    void index_listsTheNewestFirst() throws IOException {
        Path site = folder.resolve("site");

        Site.published(site, SETTINGS, articles(3));

        Document index = Jsoup.parse(site.resolve("index.html"));
        assertThat(index.select(".articles time").eachText()).containsExactly("2026-03-03", "2026-03-02", "2026-03-01");
        assertThat(index.select(".articles h2").eachText()).first().isEqualTo("Title <3>");
        assertThat(index.select(".articles p").eachText()).first().isEqualTo("Standfirst & more 3");
        assertThat(index.select(".articles a").eachAttr("href")).first().isEqualTo("articles/2026-03-03.html");
    }

    @Test
    void article_isFollowedByItsNeighboursAndNotByItself() throws IOException {
        Path site = folder.resolve("site");

        Site.published(site, SETTINGS, articles(6));

        Document article = Jsoup.parse(site.resolve("articles/2026-03-04.html"));
        assertThat(article.expectFirst(".more > h2").text()).isEqualTo("More Articles");
        assertThat(article.select(".more time").eachText()).containsExactly("2026-03-05", "2026-03-03", "2026-03-02");
        assertThat(article.select("article > p").text()).isEqualTo("Body 4");
        assertThat(Files.readString(site.resolve("articles/2026-03-04.md"))).isEqualTo("# Markdown 4\n");
    }

    @Test
    void onlyArticle_hasNoMore() throws IOException {
        Path site = folder.resolve("site");

        Site.published(site, SETTINGS, articles(1));

        assertThat(Files.readString(site.resolve("articles/2026-03-01.html"))).doesNotContain("More Articles");
    }

    @Test
    void noArticle_saysSo() throws IOException {
        Path site = folder.resolve("site");

        Site.published(site, SETTINGS, List.of());

        assertThat(Jsoup.parse(site.resolve("index.html")).text()).contains("Nothing has been published yet.");
    }

    @Test
    void notices_areEscapedText() throws IOException {
        Path site = folder.resolve("site");

        Site.published(site, SETTINGS, List.of());

        assertThat(Jsoup.parse(site.resolve("impressum.html"))
                        .select(".notice p")
                        .eachText())
                .containsExactly("Example & Sons", "<b>Street</b> 1");
        assertThat(Jsoup.parse(site.resolve("datenschutz.html"))
                        .select(".notice p")
                        .eachText())
                .containsExactly("No cookies.", "No scripts.");
    }

    @Test
    void secondPublication_replacesTheSiteAndKeepsTwoReleases() throws IOException {
        Path site = folder.resolve("site");

        Path first = Site.published(site, SETTINGS, articles(1));
        Path second = Site.published(site, SETTINGS, articles(2));
        Path third = Site.published(site, SETTINGS, articles(3));

        assertThat(site).isSymbolicLink();
        assertThat(site.toRealPath()).isEqualTo(third.toRealPath());
        assertThat(first).doesNotExist();
        assertThat(second).exists();
        assertThat(names(folder)).containsExactly("site", "site.releases");
        assertThat(names(folder.resolve("site.releases"))).containsExactly("00000002", "00000003");
    }

    @Test
    void sameArticles_giveTheSameBytes() throws IOException {
        Site.published(folder.resolve("one"), SETTINGS, articles(3));
        List<ArticlePage> reversed = new ArrayList<>(articles(3));
        Collections.reverse(reversed);
        Site.published(folder.resolve("two"), SETTINGS, reversed);

        for (String file : files(folder.resolve("one"))) {
            assertThat(folder.resolve("one").resolve(file))
                    .hasSameBinaryContentAs(folder.resolve("two").resolve(file));
        }
    }

    @Test
    void siteCanBeMoved() throws IOException {
        Path here = Files.createDirectory(folder.resolve("here"));
        Site.published(here.resolve("site"), SETTINGS, articles(1));

        Path there = Files.move(here, folder.resolve("there"));

        assertThat(there.resolve("site/index.html")).exists();
    }

    @Test
    void readerDuringPublication_neverMissesAPage() throws Exception {
        Path site = folder.resolve("site");
        Site.published(site, SETTINGS, articles(1));
        List<String> missed = Collections.synchronizedList(new ArrayList<>());
        Thread reader = new Thread(() -> {
            while (!Thread.currentThread().isInterrupted()) {
                if (!Files.exists(site.resolve("index.html"))) {
                    missed.add("index.html");
                }
            }
        });
        reader.start();

        for (int i = 0; i < 30; i++) {
            Site.published(site, SETTINGS, articles(2));
        }

        reader.interrupt();
        reader.join();
        assertThat(missed).isEmpty();
    }

    @Test
    void leftOverOfABrokenPublication_isNoObstacle() throws IOException {
        Path site = folder.resolve("site");
        Files.createDirectories(folder.resolve("site.releases/00000001/articles"));
        Files.createSymbolicLink(folder.resolve("site.releases/next"), Path.of("nowhere"));

        Site.published(site, SETTINGS, articles(1));

        assertThat(site.resolve("index.html")).exists();
    }

    @Test
    void folderOfSomebodyElse_isRefusedAndLeftAlone() throws IOException {
        Path site = Files.createDirectory(folder.resolve("site"));
        Files.writeString(site.resolve("index.html"), "mine");

        assertThatThrownBy(() -> Site.published(site, SETTINGS, articles(1)))
                .isInstanceOf(UserException.class)
                .hasMessageStartingWith(
                        "Cannot publish to " + site + ": a folder that RepoSignal did not make stands there");
        assertThat(site.resolve("index.html")).hasContent("mine");
        assertThat(names(folder)).containsExactly("site");
    }

    @Test
    void linkOfSomebodyElse_isRefused() throws IOException {
        Path site = folder.resolve("site");
        Path other = Files.createDirectory(folder.resolve("other"));
        Files.createSymbolicLink(site, other);

        assertThatThrownBy(() -> Site.published(site, SETTINGS, articles(1)))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("a link to " + other);
    }

    @Test
    void fileAsParent_isRefusedWithTheRemedy() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "x");

        assertThatThrownBy(() -> Site.published(file.resolve("site"), SETTINGS, articles(1)))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("name another place with --site");
    }

    private static List<ArticlePage> articles(int count) {
        List<ArticlePage> articles = new ArrayList<>();
        for (int day = 1; day <= count; day++) {
            articles.add(new ArticlePage(
                    LocalDate.of(2026, 3, day),
                    "Title <" + day + ">",
                    "Standfirst & more " + day,
                    "# Markdown " + day + "\n",
                    "<article><h1>Title</h1><p>Body " + day + "</p></article>"));
        }
        return articles;
    }

    private static List<Path> pages(Path site) throws IOException {
        return files(site).stream()
                .filter(file -> file.endsWith(".html"))
                .map(site::resolve)
                .toList();
    }

    private static List<String> files(Path site) throws IOException {
        Path root = site.toRealPath();
        try (Stream<Path> paths = Files.walk(root)) {
            return paths.filter(Files::isRegularFile)
                    .map(path -> root.relativize(path).toString())
                    .sorted()
                    .toList();
        }
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> paths = Files.list(folder)) {
            return paths.map(path -> path.getFileName().toString()).sorted().toList();
        }
    }
}
