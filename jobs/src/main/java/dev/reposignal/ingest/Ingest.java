package dev.reposignal.ingest;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.regexp_replace;
import static org.apache.spark.sql.functions.sum;

import dev.reposignal.error.Errors;
import dev.reposignal.error.UserException;
import dev.reposignal.lake.Lake;
import dev.reposignal.lake.RepositoryMonths;
import dev.reposignal.table.Table;
import dev.reposignal.table.Tables;
import java.net.URI;
import java.net.URISyntaxException;
import java.sql.Date;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.hadoop.fs.Path;
import org.apache.spark.SparkThrowable;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.storage.StorageLevel;
import org.jspecify.annotations.Nullable;

/**
 * Loads files into snapshots. Everything is read, checked and counted before the first commit; then all days that change
 * are written in one commit.
 */
public final class Ingest {
    /** Rows of one task of the deduplication: few enough to be sorted in memory. */
    private static final long ROWS_PER_PARTITION = 100_000;

    private static final int REASONS_SHOWN = 3;

    private final Lake lake;
    private final SparkSession spark;
    private final IngestRequest request;
    private final List<InputFile> files;
    private final String ingestId;
    private final RowLimits limits;
    private final List<SkippedFile> skipped;

    private Ingest(
            Lake lake, IngestRequest request, List<InputFile> files, List<SkippedFile> skipped, LocalDate today) {
        this.lake = lake;
        this.spark = lake.spark();
        this.request = request;
        this.files = List.copyOf(files);
        this.skipped = List.copyOf(skipped);
        this.ingestId = IngestId.of(spark, request, files);
        this.limits = request.limits().atLatest(today);
    }

    /**
     * Loads the files of a request.
     *
     * @param ingestedAt the time to note in the table of ingests; rows of days later than the day after are rejected
     * @throws dev.reposignal.error.UserException naming the file that cannot be loaded, or the first where none of several
     *     can; nothing is written then
     */
    public static IngestReport run(Lake lake, IngestRequest request, Instant ingestedAt) {
        LocalDate today = ingestedAt.atOffset(ZoneOffset.UTC).toLocalDate();
        List<SkippedFile> skipped = new ArrayList<>();
        List<InputFile> files = InputFiles.of(request, lake.spark(), skipped);
        while (!files.isEmpty()) {
            try {
                return new Ingest(lake, request, files, skipped, today).run(ingestedAt);
            } catch (BrokenInputException e) {
                if (!request.skipsBroken()) {
                    throw e.files().get(0).error();
                }
                skipped.addAll(e.files());
                files = without(e.files(), files);
            }
        }
        throw skipped.get(0).error();
    }

    private static List<InputFile> without(List<SkippedFile> broken, List<InputFile> files) {
        Set<String> names = broken.stream().map(SkippedFile::file).collect(Collectors.toSet());
        List<InputFile> rest = new ArrayList<>();
        for (InputFile file : files) {
            if (!names.contains(file.name())) {
                rest.add(new InputFile(rest.size(), file.name(), file.path(), file.format(), file.day()));
            }
        }
        if (rest.size() == files.size()) {
            throw new IllegalStateException("None of the files is called %s".formatted(names));
        }
        return rest;
    }

    private IngestReport run(Instant ingestedAt) {
        // Text is parsed once; Parquet is cheaper to read again than to keep.
        Dataset<Row> text = Rules.judged(request.day(), limits, fileFacts(), TextRows.of(spark, limits, filesOf(false)))
                .persist(StorageLevel.MEMORY_AND_DISK());
        try {
            return load(judged(text), ingestedAt);
        } finally {
            text.unpersist();
        }
    }

    private IngestReport load(Dataset<Row> judged, Instant ingestedAt) {
        Survey survey = reading(() -> survey(judged));
        Dataset<Row> valid = judged.where(col("reason").isNull());
        Dataset<Row> ranked = ranked(valid, survey.days());
        Dataset<Row> decisions = Deduplication.decisions(request.replace(), survey.partitions(), ranked)
                .persist(StorageLevel.MEMORY_AND_DISK());
        try {
            List<Deduplication.Tally> tallies = reading(
                            () -> Deduplication.tallies(decisions).collectAsList())
                    .stream()
                    .map(Deduplication.Tally::of)
                    .toList();
            IngestReport report = report(survey, tallies);
            SortedSet<LocalDate> changedDays = changedDays(tallies);
            Optional<Long> before = lake.version(Tables.SNAPSHOTS);
            write(report, judged, valid, decisions, changedDays, ingestedAt);
            RepositoryMonths.keep(lake, before, changedDays);
            return report;
        } finally {
            decisions.unpersist();
        }
    }

