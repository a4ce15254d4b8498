package dev.reposignal.site.read;

import static org.apache.spark.sql.functions.col;

import dev.reposignal.concurrent.BackgroundTask;
import dev.reposignal.lake.Lake;
import dev.reposignal.row.Rows;
import dev.reposignal.row.read.RowReader;
import dev.reposignal.site.BacktestProof;
import dev.reposignal.site.BoardChange;
import dev.reposignal.site.Cluster;
import dev.reposignal.site.Edition;
import dev.reposignal.site.LedgerMonth;
import dev.reposignal.site.ListedCluster;
import dev.reposignal.site.MappedRepository;
import dev.reposignal.site.Mover;
import dev.reposignal.site.NightMethod;
import dev.reposignal.site.Repository;
import dev.reposignal.site.SiteContent;
import dev.reposignal.site.TrackRecord;
import dev.reposignal.site.Week;
import dev.reposignal.table.RunStatus;
import dev.reposignal.table.Table;
import java.time.LocalDate;
import java.util.Collections;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/** Reads everything the site shows from the tables, see {@link SiteTables}. */
public final class SiteReader implements SiteContent, AutoCloseable {
    /** Articles read in one query. */
    private static final int CHUNK = 32;
    /** Nights from which on compiling a query takes less time than interpreting it. */
    private static final int MANY = 60;

    private final Edition edition;
    private final SiteTables tables;
    private final RowReader reader;
    private final BackgroundTask<Large> large;

    /** The results of the queries that read the rows of all repositories, and the tables that cache them. */
    private record Large(SiteTables tables, Dataset<Row> repositories, Dataset<Row> clusters) {
        static Large computed(Lake lake, SiteVersions versions, Set<String> moreRepositories) {
            SiteTables tables = new SiteTables(lake, versions, moreRepositories);
            try {
                return new Large(tables, tables.computed("repositories"), tables.computed("clusters"));
            } catch (RuntimeException e) {
                tables.close();
                throw e;
            }
        }
    }

    /** @param lake as it is now; later writes are not read */
    public SiteReader(Lake lake) {
        this(lake, Set.of());
    }

    /**
     * The same with pages of more repositories.
     *
     * @param moreRepositories repo_keys of repositories that get a page if a published night measured them
     */
    public SiteReader(Lake lake, Set<String> moreRepositories) {
        SiteVersions versions = SiteVersions.of(lake);
        this.reader = new RowReader(versions.versions());
        // A query over the rows of all repositories pays for compiling it; one that reads some dozens of rows does not.
        Lake separate = lake.separate();
        this.large = BackgroundTask.begun(() -> Large.computed(separate, versions, moreRepositories));
        try {
            // Boards and named facts of all nights are read: of many nights they are millions of rows.
            Lake own = versions.days().size() < MANY ? lake.interpreted() : lake.separate();
            this.tables = new SiteTables(own, versions, moreRepositories);
            LocalDate latest =
                    versions.days().isEmpty() ? null : versions.days().get(0);
            this.edition = new Edition(latest, versions.versions(), headings(), repositoryKeys(), clusterLabels());
        } catch (RuntimeException e) {
            closeLarge();
            throw e;
        }
    }

    @Override
    public void close() {
        closeLarge();
        tables.close();
    }

    /** Waits, so that no query goes on after a site that failed. */
    private void closeLarge() {
        large.ended().ifPresent(answers -> answers.tables().close());
    }

    private List<Edition.ArticleHeading> headings() {
        return tables.query("headings").collectAsList().stream()
                .map(row -> new Edition.ArticleHeading(
                        Lake.toLocalDate(row, 0), row.getString(1), row.getString(2), run(row)))
                .sorted(Comparator.comparing(Edition.ArticleHeading::day).reversed())
                .toList();
    }

    private static Edition.@Nullable Run run(Row heading) {
        if (heading.isNullAt(3) || !RunStatus.of(heading.getString(3)).isPublishable()) {
            return null;
        }
        Map<String, Long> versions = new TreeMap<>(heading.<String, Long>getJavaMap(5));
        versions.putAll(heading.<String, Long>getJavaMap(6));
        return new Edition.Run(heading.getString(4), versions, heading.isNullAt(7) ? "" : heading.getString(7));
    }

