package dev.reposignal.watch;

import java.util.List;
import java.util.Locale;

/**
 * One list of what somebody watches: everything that one of its parts names.
 *
 * @param name name of its file without the ending; part of addresses
 * @param title heading of its page
 * @param repositories owner/name, in the spelling of the file
 * @param owners owners of whom everything is watched, in lower case
 * @param clusters ids or labels of clusters
 * @param fields fields of clusters
 * @param languages primary languages in GitHub's spelling
 * @param where a Spark SQL condition on the columns of {@code watch.Watchlists#CONDITION_COLUMNS}; "" for none
 * @param whereLine its line in the file; 0 for none
 * @param most the most repositories that its page shows
 */
public record Watchlist(
        String name,
        String title,
        List<String> repositories,
        List<String> owners,
        List<String> clusters,
        List<String> fields,
        List<String> languages,
        String where,
        int whereLine,
        int most) {
    public Watchlist {
        repositories = List.copyOf(repositories);
        owners = List.copyOf(owners);
        clusters = List.copyOf(clusters);
        fields = List.copyOf(fields);
        languages = List.copyOf(languages);
    }

    /** The watched owner of an entry {@code owner} or {@code owner/*}. */
    static String owner(String entry) {
        return (entry.endsWith("/*") ? entry.substring(0, entry.length() - 2) : entry).toLowerCase(Locale.ROOT);
    }
}
