package dev.reposignal.site;

import dev.reposignal.row.Rows;
import dev.reposignal.text.GitHubLinks;
import dev.reposignal.text.NumberFormats;
import dev.reposignal.text.OutsideText;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the explore page shows. Each number comes twice: as a value, by which the page sorts and draws, and as it is
 * printed, so that the script has no number format of its own.
 *
 * @param day the latest published night; "" before the first
 * @param clusters clusters of that night
 * @param repositories its leading repositories
 */
record ExploreData(String day, List<MappedCluster> clusters, List<Leading> repositories) {
    /**
     * A cluster on the map.
     *
     * @param page the address of its page; null where it has none
     * @param field the field it belongs to; null where it is unknown
     */
    record MappedCluster(
            String id,
            String label,
            @Nullable String page,
            @Nullable String field,
            long repos,
            boolean isForming,
            double x,
            double y,
            PrintedCluster printed) {}

    /** Numbers of a cluster as printed. */
    record PrintedCluster(String repos, String velocity7d) {}

    /**
     * A repository in the table and, if it has a text, on the map.
     *
     * @param page the address of its page here; null where it has none
     * @param place its rank on the board; null if it is not on the board
     */
    record Leading(
            String name,
            @Nullable String page,
            @Nullable String github,
            @Nullable String language,
            long stars,
            @Nullable Double velocity24h,
            @Nullable Double velocity7d,
            @Nullable Double velocity28d,
            @Nullable BigDecimal score,
            @Nullable Integer rank,
            @Nullable Double probability,
            @Nullable Integer place,
            String tier,
            @Nullable String cluster,
            @Nullable Double x,
            @Nullable Double y,
            PrintedSignals printed) {}

    /** Numbers of a repository as printed; an unknown one is a dash. */
    record PrintedSignals(
            String place,
            String stars,
            String velocity24h,
            String velocity7d,
            String velocity28d,
            String score,
            String probability) {}

    static ExploreData of(Edition edition, List<ListedCluster> clusters, List<MappedRepository> repositories) {
        return new ExploreData(
                edition.day() == null ? "" : edition.day().toString(),
                clusters.stream().map(cluster -> of(edition, cluster)).toList(),
                repositories.stream().map(repository -> of(edition, repository)).toList());
    }

    private static MappedCluster of(Edition edition, ListedCluster listed) {
        Rows.Cluster cluster = listed.cluster();
        String id = cluster.clusterId();
        return new MappedCluster(
                id,
                OutsideText.shown(cluster.label()),
                edition.clusterLabels().containsKey(id) ? Addresses.cluster(id) : null,
                listed.field() == null ? null : OutsideText.shown(listed.field()),
                cluster.repos(),
                cluster.isForming(),
                cluster.x(),
                cluster.y(),
                new PrintedCluster(
                        NumberFormats.counted(cluster.repos(), "repository", "repositories"),
                        NumberFormats.rate(cluster.velocity7d())));
    }

    private static Leading of(Edition edition, MappedRepository mapped) {
        Rows.RepoSignal repository = mapped.signal();
        String key = repository.repoKey();
        String language = repository.language();
        return new Leading(
                OutsideText.shown(repository.fullName()),
                edition.repositoryKeys().contains(key) ? Addresses.repository(key) : null,
                GitHubLinks.page(repository.fullName()).orElse(null),
                language == null ? null : OutsideText.shown(language),
                repository.stars(),
                repository.velocity24h(),
                repository.velocity7d(),
                repository.velocity28d(),
                repository.signalScore(),
                repository.signalRank(),
                repository.breakoutProbability(),
                repository.boardPlace(),
                repository.tier(),
                mapped.clusterId(),
                mapped.x(),
                mapped.y(),
                new PrintedSignals(
                        NumberFormats.count(repository.boardPlace()),
                        NumberFormats.count(repository.stars()),
                        NumberFormats.rate(repository.velocity24h()),
                        NumberFormats.rate(repository.velocity7d()),
                        NumberFormats.rate(repository.velocity28d()),
                        NumberFormats.score(repository.signalScore()),
                        NumberFormats.percent(repository.breakoutProbability())));
    }
}
