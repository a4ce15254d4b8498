package dev.reposignal.night;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import dev.reposignal.config.Settings;
import dev.reposignal.insight.Insights;
import dev.reposignal.lake.CommitResult;
import dev.reposignal.lake.Lake;
import dev.reposignal.model.BreakoutModel;
import dev.reposignal.model.Examples;
import dev.reposignal.model.YoungRates;
import dev.reposignal.night.NightCache.CollectedRows;
import dev.reposignal.night.NightCache.Selection;
import dev.reposignal.signal.FeedHealth;
import dev.reposignal.signal.Signals;
import dev.reposignal.table.Table;
import dev.reposignal.table.Tables;
import java.sql.Date;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;

/**
 * One night's access to the tables: every read is of one fixed version, every read and write goes into the manifest, and what
 * several stages read is read once.
 *
 * <p>It has two sides, one a session that compiles its plans, for many rows, and one a session that interprets them, for few
 * ({@link #interpreted}). They share versions, manifest and cache; datasets of the two must not be joined with each other.
 */
final class NightContext implements AutoCloseable {
    /** Days before the night that are judged where no night has judged them: the night is compared with the latest of them. */
    private static final int JUDGED_DAYS = 8;

    private final Lake lake;
    private final Settings settings;
    private final LocalDate day;
    private final Manifest manifest;
    private final @Nullable LocalDate previousArticle;
    private final NightCache cache;
    private final @Nullable NightContext interpreted;
    private @Nullable List<Date> distortedDays;
    private @Nullable List<Row> judgedDays;
    private final Once<Optional<BreakoutModel>> model = new Once<>();
    private final Once<Optional<YoungRates>> youngRates = new Once<>();

    NightContext(Lake lake, Settings settings, LocalDate day, Manifest manifest) {
        this.lake = lake;
        this.settings = settings;
        this.day = day;
        this.manifest = manifest;
        this.previousArticle = lake.latestDay(Tables.ARTICLES, day.minusDays(1)).orElse(null);
        this.cache = new NightCache();
        this.interpreted = new NightContext(lake.interpreted(), this);
    }

    private NightContext(Lake lake, NightContext other) {
        this.lake = lake;
        this.settings = other.settings;
        this.day = other.day;
        this.manifest = other.manifest;
        this.previousArticle = other.previousArticle;
        this.cache = other.cache;
        this.interpreted = null;
    }

