package dev.reposignal.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import javax.xml.parsers.DocumentBuilderFactory;
import org.assertj.core.api.SoftAssertions;
import org.jsoup.nodes.Attribute;
import org.jsoup.nodes.Document;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Every kind of page in a real Chromium, with hostile repositories on the board; skipped where there is no Chromium. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SiteBrowserTest {
    /** Set by CI, where a skipped test would be a hole nobody sees. */
    private static final String REQUIRED = "RS_BROWSER";

    private static final int PER_FOLDER = 3;
    private static final long LARGEST_ARTICLE_BYTES = 300 * 1024;
    private static final int TAB_STOPS = 12;
    private static final double LEAST_TEXT_PIXELS = 9.5;

    @TempDir
    static Path folder;

    private @Nullable Browser opened;
    private @Nullable SiteFiles published;

    @BeforeAll
    void publish() {
        Browser.missing().ifPresent(reason -> {
            if ("required".equals(System.getenv(REQUIRED))) {
                fail(reason);
            }
            abort(reason);
        });
        HostileSite.published(folder, folder.resolve("site"));
        published = new SiteFiles(folder.resolve("site"));
        opened = Browser.open();
    }

    @AfterAll
    void close() {
        if (opened != null) {
            opened.close();
        }
    }

    @Test
    void everyKindOfPage_isAccessibleFitsAndStaysAtHome() {
        SoftAssertions all = new SoftAssertions();
        for (Path page : site().pagesOfEveryKind(PER_FOLDER)) {
            PageFindings findings = PageFindings.of(browser(), site(), page);
            String name = site().root().relativize(page).toString();
            all.assertThat(findings.brokenLinks()).as("broken links of " + name).isEmpty();
            all.assertThat(findings.violations()).as("axe on " + name).isEmpty();
            all.assertThat(findings.overflow()).as("overflow of " + name).isEmpty();
            all.assertThat(findings.console()).as("console of " + name).isEmpty();
            all.assertThat(findings.outside()).as("requests of " + name).isEmpty();
        }
        all.assertAll();
    }

    /** What scripts draw from the address: two hostile repositories, a field, movers of a language. */
    @Test
    void pagesWithASelection_showWhatTheAddressAsksFor() {
        browser().show(768, "light");
        List<String> names = board();
        browser().load(page("compare.html", "?r=" + names.get(0) + "&r=" + names.get(1)));
        assertThat(browser().strings("return [...document.querySelectorAll('#rows a')].map(a => a.textContent)"))
                .containsExactlyElementsOf(names);
        assertThat(browser()
                        .strings("return [...document.querySelectorAll('#chart path')].map(p => p.getAttribute('d'))"))
                .hasSize(2)
                .allMatch(path -> path.startsWith("M") && path.contains("L"));

        browser().load(page("explore.html", ""));
        List<String> fields = browser()
                .strings("return [...document.getElementById('field').options].map(o => o.value).filter(v => v)");
        assertThat(fields).isNotEmpty();
        browser().load(page("explore.html", "?field=" + URLEncoder.encode(fields.get(0), StandardCharsets.UTF_8)));
        assertThat(browser().strings("return [document.getElementById('field').value, location.search, location.hash]"))
                .containsExactly(
                        fields.get(0), "", "#field=" + URLEncoder.encode(fields.get(0), StandardCharsets.UTF_8));
        assertThat(browser().strings("return [document.getElementById('shown').textContent]"))
                .allMatch(shown -> shown.contains(" of "));

        browser().load(page("movers.html", "#window=1"));
        assertThat(browser().strings("""
                        document.querySelector('#filters').reset();
                        return new Promise(done => setTimeout(() => done([document.getElementById('window').value, location.hash]), 50));""")).containsExactly("7", "");
    }

    private List<String> board() {
        browser().load(page("compare.html", ""));
        List<String> names = browser()
                .strings(
                        "return [...document.querySelectorAll('#names option')].map(o => o.value).filter(v => v.startsWith('%s-'))"
                                .formatted(HostileSite.OWNER));
        assertThat(names).hasSizeGreaterThan(2);
        return names.subList(1, 3);
    }

    private URI page(String path, String selection) {
        return URI.create(site().root().resolve(path).toUri() + selection);
    }

    /** A picture in an {@code img} follows the scheme of the page around it, and can run nothing. */
    @Test
    void badges_areSeenInBothSchemes() {
        Path badges = site().root().resolve("badges.html");
        browser().show(768, "light");
        browser().load(badges.toUri());
        assertThat(
                        browser()
                                .strings(
                                        "return [...document.querySelectorAll('main img')].map(i => String(i.complete && i.naturalWidth > 0))"))
                .isNotEmpty()
                .containsOnly("true");
        for (Path badge : site().files(".svg").stream()
                .filter(file -> file.toString().contains("/badges/"))
                .limit(PER_FOLDER)
                .toList()) {
            List<String> colours = Browser.SCHEMES.stream()
                    .map(scheme -> {
                        browser().show(768, scheme);
                        browser().load(badge.toUri());
                        assertThat(browser().console()).isEmpty();
                        return browser()
                                .strings("return [getComputedStyle(document.querySelector('text')).fill]")
                                .get(0);
                    })
                    .toList();
            assertThat(colours).as(badge.toString()).doesNotHaveDuplicates();
        }
    }

    @Test
    void articles_areWithinTheirLimit() {
        assertThat(site().pages().stream().filter(page -> page.toString().contains("/articles/")))
                .isNotEmpty()
                .allSatisfy(page -> assertThat(Files.size(page)).isLessThan(LARGEST_ARTICLE_BYTES));
    }

    @Test
    void keyboard_beginsAtTheSkipLinkAndIsSeenEverywhere() {
        for (Path page : site().pagesOfEveryKind(1)) {
            browser().show(1440, "light");
            browser().load(page.toUri());

            assertThat(browser().keyboardFaults(TAB_STOPS))
                    .as("keyboard on " + page)
                    .isEmpty();
        }
    }

    @Test
    void article_hasStyledPicturesThatAreLegibleOnAPhone() {
        for (int width : Browser.WIDTHS) {
            browser().show(width, "light");
            browser().load(article().toUri());

            assertThat(browser()
                            .strings("return [...document.querySelectorAll('figure.picture')].map(f => f.className)"))
                    .contains("picture picture-board", "picture picture-pace", "picture picture-themes");
            assertThat(browser().strings("""
                            return [...document.querySelectorAll('.chart text')]
                                .map(t => parseFloat(getComputedStyle(t).fontSize) * t.getScreenCTM().a)""").stream().mapToDouble(Double::parseDouble))
                    .isNotEmpty()
                    .allMatch(pixels -> pixels >= LEAST_TEXT_PIXELS && pixels < 20, "a readable size");
        }
    }

    @Test
    void numberThatTakesTheFocus_saysWhereItStands() {
        browser().show(768, "light");
        browser().load(article().toUri());

        assertThat(browser().strings("""
                        const number = document.querySelector('p data.fact');
                        const before = getComputedStyle(number, '::after').content;
                        number.focus();
                        return [before, getComputedStyle(number, '::after').content, number.title];""")).satisfies(found -> {
            assertThat(found.get(0)).isEqualTo("none");
            assertThat(found.get(1).replace("\\", "")).contains(found.get(2));
            assertThat(found.get(2)).contains("version");
        });
    }

    @Test
    void hostileRepositories_areOnTheBoardAsTextAndRunNothing() {
        browser().show(768, "light");
        browser().load(page("index.html", ""));

        assertThat(browser()
                        .strings("return [document.querySelector('table.board').textContent]")
                        .get(0))
                .contains(HostileSite.OWNER + "-");
        assertThat(site().pages().stream().map(page -> site().document(page).text()))
                .as("a page that shows a script as text")
                .anyMatch(text -> text.contains("alert("));
        for (Path page : site().pages()) {
            Document document = site().document(page);
            assertThat(
                            document.select(
                                    "script:not([src]):not([type=application/json]), iframe, object, embed, base, form[action], [style], meta[http-equiv=refresh]"))
                    .as(page.toString())
                    .isEmpty();
            assertThat(document.getAllElements().stream()
                            .flatMap(element -> element.attributes().asList().stream())
                            .filter(SiteBrowserTest::runs))
                    .as(page.toString())
                    .isEmpty();
            assertThat(document.text())
                    .as(page.toString())
                    .doesNotContainPattern("[\\u202A-\\u202E\\u2066-\\u2069\\u0000-\\u0008]");
        }
    }

    @Test
    void feedsAndData_areWellFormedWithHostileTextInThem() throws Exception {
        DocumentBuilderFactory xml = DocumentBuilderFactory.newInstance();
        xml.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        for (Path file : site().files(".xml")) {
            xml.newDocumentBuilder().parse(file.toFile());
        }
        ObjectMapper json = new ObjectMapper();
        for (Path file : site().files(".json")) {
            assertThat(json.readTree(Files.readString(file)).isEmpty()).isFalse();
        }
    }

    /** Whether an attribute would run a script: an event handler, or an address that is a script. */
    private static boolean runs(Attribute attribute) {
        boolean isAddress = Set.of("href", "src", "action", "formaction", "xlink:href", "data")
                .contains(attribute.getKey().toLowerCase(Locale.ROOT));
        return attribute.getKey().toLowerCase(Locale.ROOT).startsWith("on")
                || (isAddress
                        && attribute.getValue().strip().toLowerCase(Locale.ROOT).startsWith("javascript:"));
    }

    private Path article() {
        List<Path> articles = site().pages().stream()
                .filter(page -> page.toString().matches(".*/articles/\\d{4}-\\d{2}-\\d{2}\\.html"))
                .toList();
        return articles.get(articles.size() - 1);
    }

    private Browser browser() {
        return Objects.requireNonNull(opened);
    }

    private SiteFiles site() {
        return Objects.requireNonNull(published);
    }
}
