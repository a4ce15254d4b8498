package dev.reposignal.site;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** More files of a site, written with its pages: what other packages make of the same nights. */
public interface SiteAddition {
    /** Repositories that get a page although they never surfaced and nothing was predicted about them. */
    default Set<String> repositoryKeys() {
        return Set.of();
    }

    /** Pages that the foot of every page leads to: path and text. */
    default List<Map.Entry<String, String>> links() {
        return List.of();
    }

    /** Scripts of the site's root that the front page runs, in order. */
    default List<String> frontScripts() {
        return List.of();
    }

    /** The picture that networks show for the page of a repository; null for that of the site. */
    default PageLayout.@Nullable Picture picture(Repository repository) {
        return null;
    }

    /** Called with each repository that has a page, before {@link #write}. */
    default void repository(SiteFolder site, Repository repository) throws IOException {}

    /** Called with each cluster that has a page, before {@link #write}. */
    default void cluster(SiteFolder site, Cluster cluster) throws IOException {}

    /** Called with each week, newest first, before {@link #write}. */
    default void week(SiteFolder site, Week week) throws IOException {}

    /** Writes what is left to write. */
    void write(SiteFolder site) throws IOException;
}
