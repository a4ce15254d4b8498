package dev.reposignal.site;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.rometools.rome.feed.atom.Content;
import com.rometools.rome.feed.atom.Entry;
import com.rometools.rome.feed.atom.Feed;
import com.rometools.rome.io.FeedException;
import com.rometools.rome.io.WireFeedInput;
import com.thaiopensource.util.SinglePropertyMap;
import com.thaiopensource.validate.ValidateProperty;
import com.thaiopensource.validate.ValidationDriver;
import com.thaiopensource.validate.rng.CompactSchemaReader;
import com.thaiopensource.xml.sax.ErrorHandlerImpl;
import dev.reposignal.article.ArticlePage;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

class FeedsTest {
    private static final String BASE = "https://signals.example";

    @TempDir
    Path folder;

    @Test
    void atom_isReadByAFeedReaderWithItsFullText() throws Exception {
        Feed feed = atom(BASE, TestSite.ofArticles(3));

        assertThat(feed.getFeedType()).isEqualTo("atom_1.0");
        assertThat(feed.getId()).startsWith("urn:uuid:");
        assertThat(feed.getTitle()).isEqualTo("RepoSignal");
        assertThat(feed.getUpdated()).isEqualTo(Date.from(Instant.parse("2026-03-03T00:00:00Z")));
        assertThat(feed.getAuthors().get(0).getName()).isEqualTo("Siggy");
        assertThat(feed.getOtherLinks().get(0).getHref()).isEqualTo(BASE + "/atom.xml");
        assertThat(feed.getEntries()).hasSize(3);
        Entry entry = feed.getEntries().get(0);
        assertThat(entry.getTitle()).isEqualTo("Title <3>");
        assertThat(entry.getSummary().getValue()).isEqualTo("Standfirst & more 3");
        assertThat(entry.getAlternateLinks().get(0).getHref()).isEqualTo(BASE + "/articles/2026-03-03.html");
        Content content = entry.getContents().get(0);
        assertThat(content.getType()).isEqualTo("html");
        assertThat(content.getValue()).isEqualTo("<article><h1>Title</h1><p>Body 3</p></article>");
    }

    @Test
    void atom_meetsTheGrammarOfItsStandard() throws Exception {
        assertThat(faults(atomXml(BASE, TestSite.ofArticles(3)))).isEmpty();
        assertThat(faults(atomXml("", TestSite.ofArticles(3)))).isEmpty();
        assertThat(faults(atomXml(BASE, TestSite.ofArticles(0)))).isEmpty();
    }

    @Test
    void theGrammar_findsWhatTheStandardForbids() throws Exception {
        String right = atomXml(BASE, TestSite.ofArticles(2));
        Map<String, String> wrong = Map.of(
                "no moment", right.replaceFirst("<updated>[^<]*</updated>", ""),
                "a day is no moment", right.replaceFirst("<published>[^<]*", "<published>2026-03-03"),
                "two titles", right.replaceFirst("<summary>", "<title>again</title><summary>"),
                "relative identity", right.replaceFirst("<id>urn:uuid:", "<id>"),
                "markup inside text", right.replaceFirst("<summary>", "<summary><b>bold</b>"),
                "an unknown element", right.replaceFirst("<summary>", "<abstract>short</abstract><summary>"),
                "no address", right.replaceFirst(" href=\"[^\"]*\"", ""));
        wrong.forEach((fault, xml) -> assertThat(faults(xml)).as(fault).isNotEmpty());
    }

    @Test
    void json_hasWhatVersion11AsksFor() throws IOException {
        JsonNode feed = json(BASE, TestSite.ofArticles(3));

        assertThat(feed.path("version").asText()).isEqualTo("https://jsonfeed.org/version/1.1");
        assertThat(feed.path("title").asText()).isEqualTo("RepoSignal");
        assertThat(feed.path("home_page_url").asText()).isEqualTo(BASE + "/");
        assertThat(feed.path("feed_url").asText()).isEqualTo(BASE + "/feed.json");
        assertThat(feed.path("authors").path(0).path("name").asText()).isEqualTo("Siggy");
        assertThat(feed.path("items")).hasSize(3);
        Set<String> ids = new HashSet<>();
        for (JsonNode item : feed.path("items")) {
            assertThat(ids.add(item.path("id").asText())).isTrue();
            assertThat(item.path("id").isTextual()).isTrue();
            assertThat(item.path("url").asText()).startsWith(BASE + "/articles/");
            assertThat(item.path("content_html").asText()).startsWith("<article>");
            assertThat(item.path("date_published").asText()).matches("\\d{4}-\\d{2}-\\d{2}T00:00:00Z");
        }
    }

