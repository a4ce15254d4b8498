package dev.reposignal.site;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What all pages of one publication have in common.
 *
 * @param day the latest night with an article; null where nothing was published yet
 * @param versions the version at which each table was read, by its name
 * @param articles every article's heading, newest first
 * @param repositoryKeys the repositories that have a page
 * @param clusterLabels the clusters that have a page, with their latest label by cluster_id
 */
public record Edition(
        @Nullable LocalDate day,
        Map<String, Long> versions,
        List<ArticleHeading> articles,
        Set<String> repositoryKeys,
        Map<String, String> clusterLabels) {
    public Edition {
        versions = java.util.Collections.unmodifiableMap(new TreeMap<>(versions));
        articles = List.copyOf(articles);
        repositoryKeys = Set.copyOf(repositoryKeys);
        clusterLabels = Map.copyOf(clusterLabels);
    }

    /** What lists show of an article. */
    public record ArticleHeading(LocalDate day, String title, String standfirst) {}
}
