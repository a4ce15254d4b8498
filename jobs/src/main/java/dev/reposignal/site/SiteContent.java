package dev.reposignal.site;

import dev.reposignal.article.ArticlePage;
import dev.reposignal.row.Rows;
import java.time.LocalDate;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Everything a site is made of. What grows with the nights comes as an iterator, one page at a time, so that no site is
 * too large to be written.
 */
public interface SiteContent {
    Edition edition();

    /**
     * Some articles.
     *
     * @param days days with an article
     * @return their articles in this order
     */
    Iterator<ArticleNight> articles(List<LocalDate> days);

    /** Weeks with published nights, newest first. */
    Iterator<Week> weeks();

    /** Everything that ever surfaced or was predicted about, by name. */
    Iterator<Repository> repositories();

    /** Every cluster of a published night. */
    Iterator<Cluster> clusters();

    /** Clusters of the latest night, the forming ones first. */
    List<ListedCluster> latestClusters();

    /** Predictions by the month they were made in, newest first. */
    Iterator<LedgerMonth> ledger();

    /** The sums of the ledger; empty before the first night. */
    Optional<TrackRecord> trackRecord();

    /** How the latest night was made; empty before the first night. */
    Optional<NightMethod> method();

    /** What surfaces on the latest night or surfaced on the one before, in the order of the board; empty without one before. */
    List<BoardChange> boardChanges();

    /** Clusters, fields and languages of the latest night with their movement. */
    List<Rows.Trend> trends();

    /** What gained most stars over a day, a week and four weeks of the latest night. */
    List<Mover> movers();

    /** Small repositories of the latest night that grow steadily and do not surface, at most 15. */
    List<Mover> quietClimbers();

    /** The latest backtest in the lake; empty without one. */
    Optional<BacktestProof> backtest();

    /** The leading repositories of the latest night, at most 1,500. */
    List<MappedRepository> leading();

    /**
     * An article, what surfaced that night and what no longer did.
     *
     * @param surfacing in the order of the board
     * @param leftSurfacing what surfaced on the night before and does not now, in the order of the board then
     * @param named the facts of the article that name a repository or a cluster
     * @param facts every number and name that the article and its charts print
     */
    record ArticleNight(
            ArticlePage article,
            List<RepositoryName> surfacing,
            List<LeftRepository> leftSurfacing,
            List<NamedFact> named,
            List<PrintedFact> facts) {
        public ArticleNight {
            facts = List.copyOf(facts);
            named = List.copyOf(named);
            surfacing = List.copyOf(surfacing);
            leftSurfacing = List.copyOf(leftSurfacing);
        }
    }

    /**
     * A repository that no longer surfaces.
     *
     * @param why the reason in words, with its figures
     */
    record LeftRepository(String repoKey, String fullName, String why) {}

    /** A fact of an article that names a repository or a cluster; the other key is null. */
    record NamedFact(
            String factId,
            @Nullable String repoKey,
            @Nullable String clusterId) {}

    /**
     * A printed number or name of an article, as the table article_facts has it.
     *
     * @param value the number behind the text; null for a name
     */
    record PrintedFact(
            String factId,
            String section,
            String text,
            @Nullable Double value,
            String unit,
            String tableName,
            String rowKey,
            String columnName,
            long tableVersion) {}

    /** A repository to be named and linked. */
    record RepositoryName(String repoKey, String fullName) {}
}
