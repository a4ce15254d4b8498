package dev.reposignal.article;

import dev.reposignal.config.Settings;
import dev.reposignal.text.Markdown;
import java.util.List;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;

/** An article in every form a test looks at. */
record Rendered(Article article, String html, String markdown) {
    static final Settings.Site SITE =
            new Settings.Site("RepoSignal", "Siggy", "Signal Scout", "", List.of(), List.of());

    static Rendered of(TestNight night) {
        return of(night, RecentArticles.NONE);
    }

    static Rendered of(TestNight night, RecentArticles history) {
        Article article = ArticleWriter.written(SITE, night.inputs(history));
        return new Rendered(article, ArticleHtml.rendered(article), ArticleMarkdown.rendered(article));
    }

    Element element() {
        return Jsoup.parseBodyFragment(html).expectFirst("article");
    }

    /**
     * What a reader sees of the web page, without what stands in facts, what repeats them (the list of sources and the
     * descriptions of pictures, see PicturesTest) and the marks on the axes of pictures.
     */
    String wordsOfHtml() {
        Element article = element();
        article.select(".fact, .sources, desc .repeated, svg .scale").remove();
        return article.text();
    }

    /** What a reader sees of the Markdown, without what stands in facts; each fact outside of pictures must come in reading order. */
    String wordsOfMarkdown() {
        String rest = markdown.replaceAll("\\]\\(https://github\\.com/[^)\\s]*\\)", "]");
        StringBuilder words = new StringBuilder();
        List<String> drawn =
                Jsoup.parseBodyFragment(html).select(".picture .fact").eachAttr("id");
        for (Fact fact : article.facts()) {
            if (drawn.contains(fact.id())) {
                continue;
            }
            String printed = Markdown.escaped(fact.text());
            int at = rest.indexOf(printed);
            if (at < 0) {
                // A claim's own name is linked, code is not escaped.
                printed = rest.contains(fact.text()) ? fact.text() : printed.substring(printed.indexOf(' ') + 1);
                at = rest.indexOf(printed);
            }
            if (at < 0) {
                throw new AssertionError("The Markdown lacks " + fact + " in: " + rest);
            }
            words.append(rest, 0, at);
            rest = rest.substring(at + printed.length());
        }
        return words.append(rest).toString();
    }

    /** The sentences and tables as text. */
    String text() {
        Element article = element();
        article.select(".sources, .picture").remove();
        return article.text();
    }

    /** The text of the section whose heading begins so. */
    String section(String heading) {
        return element().select("section").stream()
                .filter(section -> section.select("h2").text().startsWith(heading))
                .findFirst()
                .orElseThrow(() -> new AssertionError("No section " + heading))
                .text();
    }
}
