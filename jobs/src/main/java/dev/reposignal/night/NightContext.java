package dev.reposignal.night;

import dev.reposignal.config.Settings;
import dev.reposignal.insight.Insights;
import dev.reposignal.lake.Lake;
import dev.reposignal.table.Table;
import dev.reposignal.table.Tables;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.storage.StorageLevel;
import org.jspecify.annotations.Nullable;

/** One night's way to the tables: every read is of one fixed version, every read and write goes into the manifest. */
final class NightContext implements AutoCloseable {
    private final Lake lake;
    private final Settings settings;
    private final LocalDate day;
    private final Manifest manifest;
    private final @Nullable LocalDate previousArticle;
    private final Map<Days, Few> few;
    private final Map<Selection, Dataset<Row>> kept = new ConcurrentHashMap<>();

    /** All rows of some days of a table, or those on the board; only those of the night's own day change while it runs. */
    private record Days(Table table, LocalDate first, LocalDate last, boolean isBoard) {
        static Days whole(Table table, LocalDate first, LocalDate last) {
            return new Days(table, first, last, false);
        }
    }

    /** Rows in the memory of this process. */
    private record Few(List<Row> rows, StructType schema) {
        static Few of(Table table, Dataset<Row> rows) {
            return new Few(rows.to(table.nullableSchema()).collectAsList(), table.nullableSchema());
        }

        Few and(Few others) {
            List<Row> all = new ArrayList<>(rows);
            all.addAll(others.rows);
            return new Few(all, schema);
        }
    }

    /** Some days of one version of a table; -1 for a table that does not exist yet. */
    private record Selection(Table table, long version, LocalDate first, LocalDate last) {}

    NightContext(Lake lake, Settings settings, LocalDate day, Manifest manifest) {
        this(
                lake,
                settings,
                day,
                manifest,
                lake.latestDay(Tables.ARTICLES, day.minusDays(1)).orElse(null),
                new ConcurrentHashMap<>());
    }

    private NightContext(
            Lake lake,
            Settings settings,
            LocalDate day,
            Manifest manifest,
            @Nullable LocalDate previousArticle,
            Map<Days, Few> few) {
        this.lake = lake;
        this.settings = settings;
        this.day = day;
        this.manifest = manifest;
        this.previousArticle = previousArticle;
        this.few = few;
    }

    /** The same night through a session that interprets its plans; see {@link Lake#interpreted}. */
    NightContext interpreted() {
        return new NightContext(lake.interpreted(), settings, day, manifest, previousArticle, few);
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
        Optional<Long> version = version(table);
        return version.isPresent() ? lake.readDays(table, version.get(), first, last) : lake.read(table);
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
        if (!first.isBefore(day) || last.isBefore(day)) {
            return dataset(few(Days.whole(table, first, last)));
        }
        Few earlier = few(Days.whole(table, first, day.minusDays(1)));
        return dataset(earlier.and(few(Days.whole(table, day, last))));
    }

    /** The boards of some earlier days, collected once: some dozens of repositories a night instead of all. */
    Dataset<Row> boards(LocalDate first, LocalDate last) {
        return dataset(few(new Days(Tables.REPO_SIGNALS, first, last, true)));
    }

    private Few few(Days asked) {
        return few.computeIfAbsent(asked, days -> {
            Dataset<Row> rows = readDays(days.table(), days.first(), days.last());
            return Few.of(days.table(), days.isBoard() ? rows.where(Insights.isOnBoard()) : rows);
        });
    }

    private Dataset<Row> dataset(Few few) {
        return spark().createDataFrame(few.rows(), few.schema());
    }

    Dataset<Row> fewOfDay(Table table) {
        return fewOfDays(table, day, day);
    }

    /** The day of the previous article; empty without one. */
    Optional<LocalDate> previousArticle() {
        return Optional.ofNullable(previousArticle);
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
        few.remove(Days.whole(table, day, day));
        manifest.wrote(table, lake.replaceDay(table, day, rows));
    }

    /** The same with rows that are few, which stay in memory: what was just written need not be read back. */
    void replaceFew(Table table, Dataset<Row> rows) {
        Few written = Few.of(table, rows);
        replaceDay(table, dataset(written).coalesce(1));
        few.put(Days.whole(table, day, day), written);
    }

    void appendNew(Table table, Dataset<Row> rows) {
        manifest.wrote(table, lake.appendNew(table, rows));
    }
}
