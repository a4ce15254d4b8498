package dev.reposignal.lake;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import dev.reposignal.concurrent.BackgroundTask;
import dev.reposignal.row.RecordType;
import dev.reposignal.table.Check;
import dev.reposignal.table.Field;
import dev.reposignal.table.Table;
import dev.reposignal.table.Tables;
import io.delta.tables.DeltaTable;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.spark.SparkContext;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A folder of Delta tables. Every read has the declared schema, every write is checked against it.
 *
 * <p>Writing a day replaces exactly that day, so writing it twice is writing it once. A write either commits whole or
 * changes nothing.
 */
public final class Lake {
    private static final Logger LOG = LoggerFactory.getLogger(Lake.class);
    private static final Map<String, String> NO_TRANSACTION = Map.of();

    /** As Spark names it itself in {@code SparkContext.setJobDescription}. */
    private static final String JOB_DESCRIPTION = "spark.job.description";

    /** A table that is appended to keeps no more files than this, plus what one append adds. */
    static final int MOST_FILES = 64;

    private final SparkSession spark;
    private final String root;
    private final Memory memory;

    /** What is known of the tables and does not change: that one exists, and the files of one version of it. */
    private record Memory(Set<Table> existing, Map<Table, SnapshotFiles> files) {}

    /** The versions that are read, by table; null where the latest are. */
    private final @Nullable Map<String, Long> versions;

    /** @param root any Hadoop path; created at the first write */
    public Lake(SparkSession spark, String root) {
        this(
                spark,
                LakePaths.absolute(spark, root.endsWith("/") ? root.substring(0, root.length() - 1) : root),
                new Memory(ConcurrentHashMap.newKeySet(), new ConcurrentHashMap<>()),
                null);
    }

    private Lake(SparkSession spark, String root, Memory memory, @Nullable Map<String, Long> versions) {
        this.spark = spark;
        this.root = root;
        this.memory = memory;
        this.versions = versions;
    }

    /**
     * The same lake at other versions, to read only: as it was before a command that has not ended.
     *
     * @param versions Delta version by table; a table without one counts as not written yet
     */
    public Lake at(Map<String, Long> versions) {
        return new Lake(
                spark,
                root,
                new Memory(ConcurrentHashMap.newKeySet(), new ConcurrentHashMap<>()),
                Map.copyOf(versions));
    }

    /**
     * The same lake through a session that interprets its plans instead of compiling and adapting them: for many queries
     * over few rows. Datasets of the two must not be joined with each other.
     */
    public Lake interpreted() {
        Lake separate = separate();
        SparkSession session = separate.spark;
        session.conf().set("spark.sql.codegen.wholeStage", false);
        session.conf().set("spark.sql.codegen.factoryMode", "NO_CODEGEN");
        session.conf().set("spark.sql.adaptive.enabled", false);
        session.conf().set("spark.sql.shuffle.partitions", 2);
        // Days are selected by partition; reading the files' statistics as well takes a job for each query.
        session.conf().set("spark.databricks.delta.stats.skipping", false);
        return separate;
    }

    /** The same lake through a session that has views of its own. */
    public Lake separate() {
        return new Lake(spark.newSession(), root, memory, versions);
    }

    public SparkSession spark() {
        return spark;
    }

    /**
     * Runs some work whose Spark jobs carry a description in Spark's UI, also those started on a
     * {@link BackgroundTask} of the work.
     */
    public void describing(String description, Runnable work) {
        SparkContext context = spark.sparkContext();
        String before = context.getLocalProperty(JOB_DESCRIPTION);
        context.setLocalProperty(JOB_DESCRIPTION, description);
        try {
            work.run();
        } finally {
            context.setLocalProperty(JOB_DESCRIPTION, before);
        }
    }

    public String root() {
        return root;
    }

    public String path(Table table) {
        return root + "/" + table.name();
    }

    public boolean exists(Table table) {
        if (memory.existing().contains(table)) {
            return true;
        }
        // A process that was killed in its first write to a table leaves a log without a commit, which Delta cannot
        // read.
        boolean exists = (versions == null || versions.containsKey(table.name()))
                && CommitFiles.lastCommit(path(table), spark.sparkContext().hadoopConfiguration())
                        .isPresent();
        if (exists) {
            memory.existing().add(table);
        }
        return exists;
    }