    private void write(
            IngestReport report,
            Dataset<Row> judged,
            Dataset<Row> valid,
            Dataset<Row> decisions,
            SortedSet<LocalDate> changedDays,
            Instant ingestedAt) {
        String thisIngest = "ingest_id = '%s'".formatted(ingestId);
        boolean isKnown = !lake.read(Tables.INGESTS).where(thisIngest).isEmpty();
        if (changedDays.isEmpty() && isKnown) {
            return;
        }
        if (report.rejected() > 0) {
            lake.replaceWhere(Tables.REJECTED_ROWS, thisIngest, rejectedRows(judged));
        }
        if (!changedDays.isEmpty()) {
            lake.replaceDays(Tables.SNAPSHOTS, changedDays, standingRows(valid, decisions, changedDays, report.read()));
        }
        // Written last: an ingest in this table is complete.
        lake.replaceWhere(Tables.INGESTS, thisIngest, ingests(report, ingestedAt));
    }

    /** Every row of every file, checked by the rules. */
    private Dataset<Row> judged(Dataset<Row> text) {
        Dataset<Row> facts = fileFacts();
        List<Dataset<Row>> judged = new ArrayList<>();
        for (Dataset<Row> found : ParquetRows.of(spark, filesOf(true))) {
            judged.add(Rules.judged(request.day(), limits, facts, found));
        }
        if (!filesOf(false).isEmpty()) {
            judged.add(text);
        }
        return judged.stream().reduce(Dataset::union).orElseThrow();
    }

    private List<InputFile> filesOf(boolean isParquet) {
        return files.stream()
                .filter(file -> (file.format() == InputFormat.PARQUET) == isParquet)
                .toList();
    }

    private Dataset<Row> fileFacts() {
        StructType schema = new StructType()
                .add("file", DataTypes.IntegerType)
                .add("file_day", DataTypes.DateType)
                .add("default_source", DataTypes.StringType)
                .add("source_file", DataTypes.StringType);
        List<Row> rows = files.stream()
                .map(file -> {
                    LocalDate day = file.day();
                    return RowFactory.create(
                            file.index(),
                            day == null ? null : Date.valueOf(day),
                            file.format().label(),
                            file.name());
                })
                .toList();
        return spark.createDataFrame(rows, schema);
    }

    /**
     * Counts the rows and collects their days.
     *
     * @param broken optional values of valid rows that could not be read
     * @param reasons the most frequent reasons of rejected rows
     * @param days every day that a valid row carries
     * @param partitions for the contest
     */
    private record Survey(
            Map<Integer, Long> read,
            Map<Integer, Long> rejected,
            Map<Integer, Long> broken,
            Map<Integer, List<String>> reasons,
            SortedSet<LocalDate> days,
            int partitions) {}

    private Survey survey(Dataset<Row> judged) {
        Map<Integer, Long> read = new HashMap<>();
        Map<Integer, Long> rejected = new HashMap<>();
        Map<Integer, Long> broken = new HashMap<>();
        SortedSet<LocalDate> days = new TreeSet<>();
        Column isRejected = col("reason").isNotNull();
        Column day = org.apache.spark.sql.functions.when(isRejected.equalTo(false), col(Table.DAY));
        List<Row> groups = judged.groupBy(col("file"), isRejected, day)
                .agg(count(lit(1)), min(TextRows.PROBLEM), sum(Rules.BROKEN_VALUES))
                .collectAsList();
        refuseBroken(groups);
        for (Row group : groups) {
            int file = group.getInt(0);
            read.merge(file, group.getLong(3), Long::sum);
            if (!group.getBoolean(1)) {
                broken.merge(file, group.getLong(5), Long::sum);
            }
            if (group.getBoolean(1)) {
                rejected.merge(file, group.getLong(3), Long::sum);
            } else {
                days.add(Lake.toLocalDate(group, 2));
            }
        }
        for (InputFile file : files) {
            if (!read.containsKey(file.index())) {
                throw new BrokenInputException(file.name(), Errors.fileWithoutRows(file.name()));
            }
        }
        long total = read.values().stream().mapToLong(Long::longValue).sum();
        return new Survey(
                read,
                rejected,
                broken,
                rejected.isEmpty() ? Map.of() : reasons(judged),
                days,
                partitions(days.size(), total));
    }

