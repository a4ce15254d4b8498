package dev.reposignal.site.read;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.explode;

import dev.reposignal.lake.Lake;
import dev.reposignal.lake.RepositoryMonths;
import dev.reposignal.table.Table;
import dev.reposignal.table.Tables;
import dev.reposignal.table.Views;
import dev.reposignal.text.Resources;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.storage.StorageLevel;

/**
 * The tables that a site is made of as temporary views, each at one version. Tables of nights are limited to the nights with
 * an article, so that nothing of a held night is shown. The queries are the {@code .sql} files of this package.
 */
final class SiteTables implements AutoCloseable {
    static final List<Table> OF_NIGHTS = List.of(
            Tables.REPO_SIGNALS,
            Tables.SCORE_COMPONENTS,
            Tables.CLUSTERS,
            Tables.CLUSTER_MEMBERS,
            Tables.CLUSTER_LINEAGE,
            Tables.NIGHT_SUMMARY,
            Tables.TRACK_RECORD,
            Tables.TRACK_RECORD_KINDS,
            Tables.TRACK_RECORD_BINS,
            Tables.TRENDS,
            Tables.ARTICLES,
            Tables.ARTICLE_FACTS);

    static final List<Table> WHOLE = List.of(
            Tables.PREDICTIONS,
            Tables.PREDICTION_OUTCOMES,
            Tables.MODELS,
            Tables.RUNS,
            Tables.BACKTEST_METRICS,
            Tables.COVERAGE);

    static final List<Table> RECENT = List.of(Tables.SNAPSHOTS, Tables.FEED_HEALTH);

    private static final List<Table> OF_THE_LATEST_NIGHT = List.of(
            Tables.SNAPSHOTS, Tables.REPO_SIGNALS, Tables.SCORE_COMPONENTS, Tables.CLUSTERS, Tables.CLUSTER_MEMBERS);

    /** Days of counts that a repository's page draws. */
    private static final int HISTORY_DAYS = 365;

    private final SparkSession spark;
    private final List<Dataset<Row>> cached = new ArrayList<>();

    /**
     * @param lake with a session of its own, in which the views are registered
     * @param moreRepositories repositories that get a page beside those of the tables
     */
    SiteTables(Lake lake, SiteVersions site, Set<String> moreRepositories) {
        this.spark = lake.spark();
        LocalDate latest = site.days().isEmpty() ? LocalDate.EPOCH : site.days().get(0);
        // Bounded, so that a site costs the same however long the history is.
        LocalDate first = latest.equals(LocalDate.EPOCH) ? latest : latest.minusDays(HISTORY_DAYS);
        // Days are listed one by one: with a subquery Delta could not skip files.
        register(lake, site, "", OF_NIGHTS, (table, version) -> lake.readDays(table, version, site.days()));
        register(lake, site, "", WHOLE, lake::read);
        register(lake, site, "", RECENT, (table, version) -> lake.readDays(table, version, first, latest));
        register(
                lake,
                site,
                "latest_",
                OF_THE_LATEST_NIGHT,
                (table, version) -> lake.readDays(table, version, latest, latest));
        register("counts", counts(lake, site, spark.table(Tables.SNAPSHOTS.name()), first, latest));
        cache("clusters", spark.table("clusters").drop("centre"));
        cache("claims", query("claims"));
        cache("board", query("board"));
        cache("named_facts", query("named_facts"));
        cache("page_keys", pageKeys(moreRepositories));
        for (String view : List.of("nights", "left_surfacing", "surfacing_turnover")) {
            register(view, spark.sql(Views.named(view).orElseThrow().query()));
        }
        cache("left_surfacing", spark.table("left_surfacing"));
    }

    /**
     * The observations from first to last: repo_key, snapshot_date, stars. Read from repo_months: a tenth of the files, and one
     * row shows whether a repository is needed.
     */
    private static Dataset<Row> counts(
            Lake lake, SiteVersions site, Dataset<Row> snapshots, LocalDate first, LocalDate last) {
        Optional<Long> version = Optional.ofNullable(site.versions().get(Tables.SNAPSHOTS.name()));
        return RepositoryMonths.read(lake, snapshots, version)
                .where(col("month").between(Lake.literal(first.withDayOfMonth(1)), Lake.literal(last)))
                .select(col("repo_key"), explode(col("days")).as("day"))
                .select("repo_key", "day.*")
                .where(col("observed").and(col(Table.DAY).between(Lake.literal(first), Lake.literal(last))))
                .select("repo_key", Table.DAY, "stars");
    }

    /** The repositories with a page; more of them only if the latest published night measured them. */
    private Dataset<Row> pageKeys(Set<String> more) {
        Dataset<Row> keys = query("repository_keys");
        return more.isEmpty()
                ? keys
                : keys.union(spark.table("latest_repo_signals")
                                .select("repo_key")
                                .where(col("repo_key").isInCollection(more)))
                        .distinct();
    }

    /** Reads some rows of one version of a table. */
    private interface Reading {
        Dataset<Row> of(Table table, long version);
    }

    private static void register(Lake lake, SiteVersions site, String prefix, List<Table> tables, Reading reading) {
        for (Table table : tables) {
            Long version = site.versions().get(table.name());
            register(prefix + table.name(), version == null ? lake.read(table) : reading.of(table, version));
        }
    }

    private static void register(String view, Dataset<Row> rows) {
        rows.createOrReplaceTempView(view);
    }

    /** Registers and caches rows that several queries read: some dozens a night. */
    private void cache(String view, Dataset<Row> rows) {
        register(view, persisted(rows));
    }

    private Dataset<Row> persisted(Dataset<Row> rows) {
        Dataset<Row> some = rows.persist(StorageLevel.MEMORY_AND_DISK());
        cached.add(some);
        return some;
    }

    Dataset<Row> sql(String query) {
        return spark.sql(query);
    }

    /** The result of the query in a {@code .sql} file. */
    Dataset<Row> query(String name) {
        return spark.sql(Resources.text(SiteTables.class, name + ".sql"));
    }

    /** The same, computed at once. */
    Dataset<Row> computed(String name) {
        Dataset<Row> result = persisted(query(name));
        result.count();
        return result;
    }

    /** Frees the cached rows. */
    @Override
    public void close() {
        cached.forEach(Dataset::unpersist);
    }
}