    /** Whether there is no table at all, as under a path that is mistyped. */
    public boolean isEmpty() {
        return Tables.ALL.stream().noneMatch(this::exists);
    }

    /**
     * Reads the logs of tables one after the other in the background, which the first read of each would do otherwise.
     *
     * @return those of the tables that exist
     */
    public BackgroundTask<List<Table>> loading(List<Table> tables) {
        return BackgroundTask.begun(() -> {
            List<Table> existing = tables.stream().filter(this::exists).toList();
            existing.forEach(table -> DeltaTables.load(spark, path(table)));
            return existing;
        });
    }

    /** The table's current Delta version, or empty where it does not exist yet. */
    public Optional<Long> version(Table table) {
        return exists(table) ? Optional.of(currentVersion(table)) : Optional.empty();
    }

    /** The whole table as it is now; no rows where it does not exist yet. */
    public Dataset<Row> read(Table table) {
        if (!exists(table)) {
            return spark.createDataFrame(List.of(), table.schema());
        }
        if (versions != null) {
            return read(table, currentVersion(table));
        }
        return declared(table, spark.read().format("delta").load(path(table)));
    }

    private long currentVersion(Table table) {
        return versions == null
                ? DeltaTables.version(spark, path(table))
                : Objects.requireNonNull(versions.get(table.name()), "known of each table that exists");
    }

    /** The whole table as it was at a version. */
    public Dataset<Row> read(Table table, long version) {
        SnapshotFiles known = knownFiles(table);
        if (known.version() != version) {
            return declared(
                    table,
                    spark.read().format("delta").option("versionAsOf", version).load(path(table)));
        }
        // Delta keeps the state of the latest version in memory; time travel, also to that one, rebuilds it by jobs.
        return table.isByDay()
                ? declared(table, spark.read().format("delta").load(path(table)))
                : declared(table, DeltaTables.read(known, file -> true, spark));
    }

    /** A table made by an older version lacks the columns that have grown since: they are null. */
    private static Dataset<Row> declared(Table table, Dataset<Row> standing) {
        List<String> names = table.fields().stream().map(Field::name).toList();
        return List.of(standing.columns()).equals(names) ? standing : standing.to(table.nullableSchema());
    }

    public Dataset<Row> readDay(Table table, LocalDate day) {
        return readDays(table, day, day);
    }

    /** The days from first to last, both included; only their partitions are read. */
    public Dataset<Row> readDays(Table table, LocalDate first, LocalDate last) {
        return exists(table) ? readDays(table, currentVersion(table), first, last) : read(table);
    }

    /** The same of one version. */
    public Dataset<Row> readDays(Table table, long version, LocalDate first, LocalDate last) {
        return readDays(table, version, day -> !day.isBefore(first) && !day.isAfter(last), () -> col(Table.DAY)
                .between(literal(first), literal(last)));
    }

    /** The named days of one version; only their partitions are read. */
    public Dataset<Row> readDays(Table table, long version, Collection<LocalDate> days) {
        return readDays(table, version, Set.copyOf(days)::contains, () -> col(Table.DAY)
                .isInCollection(days.stream().map(java.sql.Date::valueOf).toList()));
    }

    /** By the files of the days where they are known: of the latest version of a table laid out by day; else by a condition. */
    private Dataset<Row> readDays(
            Table table, long version, Predicate<LocalDate> isChosen, Supplier<Column> condition) {
        SnapshotFiles known = table.isByDay() ? knownFiles(table) : null;
        return known == null || known.version() != version
                ? read(table, version).where(condition.get())
                : declared(table, DeltaTables.read(known, file -> isChosen.test(SnapshotFiles.day(file)), spark));
    }

    /** Every day that a table partitioned by day has rows of; read from the log once per version, without reading rows. */
    public NavigableSet<LocalDate> days(Table table) {
        if (!exists(table)) {
            return Collections.emptyNavigableSet();
        }
        long version = currentVersion(table);
        SnapshotFiles known = knownFiles(table);
        return known.version() == version ? known.days() : daysOf(table, version);
    }

