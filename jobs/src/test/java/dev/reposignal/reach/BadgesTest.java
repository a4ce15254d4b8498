package dev.reposignal.reach;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.reposignal.site.Crawl;
import dev.reposignal.site.TestSite;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xml.sax.InputSource;

class BadgesTest {
    private static final String HOSTILE =
            "\"/><script>alert(1)</script>]]><image href=\"http://x.example/\"/>\u202E\u0000 onload=alert(1)";

    @TempDir
    Path folder;

    @Test
    void badge_isSmallStandsAloneAndSaysWhatIsKnown() throws Exception {
        Path site = published("https://signals.example", "x/y", Map.of());

        String badge = Files.readString(site.resolve("badges/acme/rocket.svg"));
        assertThat(Files.size(site.resolve("badges/acme/rocket.svg"))).isLessThan(4_096);
        assertThat(badge).contains("acme/rocket", "RepoSignal", "prefers-color-scheme:dark");
        assertThat(badge.replace("http://www.w3.org/2000/svg", ""))
                .doesNotContain("http", "<script", "url(", "@import", "href");
        well(badge);
        assertThat(Jsoup.parse(site.resolve("repositories/acme/rocket.html"))
                        .select("code")
                        .eachText())
                .contains(
                        "[![acme/rocket](https://signals.example/badges/acme/rocket.svg)](https://signals.example/repositories/acme/rocket.html)");
        assertThat(Crawl.problems(site)).isEmpty();
    }

    @Test
    void leadTime_countsOnlyNightsPublishedBeforeTheList() throws IOException {
        LocalDate night = TestSite.LATEST;
        String early = badge(Map.of(TestSite.REPOSITORY, night.plusDays(12)));
        String same = badge(Map.of(TestSite.REPOSITORY, night.minusDays(200)));
        String longAgo = badge(Map.of(TestSite.REPOSITORY, night.plusDays(400)));

        assertThat(early).containsPattern("named \\d+ days before it trended");
        assertThat(same).doesNotContain("before it trended");
        assertThat(longAgo).doesNotContain("before it trended");
    }

    private String badge(Map<String, LocalDate> trended) throws IOException {
        return Files.readString(published("", "x/y", trended).resolve("badges/acme/rocket.svg"));
    }

    @Test
    void siteWithoutAddress_hasNoLineToCopy() throws IOException {
        Path site = published("", "x/y", Map.of());

        assertThat(Files.readString(site.resolve("repositories/acme/rocket.html")))
                .doesNotContain("[![");
        assertThat(Crawl.problems(site)).isEmpty();
    }

    @Test
    void hostileNames_areInert() throws Exception {
        Path site = published("https://signals.example", HOSTILE, Map.of());

        try (Stream<Path> files = Files.walk(site.resolve("badges"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String badge = Files.readString(file);
                well(badge);
                assertThat(badge).doesNotContain("<script", "<image", "\u202E", "\u0000");
                assertThat(Files.size(file)).isLessThan(4_096);
            }
        }
        String data = Files.readString(site.resolve("compare-data.js"));
        assertThat(data).doesNotContain("\u202E", "\u0000");
        assertThat(Jsoup.parse(site.resolve("badges.html")).select("script, image"))
                .isEmpty();
    }

    @Test
    void comparison_hasItsRepositoriesAndRunsOnlyItsOwn() throws IOException {
        Path site = published("", "x/y", Map.of());

        String text = Files.readString(site.resolve("compare-data.js"));
        JsonNode data = new ObjectMapper().readTree(text.substring(text.indexOf('=') + 1, text.lastIndexOf(';')));
        assertThat(data.path("day").asText()).isEqualTo("2026-03-06");
        assertThat(data.path("repositories").path(0).path(0).asText()).isEqualTo("acme/rocket");
        assertThat(data.path("repositories").path(0).path(7)).hasSize(31);
        assertThat(Jsoup.parse(site.resolve("compare.html")).select("script").eachAttr("src"))
                .containsExactly("compare-data.js", "view.js", "compare.js");
        assertThat(site.resolve("compare.js")).exists();
    }

    @Test
    void frontPage_knowsWhatSurfacedForTheFirstTime_andOnlyItRunsTheScript() throws IOException {
        Path site = TestSite.published(
                folder.resolve("site"), TestSite.SETTINGS, TestSite.full(HOSTILE), List.of(new NewToYou()));

        String text = Files.readString(site.resolve("visit-data.js"));
        JsonNode data = new ObjectMapper().readTree(text.substring(text.indexOf('=') + 1, text.lastIndexOf(';')));
        assertThat(data.path("day").asText()).isEqualTo("2026-03-06");
        assertThat(data.path("surfaced")).isNotEmpty().allSatisfy(first -> assertThat(
                        site.resolve(first.path(2).asText()))
                .exists());
        assertThat(Jsoup.parse(site.resolve("index.html")).select("script").eachAttr("src"))
                .containsExactly("visit-data.js", "visit.js");
        assertThat(Jsoup.parse(site.resolve("method.html")).select("script")).isEmpty();
    }

    private static void well(String svg) throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        factory.newDocumentBuilder().parse(new InputSource(new StringReader(svg)));
    }

    private Path published(String baseUrl, String text, Map<String, LocalDate> trended) {
        return TestSite.published(
                folder.resolve("site"),
                TestSite.settings(baseUrl),
                TestSite.full(text),
                List.of(new Badges(trended), new ComparePage()));
    }
}
