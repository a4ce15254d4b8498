package dev.reposignal.site.read;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.explode;

import dev.reposignal.lake.Lake;
import dev.reposignal.lake.RepositoryMonths;
import dev.reposignal.table.Table;
import dev.reposignal.table.Tables;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.storage.StorageLevel;

/**
 * The tables a site is made of by their names, every one at one version, and of the tables of nights only the nights that
 * have an article: what is held back is nowhere to be seen. The questions are the {@code .sql} files beside this class.
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
            Tables.ARTICLES);

    static final List<Table> WHOLE =
            List.of(Tables.PREDICTIONS, Tables.PREDICTION_OUTCOMES, Tables.MODELS, Tables.RUNS);

    static final List<Table> RECENT = List.of(Tables.SNAPSHOTS, Tables.FEED_HEALTH);

    private static final List<Table> OF_THE_LATEST_NIGHT = List.of(
            Tables.SNAPSHOTS, Tables.REPO_SIGNALS, Tables.SCORE_COMPONENTS, Tables.CLUSTERS, Tables.CLUSTER_MEMBERS);

    /** Days of counts that a repository's page draws. */
    private static final int HISTORY_DAYS = 365;

    private final SparkSession spark;
    private final List<Dataset<Row>> kept = new ArrayList<>();

    /** @param lake through a session of its own, which takes the names */
    SiteTables(Lake lake, SiteVersions site) {
        this.spark = lake.spark();
        LocalDate latest = site.days().isEmpty() ? LocalDate.EPOCH : site.days().get(0);
        // Bounded, so that a site costs the same however long the history is.
        LocalDate first = latest.equals(LocalDate.EPOCH) ? latest : latest.minusDays(HISTORY_DAYS);
        // Days are named one by one: from a subquery Delta would not know which files it may leave out.
        name(lake, site, "", OF_NIGHTS, (table, version) -> lake.readDays(table, version, site.days()));
        name(lake, site, "", WHOLE, lake::read);
        name(lake, site, "", RECENT, (table, version) -> lake.readDays(table, version, first, latest));
        name(
                lake,
                site,
                "latest_",
                OF_THE_LATEST_NIGHT,
                (table, version) -> lake.readDays(table, version, latest, latest));
        name("counts", counts(lake, site, spark.table(Tables.SNAPSHOTS.name()), first, latest));
        keep("clusters", spark.table("clusters").drop("centre"));
        keep("claims", ask("claims"));
        keep("board", ask("board"));
        keep("page_keys", ask("repository_keys"));
    }

    /**
     * The observations from first to last: repo_key, snapshot_date, stars. From the months, which are a tenth of the files
     * and tell by one row whether a repository is asked for at all.
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

    /** How some rows of one version of a table are read. */
    private interface Reading {
        Dataset<Row> of(Table table, long version);
    }

    private static void name(Lake lake, SiteVersions site, String prefix, List<Table> tables, Reading reading) {
        for (Table table : tables) {
            Long version = site.versions().get(table.name());
            name(prefix + table.name(), version == null ? lake.read(table) : reading.of(table, version));
        }
    }

    private static void name(String view, Dataset<Row> rows) {
        rows.createOrReplaceTempView(view);
    }

    /** Names rows that several questions read and that are few: some dozens a night. */
    private void keep(String view, Dataset<Row> rows) {
        name(view, persisted(rows));
    }

    private Dataset<Row> persisted(Dataset<Row> rows) {
        Dataset<Row> some = rows.persist(StorageLevel.MEMORY_AND_DISK());
        kept.add(some);
        return some;
    }

    Dataset<Row> sql(String query) {
        return spark.sql(query);
    }

    /** The answer to the question of a {@code .sql} file. */
    Dataset<Row> ask(String question) {
        String file = "%s.sql".formatted(question);
        try (InputStream in =
                Objects.requireNonNull(SiteTables.class.getResourceAsStream(file), file + " is part of the jar")) {
            return spark.sql(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The same, worked out at once. */
    Dataset<Row> answered(String question) {
        Dataset<Row> answer = persisted(ask(question));
        answer.count();
        return answer;
    }

    /** Gives the memory back. */
    @Override
    public void close() {
        kept.forEach(Dataset::unpersist);
    }
}
