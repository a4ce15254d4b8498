package dev.reposignal.article;

import java.util.List;

/** What ArticleReader reads of earlier articles, from articles that never stood in a table. */
final class Memory {
    private Memory() {}

    static RecentArticles of(List<Article> earlier) {
        return new RecentArticles(
                earlier.subList(Math.max(0, earlier.size() - RecentArticles.ARTICLES), earlier.size()).stream()
                        .flatMap(article -> article.frames().stream())
                        .toList());
    }
}
