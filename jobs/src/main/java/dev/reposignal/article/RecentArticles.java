package dev.reposignal.article;

import java.util.List;
import java.util.Set;

/**
 * What earlier articles said, so that this one says it otherwise.
 *
 * @param frames the frames they used, the oldest first
 * @param quotedRepositories the repo_keys whose own words stood in them
 */
public record RecentArticles(List<String> frames, Set<String> quotedRepositories) {
    /** Earlier articles that are remembered. */
    public static final int ARTICLES = 14;

    /** Earlier articles whose quotations are not quoted again. */
    public static final int QUOTED_ARTICLES = 3;

    /** No earlier article. */
    public static final RecentArticles NONE = new RecentArticles(List.of(), Set.of());

    public RecentArticles {
        frames = List.copyOf(frames);
        quotedRepositories = Set.copyOf(quotedRepositories);
    }
}
