package dev.reposignal.site;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.NodeList;

class SitemapTest {
    @TempDir
    Path release;

    @Test
    void addressWithMarkup_isEscaped() throws Exception {
        assertThat(locations("https://signals.example/a&b", "x<y>.html", "index.html"))
                .containsExactly("https://signals.example/a&b/", "https://signals.example/a&b/x<y>.html");
    }

    @Test
    void siteWithoutAddress_hasNoSitemap() throws Exception {
        new Sitemap("").write(release);

        assertThat(release.resolve("sitemap.xml")).doesNotExist();
        assertThat(release.resolve("robots.txt")).hasContent("User-agent: *\nAllow: /\n");
    }

    private List<String> locations(String baseUrl, String... paths) throws Exception {
        Sitemap sitemap = new Sitemap(baseUrl);
        List.of(paths).forEach(sitemap::add);
        sitemap.write(release);
        NodeList nodes = DocumentBuilderFactory.newDefaultNSInstance()
                .newDocumentBuilder()
                .parse(Files.newInputStream(release.resolve("sitemap.xml")))
                .getElementsByTagNameNS("http://www.sitemaps.org/schemas/sitemap/0.9", "loc");
        List<String> locations = new ArrayList<>();
        for (int i = 0; i < nodes.getLength(); i++) {
            locations.add(nodes.item(i).getTextContent());
        }
        return locations;
    }
}