    /** The most frequent reasons by file, less the values they quote, each with its count. */
    private static Map<Integer, List<String>> reasons(Dataset<Row> judged) {
        Column kind = regexp_replace(col("reason"), lit("'[^']*'"), lit("'...'"));
        Map<Integer, List<String>> reasons = new HashMap<>();
        judged.where(col("reason").isNotNull())
                .groupBy(col("file"), kind.as("kind"))
                .agg(count(lit(1)).as("rows"))
                .orderBy(col("file"), col("rows").desc(), col("kind"))
                .collectAsList()
                .forEach(row -> {
                    List<String> ofFile = reasons.computeIfAbsent(row.getInt(0), file -> new ArrayList<>());
                    if (ofFile.size() < REASONS_SHOWN) {
                        ofFile.add("%s (%,d)".formatted(row.getString(1), row.getLong(2)));
                    }
                });
        return reasons;
    }

    private void refuseBroken(List<Row> groups) {
        List<SkippedFile> broken = groups.stream()
                .filter(group -> !group.isNullAt(4))
                .sorted(Comparator.comparingInt(group -> group.getInt(0)))
                .map(group -> {
                    String name = files.get(group.getInt(0)).name();
                    return new SkippedFile(name, Errors.brokenFile(name, group.getString(4)));
                })
                .toList();
        if (!broken.isEmpty()) {
            throw new BrokenInputException(broken);
        }
    }

    /** A day is never split, so that one task decides it and writes it as one file. */
    private static int partitions(int days, long rows) {
        return (int) Math.max(1, Math.min(days, rows / ROWS_PER_PARTITION + 1));
    }

    /** The valid rows and the rows that the lake has of the same days, all with their rank. */
    private Dataset<Row> ranked(Dataset<Row> valid, SortedSet<LocalDate> days) {
        return Deduplication.withRank(valid.drop("reason", "raw_text", TextRows.PROBLEM, Rules.BROKEN_VALUES)
                .unionByName(lakeRows(days)));
    }

    private Dataset<Row> lakeRows(SortedSet<LocalDate> days) {
        List<Date> dates = days.stream().map(Date::valueOf).toList();
        return lake.read(Tables.SNAPSHOTS)
                .where(col(Table.DAY).isInCollection(dates))
                .withColumn("file", lit(Deduplication.LAKE))
                .withColumn("line_number", lit(0L));
    }

    private static SortedSet<LocalDate> changedDays(List<Deduplication.Tally> tallies) {
        SortedSet<LocalDate> days = new TreeSet<>();
        for (Deduplication.Tally tally : tallies) {
            if (tally.accepted() > 0) {
                days.add(LocalDate.ofEpochDay(tally.day()));
            }
        }
        return days;
    }

    private Dataset<Row> standingRows(
            Dataset<Row> valid, Dataset<Row> decisions, SortedSet<LocalDate> changedDays, long rows) {
        List<Date> dates = changedDays.stream().map(Date::valueOf).toList();
        Dataset<Row> claims = valid.drop("reason", "raw_text", TextRows.PROBLEM, Rules.BROKEN_VALUES)
                .where(col(Table.DAY).isInCollection(dates));
        Dataset<Row> all = request.replace() ? claims : claims.unionByName(lakeRows(changedDays));
        Dataset<Row> named = all.withColumn("name_key", org.apache.spark.sql.functions.lower(col("full_name")));
        return Deduplication.winners(decisions, named)
                .repartition(partitions(changedDays.size(), rows), col(Table.DAY));
    }

    private Dataset<Row> rejectedRows(Dataset<Row> judged) {
        return judged.where(col("reason").isNotNull())
                .join(broadcast(fileFacts()), "file")
                .select(
                        lit(ingestId).as("ingest_id"),
                        col("source_file"),
                        col("line_number"),
                        col("raw_text"),
                        col("reason"));
    }

