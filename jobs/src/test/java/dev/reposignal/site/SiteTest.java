package dev.reposignal.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.reposignal.config.Settings;
import dev.reposignal.error.UserException;
import dev.reposignal.text.Sha256;
import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SiteTest {
    private static final Settings.Site SETTINGS = TestSite.SETTINGS;

    @TempDir
    Path folder;

    @Test
    void site_hasEveryKindOfPageAndEveryLinkResolves() throws IOException {
        Path site = folder.resolve("site");

        TestSite.published(site, SETTINGS, TestSite.full("acme/rocket plus"));

        assertThat(Crawl.problems(site)).isEmpty();
        for (Path page : pages(site)) {
            Document document = Jsoup.parse(page);
            assertThat(document.expectFirst("html").attr("lang")).isEqualTo("en");
            assertThat(document.select("h1")).as(page.toString()).hasSize(1);
            assertThat(document.select("main, .skip[href=#content], footer a[href$=impressum.html]"))
                    .hasSize(3);
            assertThat(document.select(".masthead nav a").eachText())
                    .containsExactly(
                            "Articles", "Weeks", "Movers", "Clusters", "Explore", "Ledger", "Method", "Search", "RSS");
            assertThat(document.select("footer details").text()).contains("articles 3", "repo_signals 7");
        }
        assertThat(files(site))
                .contains("index.html", "impressum.html", "datenschutz.html", "style.css", "method.html", "search.html")
                .contains(
                        "articles/2026-03-06.html", "articles/2026-02-27.md", "weeks/2026-W10.html", "weeks/index.html")
                .contains("repositories/acme/rocket.html", "clusters/c-0123456789.html", "clusters/index.html")
                .contains(
                        "ledger/index.html",
                        "ledger/2026-02.html",
                        "explore.html",
                        "atom.xml",
                        "feed.json",
                        "robots.txt")
                .doesNotContain("sitemap.xml");
    }

    @Test
    void pages_loadNothingFromElsewhereAndRunOnlyTheirOwn() throws IOException {
        Path site = folder.resolve("site");

        TestSite.published(site, TestSite.settings("https://signals.example"), TestSite.full("x/y"));

        for (Path page : pages(site)) {
            Document document = Jsoup.parse(page);
            int scripts = scripts(site.relativize(page).toString());
            assertThat(document.select("script")).as(page.toString()).hasSize(scripts);
            assertThat(document.select("script").eachAttr("src")).allMatch(source -> !source.contains("//"));
            assertThat(document.select(
                            "script:not([src]), iframe, object, embed, form[action], [style], style, [onclick], base"))
                    .isEmpty();
            assertThat(document.select("img[src^=http], link[rel=stylesheet][href^=http]"))
                    .isEmpty();
            String policy = document.expectFirst("meta[http-equiv=Content-Security-Policy]")
                    .attr("content");
            assertThat(policy).startsWith("default-src 'none'").doesNotContain("unsafe", "http");
            assertThat(policy.contains("script-src")).isEqualTo(scripts > 0);
        }
        assertThat(Files.readString(site.resolve("style.css"))).doesNotContain("url(", "@import");
    }

    /** How many scripts a page may run; none where it needs none. */
    private static int scripts(String page) {
        return switch (page) {
            case "explore.html" -> 4;
            case "movers.html" -> 3;
            case "search.html" -> 2;
            case "clusters/index.html" -> 1;
            default -> 0;
        };
    }

    @Test
    void kindsOfPages_lookAsAgreed() throws IOException {
        Path site = folder.resolve("site");

        TestSite.published(
                site, TestSite.settings("https://signals.example"), TestSite.full("a/b <i>&amp; \"quoted\""));

        for (String page : List.of(
                "articles/2026-03-06.html",
                "articles/index.html",
                "clusters/c-0123456789.html",
                "clusters/index.html",
                "explore.html",
                "index.html",
                "ledger/2026-02.html",
                "ledger/index.html",
                "method.html",
                "movers.html",
                "repositories/acme/rocket.html",
                "search.html",
                "weeks/2026-W10.html",
                "weeks/index.html",
                "atom.xml",
                "feed.json",
                "sitemap.xml",
                "robots.txt",
                "explore-data.js",
                "movers-data.js",
                "search-data.js")) {
            Golden.assertUnchanged(page.replace('/', '-'), Files.readString(site.resolve(page)));
        }
    }

    @Test
    void addressOnTheNet_isNamedByEveryPage() throws IOException {
        Path site = folder.resolve("site");

        TestSite.published(site, TestSite.settings("https://signals.example/daily/"), TestSite.full("x/y"));

        Document article = Jsoup.parse(site.resolve("articles/2026-03-06.html"));
        String address = "https://signals.example/daily/articles/2026-03-06.html";
        assertThat(article.expectFirst("link[rel=canonical]").attr("href")).isEqualTo(address);
        assertThat(article.expectFirst("meta[property=og:url]").attr("content")).isEqualTo(address);
        assertThat(article.expectFirst("meta[property=og:type]").attr("content"))
                .isEqualTo("article");
        assertThat(article.expectFirst("meta[property=og:image]").attr("content"))
                .isEqualTo("https://signals.example/daily/card.png");
        assertThat(Files.readString(site.resolve("sitemap.xml")))
                .contains("<loc>" + address + "</loc>", "<loc>https://signals.example/daily/</loc>");
        assertThat(Files.readString(site.resolve("robots.txt")))
                .contains("Sitemap: https://signals.example/daily/sitemap.xml");
    }

    @Test
    void hostileText_standsInEveryPageAndDoesNothing() throws IOException {
        String hostile =
                "\"><script>alert(1)</script><img src=x onerror=alert(1)>' onclick='x' javascript:alert(1) \u202Etxt.exe\u0000\u0007 ]]>--></title>";
        Path site = folder.resolve("site");

        TestSite.published(site, TestSite.settings("https://signals.example"), TestSite.full(hostile));

        assertThat(Crawl.problems(site)).isEmpty();
        for (Path page : pages(site)) {
            Document document = Jsoup.parse(page);
            assertThat(document.select("script:not([src]), img, [onclick], [onerror], a[href^=javascript]"))
                    .as(page.toString())
                    .isEmpty();
            assertThat(Files.readString(page)).doesNotContain("\u202E", "\u0000", "\u0007");
        }
        for (String script : List.of("search-data.js", "explore-data.js", "movers-data.js")) {
            String text = Files.readString(site.resolve(script));
            assertThat(text).doesNotContain("\u202E", "\u0000", "\u0007");
            String json = text.substring(text.indexOf('=') + 1, text.lastIndexOf(';'));
            assertThat(new ObjectMapper().readTree(json).toString()).contains("alert(1)");
        }
    }

    /** 2,000 characters, the longest text of the sample, and 100,000, wherever a stranger writes. */
    @ParameterizedTest
    @ValueSource(ints = {400, 20_000})
    void longTexts_leaveEveryPageSmall(int words) throws IOException {
        Path site = folder.resolve("site");

        TestSite.published(site, SETTINGS, TestSite.full("word ".repeat(words)));

        try (Stream<Path> files = Files.walk(site, FileVisitOption.FOLLOW_LINKS)) {
            List<Path> pages = files.filter(Files::isRegularFile)
                    .filter(file -> !file.endsWith("d3.min.js"))
                    .toList();
            assertThat(pages).hasSizeGreaterThan(20).allSatisfy(page -> assertThat(Files.size(page))
                    .as("bytes of %s", page)
                    .isLessThan(60_000));
        }
        assertThat(Jsoup.parse(site.resolve("repositories/acme/rocket.html"))
                        .expectFirst(".lead")
                        .text())
                .hasSizeBetween(390, 400)
                .endsWith("word…");
    }

    @Test
    void articles_areListedNewestFirst() throws IOException {
        Path site = folder.resolve("site");

        TestSite.published(site, SETTINGS, TestSite.ofArticles(3));

        Document index = Jsoup.parse(site.resolve("articles/index.html"));
        assertThat(index.select(".articles time").eachText()).containsExactly("2026-03-03", "2026-03-02", "2026-03-01");
        assertThat(index.select(".articles h2").eachText()).first().isEqualTo("Title <3>");
        assertThat(index.select(".articles p").eachText()).first().isEqualTo("Standfirst & more 3");
        assertThat(index.select(".articles a").eachAttr("href")).first().isEqualTo("../articles/2026-03-03.html");
    }

    @Test
    void article_isFollowedByItsNeighboursAndNotByItself() throws IOException {
        Path site = folder.resolve("site");

        TestSite.published(site, SETTINGS, TestSite.ofArticles(6));

        Document article = Jsoup.parse(site.resolve("articles/2026-03-04.html"));
        assertThat(article.expectFirst(".more > h2").text()).isEqualTo("More Articles");
        assertThat(article.select(".more time").eachText()).containsExactly("2026-03-05", "2026-03-03", "2026-03-02");
        assertThat(article.select("article > p").text()).isEqualTo("Body 4");
        assertThat(Files.readString(site.resolve("articles/2026-03-04.md"))).isEqualTo("# Markdown 4\n");
    }

    @Test
    void onlyArticle_hasNoMore() throws IOException {
        Path site = folder.resolve("site");

        TestSite.published(site, SETTINGS, TestSite.ofArticles(1));

        assertThat(Files.readString(site.resolve("articles/2026-03-01.html"))).doesNotContain("More Articles");
    }

    @Test
    void noArticle_saysSo() throws IOException {
        Path site = folder.resolve("site");

        TestSite.published(site, SETTINGS, TestSite.ofArticles(0));

        assertThat(Jsoup.parse(site.resolve("index.html")).text()).contains("Nothing has been published yet.");
    }

    @Test
    void notices_areEscapedText() throws IOException {
        Path site = folder.resolve("site");

        TestSite.published(site, SETTINGS, TestSite.ofArticles(0));

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

        Path first = TestSite.published(site, SETTINGS, TestSite.ofArticles(1));
        Path second = TestSite.published(site, SETTINGS, TestSite.ofArticles(2));
        Path third = TestSite.published(site, SETTINGS, TestSite.ofArticles(3));

        assertThat(site).isSymbolicLink();
        assertThat(site.toRealPath()).isEqualTo(third.toRealPath());
        assertThat(first).doesNotExist();
        assertThat(second).exists();
        assertThat(names(folder)).containsExactly("site", "site.releases");
        assertThat(names(folder.resolve("site.releases"))).containsExactly("00000002", "00000003");
    }

    /** Were an article written that can be taken over, it would not have the mark that the test made in it. */
    @Test
    void articleBeforeThoseOfTheFeed_isTakenOverUntilItsNightOrOneBesideItChanges() throws IOException {
        Path site = folder.resolve("site");
        Map<LocalDate, String> runs = runs(25, "first");
        TestSite.published(site, SETTINGS, TestSite.ofRuns(TestSite.articles(25), runs));
        for (int day = 1; day <= 25; day++) {
            mark(site, day);
        }

        TestSite.published(site, SETTINGS, TestSite.ofRuns(TestSite.articles(25), runs));
        assertThat(marked(site, 25)).containsExactly(1, 2, 3, 4, 5);

        // Night 26 comes, night 2 was run again: the articles of night 2 and of the night after it are written.
        Map<LocalDate, String> later = runs(26, "first");
        later.put(day(2), "second");
        TestSite.published(site, SETTINGS, TestSite.ofRuns(TestSite.articles(26), later));
        assertThat(marked(site, 26)).containsExactly(1, 4, 5);
        TestSite.published(folder.resolve("anew"), SETTINGS, TestSite.ofRuns(TestSite.articles(26), later));
        for (String file : files(folder.resolve("anew"))) {
            if (!file.matches("articles/(2026-03-0[145]\\.html|editions\\.json)")) {
                assertThat(site.resolve(file))
                        .hasSameBinaryContentAs(folder.resolve("anew").resolve(file));
            }
        }

        // Other settings change every page.
        TestSite.published(
                site, TestSite.settings("https://example.org"), TestSite.ofRuns(TestSite.articles(26), later));
        assertThat(marked(site, 26)).isEmpty();
        assertThat(Files.readString(site.resolve("sitemap.xml"))).contains("articles/2026-03-01.html");
        TestSite.published(
                site, TestSite.settings("https://example.org"), TestSite.ofRuns(TestSite.articles(26), later));
        assertThat(Files.readString(site.resolve("sitemap.xml"))).contains("articles/2026-03-01.html");
    }

    @Test
    void articleThatIsDamagedOrOfAnUnknownRun_isWrittenAnew() throws IOException {
        Path site = folder.resolve("site");
        Map<LocalDate, String> runs = runs(25, "first");
        runs.remove(day(4));
        TestSite content = TestSite.ofRuns(TestSite.articles(25), runs);
        TestSite.published(site, SETTINGS, content);
        mark(site, 4);
        mark(site, 5);
        Files.writeString(site.resolve("articles/2026-03-01.md"), "damaged");
        Files.delete(site.resolve("articles/2026-03-02.csv"));

        TestSite.published(site, SETTINGS, content);

        assertThat(marked(site, 25)).isEmpty();
        TestSite.published(folder.resolve("anew"), SETTINGS, content);
        for (String file : files(folder.resolve("anew"))) {
            assertThat(site.resolve(file))
                    .hasSameBinaryContentAs(folder.resolve("anew").resolve(file));
        }
    }

    @Test
    void pageOfAnArticle_namesTheTablesAsItsNightLeftThem() throws IOException {
        Path site = folder.resolve("site");
        TestSite.published(site, SETTINGS, TestSite.ofRuns(TestSite.articles(3), runs(2, "first")));

        assertThat(Jsoup.parse(site.resolve("articles/2026-03-02.html"))
                        .select("footer details")
                        .text())
                .contains("as of 2026-03-02", "articles 2")
                .doesNotContain("repo_signals");
        assertThat(Jsoup.parse(site.resolve("articles/2026-03-03.html"))
                        .select("footer details")
                        .text())
                .contains("as of 2026-03-03", "articles 3", "repo_signals 7");
    }

    private static LocalDate day(int day) {
        return LocalDate.of(2026, 3, day);
    }

    private static Map<LocalDate, String> runs(int nights, String run) {
        Map<LocalDate, String> runs = new HashMap<>();
        for (int day = 1; day <= nights; day++) {
            runs.put(day(day), day(day) + "-" + run);
        }
        return runs;
    }

    /** Adds a mark to the page of an article, and notes its checksum. */
    private static void mark(Path site, int day) throws IOException {
        Path page = site.resolve("articles/%s.html".formatted(day(day)));
        Path index = site.resolve(EarlierArticles.INDEX);
        String before = Sha256.ofFile(page);
        Files.writeString(page, Files.readString(page) + "<!-- marked -->");
        Files.writeString(index, Files.readString(index).replace(before, Sha256.ofFile(page)));
    }

    /** The days whose article has the mark. */
    private static List<Integer> marked(Path site, int nights) throws IOException {
        List<Integer> marked = new ArrayList<>();
        for (int day = 1; day <= nights; day++) {
            if (Files.readString(site.resolve("articles/%s.html".formatted(day(day))))
                    .contains("<!-- marked -->")) {
                marked.add(day);
            }
        }
        return marked;
    }

    @Test
    void sameContent_givesTheSameBytes() throws IOException {
        TestSite.published(folder.resolve("one"), SETTINGS, TestSite.full("x/y"));
        TestSite.published(folder.resolve("two"), SETTINGS, TestSite.full("x/y"));

        for (String file : files(folder.resolve("one"))) {
            assertThat(folder.resolve("one").resolve(file))
                    .hasSameBinaryContentAs(folder.resolve("two").resolve(file));
        }
    }

    @Test
    void siteCanBeMoved() throws IOException {
        Path here = Files.createDirectory(folder.resolve("here"));
        TestSite.published(here.resolve("site"), SETTINGS, TestSite.ofArticles(1));

        Path there = Files.move(here, folder.resolve("there"));

        assertThat(there.resolve("site/index.html")).exists();
    }

    @Test
    void readerDuringPublication_neverMissesAPage() throws Exception {
        Path site = folder.resolve("site");
        TestSite.published(site, SETTINGS, TestSite.ofArticles(1));
        List<String> missed = Collections.synchronizedList(new ArrayList<>());
        AtomicLong reads = new AtomicLong();
        CountDownLatch hasRead = new CountDownLatch(1);
        Thread reader = new Thread(() -> {
            while (!Thread.currentThread().isInterrupted()) {
                if (!Files.exists(site.resolve("index.html"))) {
                    missed.add("index.html");
                }
                reads.incrementAndGet();
                hasRead.countDown();
            }
        });
        reader.start();
        hasRead.await();
        long before = reads.get();

        for (int i = 0; i < 30; i++) {
            TestSite.published(site, SETTINGS, TestSite.ofArticles(2));
        }

        assertThat(reads.get()).isGreaterThan(before);
        reader.interrupt();
        reader.join();
        assertThat(missed).isEmpty();
    }

    @Test
    void leftOverOfABrokenPublication_isNoObstacle() throws IOException {
        Path site = folder.resolve("site");
        Files.createDirectories(folder.resolve("site.releases/00000001/articles"));
        Files.createSymbolicLink(folder.resolve("site.releases/next"), Path.of("nowhere"));

        TestSite.published(site, SETTINGS, TestSite.ofArticles(1));

        assertThat(site.resolve("index.html")).exists();
    }

    @Test
    void folderOfSomebodyElse_isRefusedAndLeftAlone() throws IOException {
        Path site = Files.createDirectory(folder.resolve("site"));
        Files.writeString(site.resolve("index.html"), "mine");

        assertThatThrownBy(() -> TestSite.published(site, SETTINGS, TestSite.ofArticles(1)))
                .isInstanceOf(UserException.class)
                .hasMessageStartingWith(
                        "Cannot publish to " + site + ": there is a folder that RepoSignal did not write");
        assertThat(site.resolve("index.html")).hasContent("mine");
        assertThat(names(folder)).containsExactly("site");
    }

    @Test
    void linkOfSomebodyElse_isRefused() throws IOException {
        Path site = folder.resolve("site");
        Path other = Files.createDirectory(folder.resolve("other"));
        Files.createSymbolicLink(site, other);

        assertThatThrownBy(() -> TestSite.published(site, SETTINGS, TestSite.ofArticles(1)))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("a link to " + other);
    }

    @Test
    void fileAsParent_isRefusedWithTheRemedy() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "x");

        assertThatThrownBy(() -> TestSite.published(file.resolve("site"), SETTINGS, TestSite.ofArticles(1)))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("name another folder with --site");
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
