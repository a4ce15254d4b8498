package dev.reposignal.site;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** {@code robots.txt}, and {@code sitemap.xml} where the site has an address on the net, which a sitemap must name. */
final class Sitemap {
    /** The most a sitemap may hold (sitemaps.org). */
    private static final int MOST = 50_000;

    private final String baseUrl;
    private final List<String> paths = new ArrayList<>();

    Sitemap(String baseUrl) {
        this.baseUrl = baseUrl;
    }

    void add(String path) {
        paths.add(path);
    }

    void write(Path release) throws IOException {
        StringBuilder robots = new StringBuilder("User-agent: *\nAllow: /\n");
        if (!baseUrl.isEmpty()) {
            robots.append("Sitemap: ").append(baseUrl).append("/sitemap.xml\n");
            Files.writeString(release.resolve("sitemap.xml"), xml(), StandardCharsets.UTF_8);
        }
        Files.writeString(release.resolve("robots.txt"), robots, StandardCharsets.UTF_8);
    }

    private String xml() {
        StringBuilder xml = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n")
                .append("<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n");
        // A path is made of letters, digits and what needs no escape in an address or in XML; see Addresses.
        paths.stream().sorted().limit(MOST).forEach(path -> xml.append("<url><loc>")
                .append(baseUrl)
                .append('/')
                .append(path.equals("index.html") ? "" : path)
                .append("</loc></url>\n"));
        return xml.append("</urlset>\n").toString();
    }
}
