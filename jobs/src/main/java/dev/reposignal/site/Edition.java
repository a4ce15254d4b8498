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

    /**
     * What lists show of an article.
     *
     * @param run the run that wrote it; null where none that can be published is known
     */
    public record ArticleHeading(
            LocalDate day,
            String title,
            String standfirst,
            @Nullable Run run) {}

    /**
     * The run that wrote an article.
     *
     * @param versions the version of each table that it read or wrote, by its name
     * @param linked a hash of the repositories that the article names and that have a page
     */
    public record Run(String runId, Map<String, Long> versions, String linked) {
        public Run {
            versions = java.util.Collections.unmodifiableMap(new TreeMap<>(versions));
        }
    }

    /** The same for the page of an article, which shows the tables as its night left them and so stays as it is. */
    Edition of(ArticleHeading article) {
        Run run = article.run();
        return run == null ? this : new Edition(article.day(), run.versions(), articles, repositoryKeys, clusterLabels);
    }
}
