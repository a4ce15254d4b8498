package dev.reposignal.publish;

import dev.reposignal.article.ArticlePage;
import dev.reposignal.article.OutsideText;
import dev.reposignal.article.Templates;
import dev.reposignal.config.Settings;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** The pages of the site as text, by their place in it. */
final class Pages {
    private static final int MORE = 3;

    private final Settings.Site settings;
    /** Newest first. */
    private final List<ArticlePage> articles;

    Pages(Settings.Site settings, List<ArticlePage> articles) {
        this.settings = settings;
        this.articles = articles.stream()
                .sorted(Comparator.comparing(ArticlePage::day).reversed())
                .toList();
    }

    String index() {
        return Templates.rendered("site/index.jte", Map.of("site", settings, "articles", articles));
    }

    String article(ArticlePage article) {
        return Templates.rendered(
                "site/article-page.jte", Map.of("site", settings, "article", article, "more", more(article)));
    }

    String impressum() {
        return notice("Impressum", settings.impressum());
    }

    String datenschutz() {
        return notice("Datenschutz", settings.datenschutz());
    }

    /** The articles beside this one: the next newer, then the older ones, filled up with newer. */
    private List<ArticlePage> more(ArticlePage article) {
        int place = articles.indexOf(article);
        List<ArticlePage> more = new ArrayList<>();
        for (int distance = 1; more.size() < MORE && distance < articles.size(); distance++) {
            for (int neighbour : new int[] {place + distance, place - distance}) {
                if (neighbour >= 0 && neighbour < articles.size() && more.size() < MORE) {
                    more.add(articles.get(neighbour));
                }
            }
        }
        more.sort(Comparator.comparing(ArticlePage::day).reversed());
        return more;
    }

    private String notice(String title, List<String> lines) {
        return Templates.rendered(
                "site/notice.jte",
                Map.of(
                        "site",
                        settings,
                        "title",
                        title,
                        "lines",
                        lines.stream().map(OutsideText::line).toList()));
    }
}