    /** The same night through a session that interprets its plans; see {@link Lake#interpreted}. */
    NightContext interpreted() {
        return interpreted == null ? this : interpreted;
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

    /** Whether the lake has the table. */
    boolean exists(Table table) {
        return version(table).isPresent();
    }

    Dataset<Row> readDays(Table table, LocalDate first, LocalDate last) {
        Optional<Long> version = version(table);
        return version.isPresent() ? lake.readDays(table, version.get(), first, last) : lake.read(table);
    }

    /** The named days. */
    Dataset<Row> readDays(Table table, Collection<LocalDate> days) {
        Optional<Long> version = version(table);
        return version.isPresent() ? lake.readDays(table, version.get(), days) : lake.read(table);
    }

    /** The rows of this night's day. */
    Dataset<Row> readDay(Table table) {
        return readDays(table, day, day);
    }

    /**
     * The same rows as {@link #readDays}, of a table that holds some hundred a night, collected once: each Delta read starts
     * Spark jobs even for few rows.
     */
    Dataset<Row> collectedDays(Table table, LocalDate first, LocalDate last) {
        if (!first.isBefore(day) || last.isBefore(day)) {
            return dataset(collected(days(table, first, last)));
        }
        CollectedRows earlier = collected(days(table, first, day.minusDays(1)));
        return dataset(earlier.and(collected(days(table, day, last))));
    }

    /** The boards of some earlier days, collected once: some dozens of repositories a night instead of all. */
    Dataset<Row> collectedBoards(LocalDate first, LocalDate last) {
        return dataset(
                collected(new Selection(Tables.REPO_SIGNALS, versionOrNone(Tables.REPO_SIGNALS), first, last, true)));
    }

    Dataset<Row> collectedDay(Table table) {
        return collectedDays(table, day, day);
    }

    /** The rows of the previous article's day, of a table that holds some hundred a night; none without one. */
    Dataset<Row> collectedPreviousArticleDay(Table table) {
        LocalDate earlier = previousArticle == null ? LocalDate.EPOCH : previousArticle;
        return collectedDays(table, earlier, earlier);
    }

    private CollectedRows collected(Selection selection) {
        return cache.collected(selection, () -> {
            Dataset<Row> rows = readDays(selection.table(), selection.first(), selection.last());
            return selection.isBoard() ? rows.where(Insights.isOnBoard()) : rows;
        });
    }

    private Selection days(Table table, LocalDate first, LocalDate last) {
        return new Selection(table, versionOrNone(table), first, last, false);
    }

    private long versionOrNone(Table table) {
        return version(table).orElse(-1L);
    }

    private Dataset<Row> dataset(CollectedRows collected) {
        return spark().createDataFrame(collected.rows(), collected.schema());
    }

    /** The day of the previous article; empty without one. */
    Optional<LocalDate> previousArticle() {
        return Optional.ofNullable(previousArticle);
    }

    /** The rows of this night's day, kept in Spark's memory for all stages that follow. */
    Dataset<Row> cachedDay(Table table) {
        return cache.cached(spark(), days(table, day, day), () -> readDay(table));
    }

    /** The whole table, kept in Spark's memory for all stages that follow. */
    Dataset<Row> cached(Table table) {
        return cache.cached(spark(), Selection.whole(table, versionOrNone(table)), () -> read(table));
    }

    /** Gives the memory of both sides back. */
    @Override
    public void close() {
        cache.close();
    }

    /**
     * Earlier days of the longest lookback whose counts are distorted: as the nights of those days found and, of the latest
     * days, as judged here where none was run. Not to be asked by two threads at once.
     */
    List<Date> distortedDays() {
        if (distortedDays == null) {
            Set<LocalDate> distorted = new TreeSet<>();
            known().forEach((date, isDistorted) -> {
                if (isDistorted) {
                    distorted.add(date);
                }
            });
            for (Row judged : judgedDays()) {
                LocalDate date = Lake.toLocalDate(judged, judged.fieldIndex(Table.DAY));
                if (date.isBefore(day) && judged.<Boolean>getAs("is_distorted")) {
                    distorted.add(date);
                }
            }
            distortedDays = distorted.stream().map(Date::valueOf).toList();
        }
        return distortedDays;
    }

    /**
     * The rows of {@code feed_health} of the day and of the latest days before it that no night has judged. Not to be asked by
     * two threads at once.
     */
    List<Row> judgedDays() {
        if (judgedDays == null) {
            judgedDays = FeedHealth.assess(
                            settings.health(),
                            day.minusDays(JUDGED_DAYS),
                            day,
                            known(),
                            readDays(Tables.SNAPSHOTS, day.minusDays(FeedHealth.LOOKBACK_DAYS), day))
                    .collectAsList();
        }
        return judgedDays;
    }

    /** Earlier days that a night has judged, and whether it found them distorted. */
    private Map<LocalDate, Boolean> known() {
        LocalDate first = day.minusDays(Math.max(Signals.LOOKBACK_DAYS, Examples.LOOKBACK_DAYS));
        Map<LocalDate, Boolean> known = new TreeMap<>();
        collectedDays(Tables.FEED_HEALTH, first, day.minusDays(1))
                .select(col(Table.DAY), coalesce(col("is_distorted"), lit(false)))
                .collectAsList()
                .forEach(row -> known.put(Lake.toLocalDate(row, 0), row.getBoolean(1)));
        return known;
    }

    /** The model that judges the night; empty where none can. Not to be asked by two threads at once. */
    Optional<BreakoutModel> model() {
        return interpreted == null ? model.get(() -> ModelStage.usable(this)) : interpreted.model();
    }

    /** What the night knows of the young; empty where nothing was learned. Not to be asked by two threads at once. */
    Optional<YoungRates> youngRates() {
        if (interpreted != null) {
            return interpreted.youngRates();
        }
        return youngRates.get(() -> exists(Tables.YOUNG_RATES) ? ModelStage.youngRates(this) : Optional.empty());
    }

    /** The latest day a table holds at or before a day. */
    Optional<LocalDate> latestDay(Table table, LocalDate notAfter) {
        return lake.latestDay(table, notAfter);
    }

    /** The days a table holds. */
    NavigableSet<LocalDate> days(Table table) {
        return lake.days(table);
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
        Optional<Long> before = manifest.version(table);
        CommitResult written = lake.replaceDay(table, day, rows);
        before.ifPresent(version -> cache.dayReplaced(table, day, version, written.version()));
        manifest.wrote(table, written);
    }

    /**
     * The same with few rows, which stay in memory: what was just written need not be read back. They are not worth compiling
     * the plan of the write.
     */
    void replaceCollected(Table table, Dataset<Row> rows) {
        CollectedRows written = CollectedRows.of(table, rows);
        NightContext small = interpreted();
        small.replaceDay(table, small.dataset(written).coalesce(1));
        cache.written(days(table, day, day), written);
    }

    void appendNew(Table table, Dataset<Row> rows) {
        manifest.wrote(table, lake.appendNew(table, rows));
    }

    /** A value that is worked out when it is first asked for. */
    private static final class Once<T> {
        private @Nullable T value;

        T get(Supplier<T> source) {
            T known = value;
            if (known == null) {
                known = source.get();
                value = known;
            }
            return known;
        }
    }
}
