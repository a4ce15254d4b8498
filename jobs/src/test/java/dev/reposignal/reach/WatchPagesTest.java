package dev.reposignal.reach;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.reposignal.reach.BoardMove.Listed;
import dev.reposignal.site.Crawl;
import dev.reposignal.site.TestSite;
import dev.reposignal.table.Tier;
import dev.reposignal.watch.Watchlist;
import dev.reposignal.watch.Watchlists;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WatchPagesTest {
    private static final LocalDate DAY = TestSite.LATEST;
    private static final String HOSTILE = "\"><script>alert(1)</script>\u202E]]>";

    @TempDir
    Path folder;

    @Test
    void list_hasAPageAndTwoFeeds() throws IOException {
        Path site = published(pages("Rockets"));

        assertThat(Crawl.problems(site)).isEmpty();
        Document page = Jsoup.parse(site.resolve("watchlists/rockets.html"));
        assertThat(page.select("h1").text()).isEqualTo("Rockets");
        assertThat(page.select("tbody th").eachText()).containsExactly("acme/rocket", "b/slow");
        assertThat(page.expectFirst("tbody th a").attr("href")).isEqualTo("../repositories/acme/rocket.html");
        assertThat(page.select(".events li").eachText())
                .containsExactly(
                        DAY + " acme/rocket surfaced at rank 2.",
                        DAY.minusDays(7) + " acme/rocket came onto the board at rank 20.");
        assertThat(page.text()).contains("Named but not measured", "not/measured");
        assertThat(Jsoup.parse(site.resolve("watchlists/index.html"))
                        .select("tbody td")
                        .eachText())
                .containsExactly("2", "1", "1");
        assertThat(Jsoup.parse(site.resolve("index.html")).select("footer a[href=watchlists/index.html]"))
                .hasSize(1);
        JsonNode feed = new ObjectMapper()
                .readTree(site.resolve("watchlists/rockets.json").toFile());
        assertThat(feed.path("title").asText()).isEqualTo("Rockets · RepoSignal");
        assertThat(feed.path("items")).hasSize(2);
        assertThat(feed.path("items").path(0).path("title").asText())
                .isEqualTo(DAY + ": acme/rocket surfaced at rank 2");
        assertThat(feed.path("items").path(0).path("content_html").asText()).contains("<li>");
        assertThat(Files.readString(site.resolve("watchlists/rockets.atom.xml")))
                .contains("<feed", "</feed>");
    }

    @Test
    void hostileText_doesNothing() throws IOException {
        Path site = published(pages(HOSTILE));

        assertThat(Crawl.problems(site)).isEmpty();
        for (String page : List.of("watchlists/rockets.html", "watchlists/index.html")) {
            assertThat(Jsoup.parse(site.resolve(page)).select("script")).isEmpty();
            assertThat(Files.readString(site.resolve(page))).doesNotContain("\u202E");
        }
        assertThat(Files.readString(site.resolve("watchlists/rockets.atom.xml")))
                .doesNotContain("<script>");
    }

    @Test
    void sameContent_givesTheSameBytes() throws IOException {
        Path one =
                TestSite.published(folder.resolve("one"), TestSite.SETTINGS, TestSite.full("x"), List.of(pages("R")));
        Path two =
                TestSite.published(folder.resolve("two"), TestSite.SETTINGS, TestSite.full("x"), List.of(pages("R")));

        for (String file : List.of("rockets.html", "rockets.json", "rockets.atom.xml", "index.html")) {
            assertThat(one.resolve("watchlists/" + file)).hasSameBinaryContentAs(two.resolve("watchlists/" + file));
        }
    }

    @Test
    void noList_addsNothing() throws IOException {
        Path site = published(new WatchPages(Watchlists.NONE, List.of(), List.of(), List.of()));

        assertThat(site.resolve("watchlists")).doesNotExist();
        assertThat(Files.readString(site.resolve("index.html"))).doesNotContain("watchlists");
    }

    @Test
    void moves_areOfSuccessiveNights() {
        List<BoardMove> moves = BoardMove.of(
                List.of(DAY, DAY.minusDays(1), DAY.minusDays(2), DAY.minusDays(3)),
                List.of(
                        listed(3, "a", 1, Tier.SURFACING),
                        listed(3, "b", 30, Tier.TRACKED),
                        listed(1, "a", 16, Tier.TRACKED),
                        listed(0, "a", 2, Tier.SURFACING),
                        listed(0, "b", 30, Tier.TRACKED)));

        assertThat(moves)
                .extracting(move -> move.night() + " " + move.repoKey() + " " + move.words())
                .containsExactly(
                        DAY + " a surfaced at rank 2",
                        DAY + " b came onto the board at rank 30",
                        DAY.minusDays(1) + " a came onto the board at rank 16",
                        DAY.minusDays(2) + " a left the board, where it had rank 1",
                        DAY.minusDays(2) + " b left the board, where it had rank 30");
    }

    private static Listed listed(int daysBefore, String key, int place, Tier tier) {
        return new Listed(DAY.minusDays(daysBefore), key, key, place, tier);
    }

    private Path published(WatchPages pages) {
        return TestSite.published(
                folder.resolve("site"),
                TestSite.settings("https://signals.example"),
                TestSite.full("x/y"),
                List.of(pages));
    }

    private static WatchPages pages(String title) {
        Watchlist list = new Watchlist(
                "rockets",
                title,
                List.of("acme/rocket", "not/measured"),
                List.of("b"),
                List.of(),
                List.of(),
                List.of(),
                "",
                0,
                500);
        return new WatchPages(
                Watchlists.of(List.of(list)),
                List.of(
                        new WatchedRepository(
                                TestSite.REPOSITORY,
                                "acme/rocket",
                                title,
                                4_321,
                                10L,
                                70L,
                                10.0,
                                0.25,
                                2,
                                Tier.SURFACING.value(),
                                TestSite.CLUSTER,
                                title,
                                Set.of("rockets")),
                        new WatchedRepository(
                                "id:7",
                                "b/slow",
                                null,
                                5,
                                null,
                                null,
                                null,
                                null,
                                null,
                                Tier.WATCHED.value(),
                                null,
                                null,
                                Set.of("rockets"))),
                List.of(DAY, DAY.minusDays(7), DAY.minusDays(8)),
                List.of(
                        new Listed(DAY, TestSite.REPOSITORY, "acme/rocket", 2, Tier.SURFACING),
                        new Listed(DAY.minusDays(7), TestSite.REPOSITORY, "acme/rocket", 20, Tier.TRACKED)));
    }
}