    @Test
    void siteWithoutAddress_namesNone() throws Exception {
        assertThat(atom("", TestSite.ofArticles(1)).getOtherLinks()).isEmpty();
        JsonNode feed = json("", TestSite.ofArticles(1));
        assertThat(feed.has("home_page_url")).isFalse();
        assertThat(feed.path("items").path(0).has("url")).isFalse();
    }

    @Test
    void identities_stayWhenTheSiteMoves() throws Exception {
        assertThat(atom("", TestSite.ofArticles(1)).getEntries().get(0).getId())
                .isEqualTo(
                        atom(BASE, TestSite.ofArticles(1)).getEntries().get(0).getId());
    }

    @Test
    void manyArticles_leaveTheLatestTwenty() throws Exception {
        List<ArticlePage> pages = new ArrayList<>();
        for (int day = 0; day < 40; day++) {
            pages.add(page(LocalDate.of(2026, 1, 1).plusDays(day), "Title"));
        }
        TestSite content = TestSite.ofRuns(pages, Map.of());

        assertThat(atom(BASE, content).getEntries()).hasSize(20);
        JsonNode items = json(BASE, content).path("items");
        assertThat(items).hasSize(20);
        assertThat(items.path(0).path("date_published").asText()).startsWith("2026-02-09");
    }

    @Test
    void noArticle_isStillAFeed() throws Exception {
        assertThat(atom(BASE, TestSite.ofArticles(0)).getEntries()).isEmpty();
        assertThat(json(BASE, TestSite.ofArticles(0)).path("items")).isEmpty();
    }

    @Test
    void hostileText_staysText() throws Exception {
        String hostile = "]]></title><script>alert(1)</script>&lt;&#x0; \u0000\u0008\u001F\uFFFE \uD83D\uDE80";
        TestSite content = TestSite.ofRuns(List.of(page(LocalDate.of(2026, 3, 1), hostile)), Map.of());

        Feed feed = atom(BASE, content);

        assertThat(feed.getEntries().get(0).getTitle())
                .isEqualTo("]]></title><script>alert(1)</script>&lt;&#x0;  \uD83D\uDE80");
        assertThat(json(BASE, content).path("items").path(0).path("title").asText())
                .isEqualTo(hostile);
    }

    private static ArticlePage page(LocalDate day, String title) {
        return new ArticlePage(day, title, "Standfirst", "# Title\n", "<article><p>Body</p></article>");
    }

    private Feed atom(String baseUrl, SiteContent content) throws IOException, FeedException {
        return (Feed) new WireFeedInput(false, Locale.ROOT).build(new StringReader(atomXml(baseUrl, content)));
    }

    private String atomXml(String baseUrl, SiteContent content) throws IOException {
        return Files.readString(published(baseUrl, content).resolve("atom.xml"));
    }

    /** What a validator says against the document. */
    private static String faults(String xml) {
        StringWriter faults = new StringWriter();
        ValidationDriver validator = new ValidationDriver(
                SinglePropertyMap.newInstance(ValidateProperty.ERROR_HANDLER, new ErrorHandlerImpl(faults)),
                CompactSchemaReader.getInstance());
        try (InputStream grammar = Objects.requireNonNull(FeedsTest.class.getResourceAsStream("atom.rnc"))) {
            assertThat(validator.loadSchema(new InputSource(grammar))).isTrue();
            boolean isValid = validator.validate(new InputSource(new StringReader(xml)));
            assertThat(faults.toString().isEmpty()).isEqualTo(isValid);
        } catch (IOException | SAXException e) {
            throw new IllegalStateException("The validator broke down", e);
        }
        return faults.toString();
    }

    private JsonNode json(String baseUrl, SiteContent content) throws IOException {
        @Nullable
        JsonNode feed = new ObjectMapper()
                .readTree(Files.readString(published(baseUrl, content).resolve("feed.json")));
        return Objects.requireNonNull(feed);
    }

    private Path published(String baseUrl, SiteContent content) {
        return TestSite.published(folder.resolve("site"), TestSite.settings(baseUrl), content);
    }
}
