package dev.reposignal.site;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.reposignal.article.ArticlePage;
import dev.reposignal.config.Settings;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.jspecify.annotations.Nullable;

/**
 * The latest entries with their full text as an Atom feed (RFC 4287) and a JSON Feed 1.1: articles, and what lists say. Addresses are absolute if
 * the site has a base URL; the ids of entries do not depend on it.
 */
public final class Feeds implements AutoCloseable {
    static final String ATOM = "atom.xml";
    static final String JSON = "feed.json";
    static final int ENTRIES = 20;
    private static final Pattern SOURCES =
            Pattern.compile("<details class=\"sources\">.*?</details>\\s*", Pattern.DOTALL);
    private static final String ATOM_NAMESPACE = "http://www.w3.org/2005/Atom";

    private final Settings.Site settings;
    private final Head head;
    private final XMLStreamWriter atom;
    private final BufferedWriter atomFile;
    private final BufferedWriter jsonFile;
    private final List<Item> items = new ArrayList<>();

    private Feeds(
            Settings.Site settings, Head head, XMLStreamWriter atom, BufferedWriter atomFile, BufferedWriter jsonFile) {
        this.settings = settings;
        this.head = head;
        this.atom = atom;
        this.atomFile = atomFile;
        this.jsonFile = jsonFile;
    }

    /**
     * What a feed is of.
     *
     * @param title its name
     * @param identity what its id is made of
     * @param atom path of the Atom file
     * @param json path of the JSON file
     * @param home path of the page that it belongs to
     */
    record Head(String title, String identity, String atom, String json, String home) {}

    /** A JSON Feed 1.1; the names of its properties are the standard's. */
    private record JsonFeed(
            String version,
            String title,
            @JsonProperty("home_page_url") @Nullable String homePageUrl,
            @JsonProperty("feed_url") @Nullable String feedUrl,
            String language,
            List<Author> authors,
            List<Item> items) {}

    private record Author(String name) {}

    /** One article in the JSON feed. */
    private record Item(
            String id,
            @Nullable String url,
            String title,
            String summary,
            @JsonProperty("content_html") String contentHtml,
            @JsonProperty("date_published") String datePublished) {}

    static Feeds open(Path release, Settings.Site settings, Edition edition) throws IOException {
        return open(release, settings, edition, new Head(settings.title(), "feed", ATOM, JSON, "index.html"));
    }

    static Feeds open(Path release, Settings.Site settings, Edition edition, Head head) throws IOException {
        try {
            BufferedWriter file = Files.newBufferedWriter(release.resolve(head.atom()), StandardCharsets.UTF_8);
            XMLStreamWriter atom = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(file);
            BufferedWriter json = Files.newBufferedWriter(release.resolve(head.json()), StandardCharsets.UTF_8);
            Feeds feeds = new Feeds(settings, head, atom, file, json);
            // The time of the last change is required, also of a feed without articles.
            LocalDate day = edition.day() == null ? LocalDate.EPOCH : edition.day();
            feeds.beginAtom(day);
            return feeds;
        } catch (XMLStreamException e) {
            throw new IOException(e);
        }
    }

    private void beginAtom(LocalDate day) throws XMLStreamException {
        atom.writeStartDocument("UTF-8", "1.0");
        atom.writeCharacters("\n");
        atom.writeStartElement("feed");
        atom.writeDefaultNamespace(ATOM_NAMESPACE);
        atom.writeAttribute("xml:lang", "en");
        element("title", head.title());
        element("id", identity(head.identity()));
        element("updated", moment(day));
        atom.writeStartElement("author");
        element("name", settings.author());
        atom.writeEndElement();
        link("alternate", "text/html", address(head.home()));
        if (!settings.baseUrl().isEmpty()) {
            link("self", "application/atom+xml", address(head.atom()));
        }
    }

    private JsonFeed jsonFeed() {
        boolean isOnTheNet = !settings.baseUrl().isEmpty();
        return new JsonFeed(
                "https://jsonfeed.org/version/1.1",
                head.title(),
                isOnTheNet ? address(head.home()) : null,
                isOnTheNet ? address(head.json()) : null,
                "en",
                List.of(new Author(settings.author())),
                items);
    }

    /** The text without the folded lists of sources, which are three quarters of it and lead to ids of the page. */
    static String withoutSources(String bodyHtml) {
        return SOURCES.matcher(bodyHtml).replaceAll("");
    }

    /** Adds an article; only the first ones, which are the newest, are used. */
    void add(ArticlePage article) throws IOException {
        add(
                article.day().toString(),
                article.day(),
                Addresses.article(article.day()),
                article.title(),
                article.standfirst(),
                withoutSources(article.bodyHtml()));
    }

    /**
     * Adds an entry; only the first ones, which are the newest, are used.
     *
     * @param what what its id is made of; no other entry of the site has the same
     * @param path of the page it leads to
     * @param html its full text
     */
    public void add(String what, LocalDate day, String path, String title, String summary, String html)
            throws IOException {
        if (items.size() >= ENTRIES) {
            return;
        }
        String id = identity(what);
        String address = address(path);
        try {
            atom.writeCharacters("\n");
            atom.writeStartElement("entry");
            element("title", title);
            element("id", id);
            element("published", moment(day));
            element("updated", moment(day));
            link("alternate", "text/html", address);
            element("summary", summary);
            atom.writeStartElement("content");
            atom.writeAttribute("type", "html");
            atom.writeCharacters(allowed(html));
            atom.writeEndElement();
            atom.writeEndElement();
        } catch (XMLStreamException e) {
            throw new IOException(e);
        }
        items.add(new Item(id, settings.baseUrl().isEmpty() ? null : address, title, summary, html, moment(day)));
    }

    private void element(String name, String text) throws XMLStreamException {
        atom.writeStartElement(name);
        atom.writeCharacters(allowed(text));
        atom.writeEndElement();
    }

    private void link(String relation, String type, String address) throws XMLStreamException {
        atom.writeEmptyElement("link");
        atom.writeAttribute("rel", relation);
        atom.writeAttribute("type", type);
        atom.writeAttribute("href", address);
    }

    private String address(String path) {
        String page = path.equals("index.html") ? "" : path;
        return settings.baseUrl().isEmpty() ? path : settings.baseUrl() + "/" + page;
    }

    /** The text without the characters that XML 1.0 forbids even when escaped; one of them would make the feed invalid. */
    private static String allowed(String text) {
        return text.codePoints()
                .filter(each -> each == '\t'
                        || each == '\n'
                        || (each >= 0x20 && each <= 0xD7FF)
                        || (each >= 0xE000 && each <= 0xFFFD)
                        || each >= 0x10000)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    /** An id that stays the same when the site moves. */
    private String identity(String what) {
        return "urn:uuid:"
                + UUID.nameUUIDFromBytes(
                        "reposignal/%s/%s".formatted(settings.title(), what).getBytes(StandardCharsets.UTF_8));
    }

    /** The time of a day is its start. */
    private static String moment(LocalDate day) {
        return day + "T00:00:00Z";
    }

    @Override
    public void close() throws IOException {
        try (atomFile;
                jsonFile) {
            atom.writeEndElement();
            atom.writeEndDocument();
            atom.close();
            SiteJson.write(jsonFile, jsonFeed());
        } catch (XMLStreamException e) {
            throw new IOException(e);
        }
    }
}