    /** By the rows: the files of an earlier version are not known. */
    private NavigableSet<LocalDate> daysOf(Table table, long version) {
        NavigableSet<LocalDate> days = new TreeSet<>();
        read(table, version).select(Table.DAY).distinct().collectAsList().forEach(row -> days.add(toLocalDate(row, 0)));
        return days;
    }

    private SnapshotFiles knownFiles(Table table) {
        return memory.files().compute(table, (key, known) -> DeltaTables.files(known, spark, path(table)));
    }

    /** The days of a table laid out by day whose rows changed after a version, by the version that changed them. */
    public NavigableMap<Long, NavigableSet<LocalDate>> changedDays(Table table, long version) {
        return exists(table) ? DeltaTables.changedDays(version, spark, path(table)) : Collections.emptyNavigableMap();
    }

    /** The latest day a table holds. */
    public Optional<LocalDate> latestDay(Table table) {
        return latestDay(table, LocalDate.MAX);
    }

    /** The latest day a table holds at or before a day. */
    public Optional<LocalDate> latestDay(Table table, LocalDate notAfter) {
        return Optional.ofNullable(days(table).floor(notAfter));
    }

    /**
     * Replaces one day of a table, also by nothing; a row of any other day fails the write.
     *
     * <p>Where the day holds exactly these rows already nothing is committed: a night run twice leaves the same versions,
     * and with them the same facts, as a night run once.
     */
    public CommitResult replaceDay(Table table, LocalDate day, Dataset<Row> rows) {
        if (!days(table).contains(day)) {
            return replaceDays(table, List.of(day), rows);
        }
        try (CheckpointedRows fresh = CheckpointedRows.of(RowChecks.conforming(table, isOneOf(List.of(day)), rows))) {
            Dataset<Row> standing = readDay(table, day);
            // A table made by an older version lacks the columns that have grown since, or has them last.
            if (isSame(standing, fresh.rows())) {
                LOG.info("Skipped the write of {} to {}: it has these rows already", day, table.name());
                return new CommitResult(
                        DeltaTables.version(spark, path(table)), fresh.rows().count());
            }
            return overwrite(table, isOneOf(List.of(day)).condition(), fresh.rows(), NO_TRANSACTION);
        }
    }

    private static boolean isSame(Dataset<Row> standing, Dataset<Row> fresh) {
        return standing.exceptAll(fresh).isEmpty() && fresh.exceptAll(standing).isEmpty();
    }

    /** Replaces exactly the named days in one commit; a row of any other day fails the write. */
    public CommitResult replaceDays(Table table, Collection<LocalDate> days, Dataset<Row> rows) {
        createIfMissing(table);
        boolean hasNone = Collections.disjoint(days(table), days);
        return replace(table, hasNone, isOneOf(days), rows, NO_TRANSACTION);
    }

    /** Replaces the rows that meet a condition on the table's columns; for tables that have no day. */
    public CommitResult replaceWhere(Table table, String condition, Dataset<Row> rows) {
        return replaceWhere(table, condition, rows, NO_TRANSACTION);
    }

    /**
     * Replaces the rows that meet a condition and notes in the same commit which version of another table they were made
     * from.
     */
    public CommitResult replaceWhere(
            Table table, String condition, Dataset<Row> rows, Table source, long sourceVersion) {
        // Delta stores the last transaction of each writer, so that one can see how far it came.
        return replaceWhere(
                table,
                condition,
                rows,
                Map.of("txnAppId", DeltaTables.id(spark, path(source)), "txnVersion", Long.toString(sourceVersion)));
    }

    private CommitResult replaceWhere(
            Table table, String condition, Dataset<Row> rows, Map<String, String> transaction) {
        boolean isNew = createIfMissing(table);
        return replace(table, isNew, new Check("the row is among those replaced", condition), rows, transaction);
    }

    private CommitResult replace(
            Table table, boolean hasNone, Check isReplaced, Dataset<Row> rows, Map<String, String> transaction) {
        Dataset<Row> fresh = RowChecks.conforming(table, isReplaced, rows);
        // Replacing costs five jobs, appending one; where there is nothing to replace they come to the same.
        return hasNone
                ? append(table, fresh, transaction)
                : overwrite(table, isReplaced.condition(), fresh, transaction);
    }