    private IngestReport report(Survey survey, List<Deduplication.Tally> tallies) {
        Map<Integer, Long> accepted = new HashMap<>();
        Map<Integer, Long> duplicate = new HashMap<>();
        Map<Integer, Long> conflicting = new HashMap<>();
        Map<Integer, SortedSet<LocalDate>> acceptedDays = new HashMap<>();
        for (Deduplication.Tally tally : tallies) {
            accepted.merge(tally.file(), tally.accepted(), Long::sum);
            duplicate.merge(tally.file(), tally.duplicate(), Long::sum);
            conflicting.merge(tally.file(), tally.conflicting(), Long::sum);
            if (tally.accepted() > 0) {
                acceptedDays
                        .computeIfAbsent(tally.file(), file -> new TreeSet<>())
                        .add(LocalDate.ofEpochDay(tally.day()));
            }
        }
        List<FileCounts> counts = new ArrayList<>();
        for (InputFile file : files) {
            SortedSet<LocalDate> days = acceptedDays.getOrDefault(file.index(), new TreeSet<>());
            FileCounts fileCounts = new FileCounts(
                    file.name(),
                    file.format(),
                    accepted.getOrDefault(file.index(), 0L),
                    duplicate.getOrDefault(file.index(), 0L),
                    survey.rejected().getOrDefault(file.index(), 0L),
                    days.isEmpty() ? null : days.first(),
                    days.isEmpty() ? null : days.last(),
                    survey.broken().getOrDefault(file.index(), 0L),
                    survey.reasons().getOrDefault(file.index(), List.of()),
                    conflicting.getOrDefault(file.index(), 0L));
            if (!Long.valueOf(fileCounts.read()).equals(survey.read().get(file.index()))) {
                throw new IllegalStateException(
                        "%s: %d rows were read first and %d later: the file has changed meanwhile"
                                .formatted(file.name(), survey.read().get(file.index()), fileCounts.read()));
            }
            counts.add(fileCounts);
        }
        return new IngestReport(ingestId, counts, changedDays(tallies).size(), skipped);
    }

    private Dataset<Row> ingests(IngestReport report, Instant ingestedAt) {
        List<Row> rows = new ArrayList<>();
        for (FileCounts file : report.files()) {
            rows.add(RowFactory.create(
                    ingestId,
                    file.file(),
                    file.format().label(),
                    file.read(),
                    file.accepted(),
                    file.duplicate(),
                    file.rejected(),
                    date(file.firstDay()),
                    date(file.lastDay()),
                    Timestamp.from(ingestedAt),
                    file.brokenValues()));
        }
        return spark.createDataFrame(rows, Tables.INGESTS.schema());
    }

    private static @Nullable Date date(@Nullable LocalDate day) {
        return day == null ? null : Date.valueOf(day);
    }

    /** Runs a job over the files; a damaged Parquet page that only this job finds is an error of the input. */
    private <T> T reading(Supplier<T> job) {
        try {
            return job.get();
        } catch (RuntimeException e) {
            throw unreadable(e).orElse(e);
        } catch (Exception e) {
            // Spark throws its checked SparkException without declaring it.
            throw unreadable(e).orElseGet(() -> new IllegalStateException(e));
        }
    }

    private Optional<RuntimeException> unreadable(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SparkThrowable spark
                    && String.valueOf(spark.getCondition()).startsWith("FAILED_READ_FILE")) {
                String path = spark.getMessageParameters().getOrDefault("path", "");
                Optional<String> file = files.stream()
                        .filter(candidate -> isSame(path, candidate))
                        .map(InputFile::name)
                        .findFirst();
                Throwable root = cause.getCause() == null ? cause : cause.getCause();
                UserException error = Errors.brokenFile(
                        file.orElse(path), "its rows cannot be read (%s)".formatted(root.getMessage()));
                return Optional.of(file.isPresent() ? new BrokenInputException(file.get(), error) : error);
            }
        }
        return Optional.empty();
    }

    /** Spark names a file by its URI, file:///a%20b, and Hadoop by its path, file:/a b. */
    private static boolean isSame(String uri, InputFile file) {
        try {
            return new Path(new URI(uri)).toString().equals(file.path());
        } catch (URISyntaxException e) {
            return uri.equals(file.path());
        }
    }
}
