package dev.reposignal.article;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reposignal.testing.HostileTexts;
import dev.reposignal.text.GitHubLinks;
import dev.reposignal.text.Markdown;
import dev.reposignal.text.OutsideText;
import java.util.List;
import org.commonmark.Extension;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Text from outside stays text. */
class HostileTextTest {
    private static final int LONGEST_NAME = 300;

    static List<String> corpus() {
        return HostileTexts.all();
    }

    @ParameterizedTest
    @MethodSource("corpus")
    void hostileText_isInertEverywhere(String text) {
        // Only a description is as long as its author likes; names and labels are bounded where they are read.
        String name = text.substring(0, Math.min(text.length(), LONGEST_NAME));
        TestNight night = TestNight.ordinary()
                .each("trends", row -> row.put("subject_name", name).put("largest_name", name))
                .each("trend_members", row -> row.put("full_name", name))
                .each(
                        "repo_movement",
                        row -> row.put("full_name", name).put("subject", name).put("summary", text))
                .each("themes", row -> row.put("label", name))
                .each(
                        "predictions",
                        row -> row.put("claim", name).put("criterion", name).put("subject_name", name))
                .each("repo_signals", row -> row.put("full_name", name).put("language", name))
                .each("language_breakdown", row -> row.put("language", name));
        Rendered rendered = Rendered.of(night);

        assertThat(rendered.element().select("script, img, style, iframe, object, form, input"))
                .isEmpty();
        assertThat(rendered.element().select(":not(figure) > svg")).isEmpty();
        for (Element element : Jsoup.parseBodyFragment(rendered.html()).getAllElements()) {
            element.attributes()
                    .forEach(attribute -> assertThat(attribute.getKey()).doesNotStartWith("on"));
            if (element.hasAttr("href")) {
                assertThat(element.attr("href")).matches("https://github\\.com/.*|#f\\d+");
            }
        }
        assertThat(rendered.html()).doesNotContainPattern("[\\p{Cc}\\p{Cf}&&[^\\n\\u200D]]");
        assertThat(withoutCode(rendered.markdown()))
                .doesNotContainPattern("[\\p{Cc}\\p{Cf}&&[^\\n\\u200D]]")
                .doesNotContainPattern("(?<!\\\\)<(?!br)")
                .doesNotContainPattern("(?<!\\\\)\\]\\((?!https://github\\.com/)")
                .doesNotContainPattern("[^\\\\]://(?!github\\.com/)");
        requireInertMarkdown(rendered.markdown());
    }

    /** As a reader's own renderer shows it: with tables, and with HTML let through. */
    private static void requireInertMarkdown(String markdown) {
        List<Extension> extensions = List.of(TablesExtension.create());
        Element shown = Jsoup.parseBodyFragment(HtmlRenderer.builder()
                        .extensions(extensions)
                        .build()
                        .render(Parser.builder().extensions(extensions).build().parse(markdown)))
                .body();

        assertThat(shown.select("*").eachText()).isNotEmpty();
        assertThat(shown.getAllElements().stream().map(Element::normalName).distinct())
                .isSubsetOf(
                        "body", "p", "h1", "h2", "h3", "ul", "li", "a", "code", "table", "thead", "tbody", "tr", "th",
                        "td");
        assertThat(shown.select("a").eachAttr("href")).allMatch(address -> address.startsWith("https://github.com/"));
        assertThat(shown.select("h1")).hasSize(1);
    }

    @Test
    void repositoryNames_linkOnlyWhereGitHubCouldHaveGivenThem() {
        assertThat(GitHubLinks.page("owner/name.rs")).contains("https://github.com/owner/name.rs");
        for (String name : List.of(
                "owner",
                "owner/..",
                "owner/.",
                "../evil",
                "a/b/c",
                "a/b?x=y",
                "a/b#c",
                "a/ b",
                "java script/x",
                "a/é",
                "/b",
                "a/")) {
            assertThat(GitHubLinks.page(name)).as(name).isEmpty();
        }
    }

    @Test
    void longText_isCutBetweenWords() {
        assertThat(OutsideText.line("one two three four", 13)).isEqualTo("one two…");
        assertThat(OutsideText.line("x".repeat(100_000), 10)).hasSize(10);
        assertThat(OutsideText.line("  a\n\tb\u2028c  ")).isEqualTo("a b c");
        assertThat(OutsideText.line("家庭 👩‍🔬 family")).isEqualTo("家庭 👩‍🔬 family");
        assertThat(OutsideText.line("\ud83d broken")).isEqualTo("broken");
    }

    @Test
    void markdownText_isEscapedByBackslash() {
        assertThat(Markdown.escaped("a*b_[c](d) <e> `f` #g")).isEqualTo("a\\*b\\_\\[c\\](d) \\<e\\> \\`f\\` \\#g");
        assertThat(Markdown.escaped("https://x www.x")).isEqualTo("https\\://x www\\.x");
        assertThat(Markdown.blockStart("1. one")).isEqualTo("1\\. one");
        assertThat(Markdown.blockStart("- one")).isEqualTo("\\- one");
        assertThat(Markdown.code("a `b` c")).isEqualTo("``a `b` c``");
    }

    /** Code spans show their text as it is; they are held by their backticks. */
    private static String withoutCode(String markdown) {
        return markdown.replaceAll("(?<!\\\\)(?<ticks>`+) ?.*? ?(?<![`\\\\])\\k<ticks>(?!`)", "");
    }
}
