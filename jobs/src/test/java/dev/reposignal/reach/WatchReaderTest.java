package dev.reposignal.reach;

import static dev.reposignal.testing.SampleLake.LATEST;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reposignal.error.UserException;
import dev.reposignal.lake.Lake;
import dev.reposignal.reach.read.WatchReader;
import dev.reposignal.site.Crawl;
import dev.reposignal.table.Tables;
import dev.reposignal.testing.SampleLake;
import dev.reposignal.testing.SampleNights;
import dev.reposignal.watch.Watchlist;
import dev.reposignal.watch.Watchlists;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WatchReaderTest {
    @TempDir
    Path folder;

    private Lake lake;

    @BeforeEach
    void open() {
        lake = SampleNights.copy(folder.resolve("lake"));
    }

    @Test
    void lists_selectByEachOfTheirParts_andTheSiteHasTheirPages() throws IOException {
        Row first = lake.readDay(Tables.REPO_SIGNALS, LATEST)
                .where("board_place = 1")
                .head();
        Row unlisted = lake.readDay(Tables.REPO_SIGNALS, LATEST)
                .where("tier = 'watched' AND NOT is_alias")
                .orderBy("repo_key")
                .head();
        Row cluster =
                lake.readDay(Tables.CLUSTERS, LATEST).orderBy("cluster_id").head();
        Watchlists lists = Watchlists.of(List.of(
                list(
                        "names",
                        List.of(unlisted.<String>getAs("full_name").toUpperCase(java.util.Locale.ROOT), "no/one"),
                        List.of(),
                        List.of(),
                        ""),
                list("owners", List.of(), List.of(first.<String>getAs("owner")), List.of(), ""),
                list("clusters", List.of(), List.of(), List.of(cluster.<String>getAs("label")), ""),
                list(
                        "fast",
                        List.of(),
                        List.of(),
                        List.of(),
                        "velocity_7d > 10 AND stars < 20000 AND board_place <= 50")));

        WatchReader.check(lake, lists);
        WatchPages pages = WatchReader.read(lake, lists);
        SampleLake.night(lake, false).publish(folder.resolve("site"), List.of(), List.of(pages));

        Path site = folder.resolve("site");
        assertThat(Crawl.problems(site)).isEmpty();
        assertThat(rows(site, "names")).containsExactly(unlisted.<String>getAs("full_name"));
        assertThat(rows(site, "owners")).contains(first.<String>getAs("full_name"));
        assertThat(rows(site, "clusters")).hasSize((int) (long) cluster.<Long>getAs("repos"));
        assertThat(rows(site, "fast")).hasSize((int) lake.readDay(Tables.REPO_SIGNALS, LATEST)
                .where("velocity_7d > 10 AND stars < 20000 AND board_place <= 50")
                .count());
        // What is watched has a page although it never surfaced.
        assertThat(pages.repositoryKeys()).contains(unlisted.<String>getAs("repo_key"));
        assertThat(org.jsoup.Jsoup.parse(site.resolve("watchlists/names.html"))
                        .select("tbody th a")
                        .attr("href"))
                .startsWith("../repositories/");
    }

    @Test
    void conditions_areCheckedBeforeTheNightAllAtOnce() {
        Watchlists lists = Watchlists.of(List.of(
                list("good", List.of(), List.of(), List.of(), "language = 'select' AND burst > 3"),
                list("column", List.of(), List.of(), List.of(), "velocity > 3"),
                list("syntax", List.of(), List.of(), List.of(), "stars >"),
                list("type", List.of(), List.of(), List.of(), "stars"),
                list("clock", List.of(), List.of(), List.of(), "stars > 5 AND current_date() > DATE'2026-01-01'"),
                list("query", List.of(), List.of(), List.of(), "stars > (SELECT 1)")));

        assertThatThrownBy(() -> WatchReader.check(lake, lists))
                .isInstanceOf(UserException.class)
                .hasMessageStartingWith("Invalid watchlist (5 problems)")
                .hasMessageContaining("column.yaml:3: the condition 'velocity > 3' is not understood")
                .hasMessageContaining("The columns are full_name, owner, language")
                .hasMessageContaining("clock.yaml:3: the condition")
                .hasMessageContaining("uses current_date")
                .hasMessageContaining("uses SELECT");
    }

    @Test
    void callOfJavaThatIsHidden_isRefused() {
        String named = "IDENTIFIER('ref' || 'lect')('java.lang.Math', 'abs', -1) = '1'";
        String behindARawString = "r'\\' = reflect('java.lang.Math', 'abs', -1) OR language = 'a'";
        Watchlists lists = Watchlists.of(List.of(
                list("named", List.of(), List.of(), List.of(), named),
                list("raw", List.of(), List.of(), List.of(), behindARawString)));

        assertThatThrownBy(() -> WatchReader.check(lake, lists))
                .isInstanceOf(UserException.class)
                .hasMessageStartingWith("Invalid watchlist (2 problems)")
                .hasMessageContaining("'" + named + "' uses IDENTIFIER")
                .hasMessageContaining("'" + behindARawString + "' calls a function of Java, which a list may not.");
    }

    @Test
    void noNight_hasEmptyPages() {
        Lake empty = SampleLake.copy(folder.resolve("empty"));

        assertThat(WatchReader.read(empty, Watchlists.of(List.of(list("x", List.of("a/b"), List.of(), List.of(), ""))))
                        .repositoryKeys())
                .isEmpty();
    }

    private static List<String> rows(Path site, String list) throws IOException {
        return org.jsoup.Jsoup.parse(site.resolve("watchlists/" + list + ".html"))
                .select("tbody th")
                .eachText();
    }

    private static Watchlist list(
            String name, List<String> repositories, List<String> owners, List<String> clusters, String where) {
        return new Watchlist(name, name, repositories, owners, clusters, List.of(), List.of(), where, 3, 500);
    }
}
