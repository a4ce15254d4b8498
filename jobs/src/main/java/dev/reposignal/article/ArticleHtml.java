package dev.reposignal.article;

import dev.reposignal.render.Templates;
import java.util.Map;

/** An article as the {@code article} element of a page, every number with its source. */
public final class ArticleHtml {
    private ArticleHtml() {}

    public static String rendered(Article article) {
        return Templates.rendered("article/article.jte", Map.of("article", article));
    }
}