    /** The version of a source that a table was last made from; empty where it is not recorded. */
    public Optional<Long> madeFrom(Table source, Table table) {
        return exists(table) && exists(source)
                ? DeltaTables.transaction(DeltaTables.id(spark, path(source)), spark, path(table))
                : Optional.empty();
    }

    /**
     * Adds the rows whose keys the table does not have; rows that exist are never changed. Commits nothing where no row
     * is new.
     */
    public CommitResult appendNew(Table table, Dataset<Row> rows) {
        createIfMissing(table);
        Dataset<Row> known =
                read(table, DeltaTables.version(spark, path(table))).select(columns(table.keys()));
        Dataset<Row> unknown = rows.join(known, table.keys().toArray(String[]::new), "left_anti");
        try (CheckpointedRows fresh = CheckpointedRows.of(RowChecks.conforming(table, table.checks(), unknown))) {
            return fresh.rows().isEmpty()
                    ? new CommitResult(DeltaTables.version(spark, path(table)), 0)
                    : withFewFiles(table, append(table, fresh.rows(), NO_TRANSACTION));
        }
    }

    /** Compacts the small files that a few rows a night leave behind, once there are many: each query opens every one. */
    private CommitResult withFewFiles(Table table, CommitResult written) {
        if (knownFiles(table).files().size() <= MOST_FILES) {
            return written;
        }
        joinSmallFiles(table);
        return new CommitResult(DeltaTables.version(spark, path(table)), written.rows());
    }

    /** Whether rows of a version may be gone because replaced files were deleted after it ({@link Maintenance}). */
    public boolean isDeleted(Table table, long version) {
        return DeltaTables.isVacuumedAfter(version, spark, path(table));
    }

    /** Joins small files within each partition; commits nothing where there is nothing to join. */
    void joinSmallFiles(Table table) {
        DeltaTable.forPath(spark, path(table)).optimize().executeCompaction();
    }

    private CommitResult append(Table table, Dataset<Row> conforming, Map<String, String> transaction) {
        long before = DeltaTables.version(spark, path(table));
        conforming
                .write()
                .format("delta")
                .mode("append")
                .option("mergeSchema", "true")
                .options(transaction)
                .save(path(table));
        return DeltaTables.since(before, spark, path(table));
    }

    private CommitResult overwrite(
            Table table, String condition, Dataset<Row> conforming, Map<String, String> transaction) {
        long before = DeltaTables.version(spark, path(table));
        conforming
                .write()
                .format("delta")
                .mode("overwrite")
                .option("replaceWhere", condition)
                // A table made by an older version gets the columns that have grown since.
                .option("mergeSchema", "true")
                .options(transaction)
                .save(path(table));
        return DeltaTables.since(before, spark, path(table));
    }

    private static Check isOneOf(Collection<LocalDate> days) {
        return new Check(
                "the row is of a day that is replaced",
                new TreeSet<>(days)
                        .stream()
                                .map("DATE'%s'"::formatted)
                                .collect(Collectors.joining(", ", Table.DAY + " IN (", ")")));
    }

    private static Column[] columns(List<String> names) {
        return names.stream().map(name -> col(name)).toArray(Column[]::new);
    }

    /** Makes every existing table queryable by its name in this session. */
    public void registerViews(Collection<Table> tables) {
        for (Table table : tables) {
            if (exists(table)) {
                read(table).createOrReplaceTempView(table.name());
            }
        }
    }

    /** A day as a literal that prunes partitions. */
    public static Column literal(LocalDate day) {
        return lit(java.sql.Date.valueOf(day));
    }

    /** A DATE of a collected row, whichever Java type the session returns. */
    public static LocalDate toLocalDate(Row row, int index) {
        return RecordType.day(row.get(index));
    }

    /**
     * Lets tables made by an older version take what this version writes. To be called before the first read: a dataset that
     * was made before a table changed cannot be written any more.
     */
    public void bringUpToDate(Collection<Table> tables) {
        tables.stream().filter(this::exists).forEach(this::relax);
    }

    private void relax(Table table) {
        SchemaGrowth.relax(table, spark, path(table));
    }

    /** Whether it was missing. */
    private boolean createIfMissing(Table table) {
        if (exists(table)) {
            relax(table);
            return false;
        }
        SchemaGrowth.create(table, spark, path(table));
        return true;
    }
}
