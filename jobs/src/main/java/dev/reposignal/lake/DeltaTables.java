package dev.reposignal.lake;

import dev.reposignal.table.Table;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.delta.DeltaLog;
import org.apache.spark.sql.delta.Snapshot;
import org.apache.spark.sql.delta.VersionChecksum;
import org.apache.spark.sql.delta.actions.Action;
import org.apache.spark.sql.delta.actions.AddFile;
import org.apache.spark.sql.delta.actions.CommitInfo;
import org.apache.spark.sql.delta.actions.RemoveFile;
import org.apache.spark.sql.delta.actions.SetTransaction;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import scala.Tuple2;
import scala.collection.Iterator;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Reads Delta's log. Delta's public Java interface reads rows or runs a job for each of these queries, a dozen
 * a night.
 */
final class DeltaTables {
    private DeltaTables() {}

    /** The latest committed version. */
    static long version(SparkSession spark, String path) {
        return snapshot(spark, path)._2().version();
    }

    /** Reads the whole log, as the first read of rows would; a version alone needs little of it. */
    static void load(SparkSession spark, String path) {
        snapshot(spark, path)._2().allFiles();
    }

    /** The columns of the latest version. */
    static StructType schema(SparkSession spark, String path) {
        return snapshot(spark, path)._2().schema();
    }

    /** The identity of a table, which differs from that of an earlier table at the same path. */
    static String id(SparkSession spark, String path) {
        return snapshot(spark, path)._2().metadata().id();
    }

    /** The version a writer noted with its last commit. */
    static Optional<Long> transaction(String writer, SparkSession spark, String path) {
        Snapshot snapshot = snapshot(spark, path)._2();
        // Usually in the checksum file; otherwise two jobs compute it.
        Seq<SetTransaction> noted = snapshot.setTransactionsIfKnown().getOrElse(snapshot::setTransactions);
        return CollectionConverters.asJava(noted).stream()
                .filter(transaction -> transaction.appId().equals(writer))
                .map(SetTransaction::version)
                .findFirst();
    }

    /**
     * What the only writer has just committed.
     *
     * @param before the version before the write; Delta commits nothing where nothing changes
     */
    static CommitResult since(long before, SparkSession spark, String path) {
        Tuple2<DeltaLog, Snapshot> state = snapshot(spark, path);
        long version = state._2().version();
        if (version == before) {
            return new CommitResult(version, 0);
        }
        for (Action action : commits(version, state._1()).get(0)) {
            if (action instanceof CommitInfo commit) {
                return new CommitResult(version, rowsAdded(commit));
            }
        }
        throw new IllegalStateException("Version %d of %s has no commit record".formatted(version, path));
    }

    /**
     * The files of a table in the latest version.
     *
     * @param known those of an earlier version; null where none are known
     */
    static SnapshotFiles files(@Nullable SnapshotFiles known, SparkSession spark, String path) {
        Tuple2<DeltaLog, Snapshot> state = snapshot(spark, path);
        Snapshot latest = state._2();
        if (known == null
                || !known.snapshot().metadata().id().equals(latest.metadata().id())) {
            return new SnapshotFiles(latest, filesOf(latest));
        }
        return known.version() == latest.version() ? known : new SnapshotFiles(latest, filesSince(known, state._1()));
    }

    /** The rows of some files: a normal Delta read runs a job to find the files each time (ADR 11). */
    static Dataset<Row> read(SnapshotFiles known, Predicate<AddFile> isAsked, SparkSession spark) {
        List<AddFile> files = known.files().stream().filter(isAsked).toList();
        Snapshot snapshot = known.snapshot();
        // Delta makes the rows in the session that is active in this thread, which may be another.
        return spark.withActive(() -> snapshot.deltaLog()
                .createDataFrame(snapshot, CollectionConverters.asScala(files).toSeq(), false, scala.Option.empty()));
    }

    private static List<AddFile> filesOf(Snapshot snapshot) {
        // The checksum file of a version of some dozen files names them all, which spares two jobs.
        scala.Option<Seq<AddFile>> listed = snapshot.checksumOpt().flatMap(VersionChecksum::allFiles);
        return listed.isDefined()
                ? CollectionConverters.asJava(listed.get())
                : snapshot.allFiles().collectAsList();
    }

    /** The known files and what was added and removed since, read from the commits. */
    private static List<AddFile> filesSince(SnapshotFiles known, DeltaLog log) {
        Map<String, AddFile> files = new LinkedHashMap<>();
        known.files().forEach(file -> files.put(file.path(), file));
        for (List<Action> commit : commits(known.version() + 1, log)) {
            // One commit may remove a file and add it again with rows marked as deleted.
            for (Action action : commit) {
                if (action instanceof RemoveFile removed) {
                    files.remove(removed.path());
                }
            }
            for (Action action : commit) {
                if (action instanceof AddFile added) {
                    files.put(added.path(), added);
                }
            }
        }
        return List.copyOf(files.values());
    }

    /**
     * The days of a table laid out by day whose rows each later commit changed.
     *
     * @param version the version before the first commit looked at
     */
    static NavigableMap<Long, NavigableSet<LocalDate>> changedDays(long version, SparkSession spark, String path) {
        NavigableMap<Long, NavigableSet<LocalDate>> changed = new TreeMap<>();
        DeltaLog log = snapshot(spark, path)._1();
        long at = version;
        for (List<Action> commit : commits(version + 1, log)) {
            at++;
            NavigableSet<LocalDate> days = new TreeSet<>();
            for (Action action : commit) {
                if (action instanceof AddFile added && added.dataChange()) {
                    days.add(SnapshotFiles.day(added));
                } else if (action instanceof RemoveFile removed
                        && removed.dataChange()
                        && removed.partitionValues() != null) {
                    days.add(LocalDate.parse(removed.partitionValues().apply(Table.DAY)));
                }
            }
            changed.put(at, days);
        }
        return changed;
    }

    /** Whether replaced files were deleted after a version. */
    static boolean isVacuumedAfter(long version, SparkSession spark, String path) {
        return commits(version + 1, snapshot(spark, path)._1()).stream()
                .flatMap(List::stream)
                .anyMatch(action -> action instanceof CommitInfo commit
                        && commit.operation().startsWith("VACUUM"));
    }

    /** What each commit from a version on did, in order. */
    private static List<List<Action>> commits(long fromVersion, DeltaLog log) {
        List<List<Action>> commits = new ArrayList<>();
        Iterator<Tuple2<Object, Seq<Action>>> changes = log.getChanges(fromVersion, scala.Option.empty(), true);
        while (changes.hasNext()) {
            commits.add(CollectionConverters.asJava(changes.next()._2()));
        }
        return commits;
    }

    private static long rowsAdded(CommitInfo commit) {
        if (commit.operationMetrics().isEmpty()) {
            throw new IllegalStateException("The commit of %s counted no rows".formatted(commit.operation()));
        }
        // A commit that only removes files has no such count.
        return Long.parseLong(commit.operationMetrics().get().getOrElse("numOutputRows", () -> "0"));
    }

    private static Tuple2<DeltaLog, Snapshot> snapshot(SparkSession spark, String path) {
        return DeltaLog.forTableWithSnapshot(spark, path);
    }
}
