package dev.reposignal.pipeline;

import static org.apache.spark.sql.functions.col;

import dev.reposignal.config.Settings;
import dev.reposignal.lake.Lake;
import dev.reposignal.table.Table;
import dev.reposignal.table.Tables;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.storage.StorageLevel;
import org.jspecify.annotations.Nullable;

/** One night's way to the tables: every read is of one fixed version, every read and write goes into the manifest. */
final class NightContext implements AutoCloseable {
    private final Lake lake;
    private final Settings settings;
    private final LocalDate day;
    private final Manifest manifest;
    private final @Nullable LocalDate previousArticle;
    private final Map<Selection, Dataset<Row>> few = new ConcurrentHashMap<>();
    private final Map<Selection, Dataset<Row>> kept = new ConcurrentHashMap<>();

    /** Some days of one version of a table; -1 for a table that does not exist yet. */
    private record Selection(Table table, long version, LocalDate first, LocalDate last) {}

    NightContext(Lake lake, Settings settings, LocalDate day, Manifest manifest) {
        this.lake = lake;
        this.settings = settings;
        this.day = day;
        this.manifest = manifest;
        this.previousArticle = lake.latestDay(Tables.ARTICLES, day.minusDays(1)).orElse(null);
    }

    SparkSession spark() {
        return lake.spark();
    }

    Settings settings() {
        return settings;
    }

    LocalDate day() {
        return day;
    }

    /** The whole table, at the version this night first read or last wrote. */
    Dataset<Row> read(Table table) {
        Optional<Long> version = version(table);
        return version.isPresent() ? lake.read(table, version.get()) : lake.read(table);
    }

    Dataset<Row> readDays(Table table, LocalDate first, LocalDate last) {
        return read(table).where(col(Table.DAY).between(Lake.literal(first), Lake.literal(last)));
    }

    /** The rows of this night's day. */
    Dataset<Row> readDay(Table table) {
        return readDays(table, day, day);
    }

    /**
     * The same rows as {@link #readDays} of a table that holds some hundred a night, collected once: every question to Delta
     * costs jobs of its own, however few the rows.
     */
    Dataset<Row> fewOfDays(Table table, LocalDate first, LocalDate last) {
        return few.computeIfAbsent(selection(table, first, last), key -> {
            Dataset<Row> rows = readDays(table, first, last);
            return spark().createDataFrame(rows.collectAsList(), rows.schema());
        });
    }

    Dataset<Row> fewOfDay(Table table) {
        return fewOfDays(table, day, day);
    }

    /** The rows of the previous article's day, of a table that holds some hundred a night; none without one. */
    Dataset<Row> fewOfPreviousArticleDay(Table table) {
        LocalDate earlier = previousArticle == null ? LocalDate.EPOCH : previousArticle;
        return fewOfDays(table, earlier, earlier);
    }

    /** The rows of this night's day, kept in memory for all the questions that follow. */
    Dataset<Row> keptDay(Table table) {
        return kept.computeIfAbsent(
                selection(table, day, day), key -> readDay(table).persist(StorageLevel.MEMORY_AND_DISK()));
    }

    /** The whole table, kept in memory for all the questions that follow. */
    Dataset<Row> kept(Table table) {
        return kept.computeIfAbsent(selection(table, LocalDate.MIN, LocalDate.MAX), key -> read(table)
                .persist(StorageLevel.MEMORY_AND_DISK()));
    }

    private Selection selection(Table table, LocalDate first, LocalDate last) {
        return new Selection(table, version(table).orElse(-1L), first, last);
    }

    /** Gives the memory back. */
    @Override
    public void close() {
        kept.values().forEach(Dataset::unpersist);
    }

    /** The rows of the previous article's day; none without one. */
    Dataset<Row> readPreviousArticleDay(Table table) {
        return previousArticle == null ? read(table).limit(0) : readDays(table, previousArticle, previousArticle);
    }

    /** The latest day a table holds at or before a day. */
    Optional<LocalDate> latestDay(Table table, LocalDate notAfter) {
        return lake.latestDay(table, notAfter);
    }

    /** The latest so many days a table holds at or before a day, the latest first. */
    List<LocalDate> latestDays(Table table, LocalDate notAfter, int most) {
        return lake.days(table).headSet(notAfter, true).descendingSet().stream()
                .limit(most)
                .toList();
    }

    /** The version reads of a table see; empty where there is no such table yet. */
    Optional<Long> version(Table table) {
        Optional<Long> known = manifest.version(table);
        if (known.isPresent()) {
            return known;
        }
        Optional<Long> latest = lake.version(table);
        latest.ifPresent(version -> manifest.read(table, version));
        return latest;
    }

    void warn(String warning) {
        manifest.warn(warning);
    }

    void replaceDay(Table table, Dataset<Row> rows) {
        manifest.wrote(table, lake.replaceDay(table, day, rows));
    }

    void appendNew(Table table, Dataset<Row> rows) {
        manifest.wrote(table, lake.appendNew(table, rows));
    }
}