    private Set<String> repositoryKeys() {
        return tables.sql("SELECT repo_key FROM page_keys").collectAsList().stream()
                .map(row -> row.getString(0))
                .collect(Collectors.toSet());
    }

    private Map<String, String> clusterLabels() {
        return tables
                .sql("SELECT cluster_id, max_by(label, snapshot_date) FROM clusters GROUP BY cluster_id")
                .collectAsList()
                .stream()
                .collect(Collectors.toMap(row -> row.getString(0), row -> row.getString(1)));
    }

    @Override
    public Edition edition() {
        return edition;
    }

    @Override
    public Iterator<ArticleNight> articles(List<LocalDate> days) {
        return new Chunks(days);
    }

    /** Articles in chunks: sorting the whole table would shuffle every text, one query per day would be too many. */
    private final class Chunks implements Iterator<ArticleNight> {
        private final List<LocalDate> days;
        private int taken;
        private Iterator<ArticleNight> chunk = Collections.emptyIterator();

        Chunks(List<LocalDate> days) {
            this.days = days;
        }

        @Override
        public boolean hasNext() {
            return chunk.hasNext() || taken < days.size();
        }

        @Override
        public ArticleNight next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            if (!chunk.hasNext()) {
                List<LocalDate> next = days.subList(taken, Math.min(days.size(), taken + CHUNK));
                taken += next.size();
                chunk = tables
                        .query("articles")
                        .where(col(Table.DAY)
                                .isin(next.stream().map(java.sql.Date::valueOf).toArray()))
                        .collectAsList()
                        .stream()
                        .map(row -> reader.read(ArticleNight.class, row))
                        .sorted(Comparator.comparing(
                                night -> next.indexOf(night.article().day())))
                        .iterator();
            }
            return chunk.next();
        }
    }

    @Override
    public Iterator<Week> weeks() {
        return each(tables.query("weeks"), Week.class);
    }

    @Override
    public Iterator<Repository> repositories() {
        return each(large.answer().repositories(), Repository.class);
    }

    @Override
    public Iterator<Cluster> clusters() {
        return each(large.answer().clusters(), Cluster.class);
    }

    @Override
    public List<ListedCluster> latestClusters() {
        return all(tables.query("latest_clusters"), ListedCluster.class);
    }

    @Override
    public List<BoardChange> boardChanges() {
        return all(tables.query("changes"), BoardChange.class);
    }

    @Override
    public List<Rows.Trend> trends() {
        LocalDate day = edition.day();
        return day == null
                ? List.of()
                : all(
                        tables.sql("SELECT * FROM trends").where(col(Table.DAY).equalTo(Lake.literal(day))),
                        Rows.Trend.class);
    }

    @Override
    public List<Mover> movers() {
        return all(tables.query("movers"), Mover.class);
    }

    @Override
    public List<Mover> quietClimbers() {
        return all(tables.query("quiet_climbers"), Mover.class);
    }

    @Override
    public Optional<BacktestProof> backtest() {
        return all(tables.query("backtest"), BacktestProof.class).stream().findFirst();
    }

    @Override
    public List<MappedRepository> leading() {
        return all(tables.query("leading"), MappedRepository.class);
    }

    @Override
    public Iterator<LedgerMonth> ledger() {
        return each(tables.query("ledger"), LedgerMonth.class);
    }

    @Override
    public Optional<TrackRecord> trackRecord() {
        return latestNight().flatMap(SiteRows::trackRecord);
    }

    @Override
    public Optional<NightMethod> method() {
        return latestNight().map(SiteRows::method);
    }

    private Optional<SiteRows> latestNight() {
        return Optional.ofNullable(edition.day()).map(day -> new SiteRows(tables, reader, day));
    }

    private <T> List<T> all(Dataset<Row> result, Class<T> type) {
        return result.collectAsList().stream()
                .map(row -> reader.read(type, row))
                .toList();
    }

    /** The rows of a result, one partition at a time. */
    private <T> Iterator<T> each(Dataset<Row> result, Class<T> type) {
        Iterator<Row> rows = result.toLocalIterator();
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return rows.hasNext();
            }

            @Override
            public T next() {
                return reader.read(type, rows.next());
            }
        };
    }
}
