package dev.reposignal.article;

import java.util.List;

/**
 * What earlier articles said, so that this one says it otherwise.
 *
 * @param frames the phrases they used, the oldest first
 */
public record RecentArticles(List<String> frames) {
    /** Earlier articles that are remembered. */
    public static final int ARTICLES = 14;

    /** No earlier article. */
    public static final RecentArticles NONE = new RecentArticles(List.of());

    public RecentArticles {
        frames = List.copyOf(frames);
    }
}
