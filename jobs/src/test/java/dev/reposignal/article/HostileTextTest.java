package dev.reposignal.article;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Text from outside stays text. */
class HostileTextTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "<script>alert('x')</script>",
                "\"><img src=x onerror=alert('x')>",
                "' onmouseover='alert(x)",
                "javascript:alert('x')",
                "</title></article><svg onload=alert('x')>",
                "<!-- --><style>body{display:none}</style>",
                "&lt;script&gt; &#60;b&#62;",
                "[click](javascript:alert) ![x](https://tracker.example/pixel)",
                "| a | b |\n| --- | --- |",
                "`code` *bold* _it_ ~~gone~~ <https://tracker.example> @everyone #heading",
                "# heading\n\n- list\n> quote\n\n***",
                "https://tracker.example www.tracker.example me@tracker.example",
                "$(rm -rf) ${7*7} @if(true)",
                "\u202Ereversed\u2066 \u200Bzero\uFEFF width\u0000 \u0007bell \u001B[31m"
            })
    void hostileText_isInertEverywhere(String text) {
        TestNight night = TestNight.ordinary()
                .each("snapshots", row -> row.put("description", text))
                .each(
                        "clusters",
                        row -> row.put("label", text).putArray("keywords").add(text))
                .each(
                        "predictions",
                        row -> row.put("claim", text).put("criterion", text).put("subject_name", text))
                .each("repo_signals", row -> row.put("full_name", text).put("language", text))
                .each("language_breakdown", row -> row.put("language", text));
        Rendered rendered = Rendered.of(night);

        assertThat(rendered.element().select("script, img, svg, style, iframe, object, form, input"))
                .isEmpty();
        for (Element element : Jsoup.parseBodyFragment(rendered.html()).getAllElements()) {
            element.attributes()
                    .forEach(attribute -> assertThat(attribute.getKey()).doesNotStartWith("on"));
            if (element.hasAttr("href")) {
                assertThat(element.attr("href")).startsWith("https://github.com/");
            }
        }
        assertThat(rendered.html()).doesNotContainPattern("[\\p{Cc}\\p{Cf}&&[^\\n]]");
        assertThat(withoutCode(rendered.markdown()))
                .doesNotContainPattern("[\\p{Cc}\\p{Cf}&&[^\\n]]")
                .doesNotContainPattern("(?<!\\\\)<(?!br)")
                .doesNotContainPattern("(?<!\\\\)\\]\\((?!https://github\\.com/)")
                .doesNotContainPattern("[^\\\\]://(?!github\\.com/)");
    }

    @Test
    void repositoryNames_linkOnlyWhereGitHubCouldHaveGivenThem() {
        assertThat(GitHub.page("owner/name.rs")).contains("https://github.com/owner/name.rs");
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
            assertThat(GitHub.page(name)).as(name).isEmpty();
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
