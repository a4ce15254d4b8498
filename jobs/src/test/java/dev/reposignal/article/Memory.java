package dev.reposignal.article;

import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What ArticleReader reads of earlier articles, from articles that never stood in a table. */
final class Memory {
    private static final Pattern REPOSITORY = Pattern.compile("\"repo_key\":\"([^\"]*)\"");

    private Memory() {}

    static RecentArticles of(List<Article> earlier) {
        List<Article> remembered = last(earlier, RecentArticles.ARTICLES);
        Set<String> quoted = last(earlier, RecentArticles.QUOTED_ARTICLES).stream()
                .flatMap(article -> article.facts().stream())
                .filter(fact ->
                        fact.row().table().equals("snapshots") && fact.column().equals("description"))
                .map(fact -> repository(fact.row().key()))
                .collect(Collectors.toSet());
        return new RecentArticles(
                remembered.stream()
                        .flatMap(article -> article.frames().stream())
                        .toList(),
                quoted);
    }

    private static String repository(String key) {
        Matcher matcher = REPOSITORY.matcher(key);
        if (!matcher.find()) {
            throw new IllegalArgumentException("No repository in " + key);
        }
        return matcher.group(1);
    }

    private static List<Article> last(List<Article> articles, int most) {
        return articles.subList(Math.max(0, articles.size() - most), articles.size());
    }
}
