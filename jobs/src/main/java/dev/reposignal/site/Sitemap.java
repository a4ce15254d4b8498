package dev.reposignal.site;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** {@code robots.txt}, and {@code sitemap.xml} where the site has an address on the net, which a sitemap must name. */
final class Sitemap {
    /** The most addresses a sitemap may hold (sitemaps.org). */
    private static final int MOST = 50_000;

    private static final String NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9";

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
            try (BufferedWriter file =
                    Files.newBufferedWriter(release.resolve("sitemap.xml"), StandardCharsets.UTF_8)) {
                XMLStreamWriter xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(file);
                write(xml);
                xml.close();
            } catch (XMLStreamException e) {
                throw new IOException(e);
            }
        }
        Files.writeString(release.resolve("robots.txt"), robots, StandardCharsets.UTF_8);
    }

    private void write(XMLStreamWriter xml) throws XMLStreamException {
        xml.writeStartDocument("UTF-8", "1.0");
        xml.writeCharacters("\n");
        xml.writeStartElement("urlset");
        xml.writeDefaultNamespace(NAMESPACE);
        xml.writeCharacters("\n");
        for (String path : paths.stream().sorted().limit(MOST).toList()) {
            xml.writeStartElement("url");
            xml.writeStartElement("loc");
            xml.writeCharacters(baseUrl + "/" + (path.equals("index.html") ? "" : path));
            xml.writeEndElement();
            xml.writeEndElement();
            xml.writeCharacters("\n");
        }
        xml.writeEndElement();
        xml.writeEndDocument();
    }
}
