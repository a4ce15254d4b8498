package dev.reposignal.lake;

import dev.reposignal.table.Table;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
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
 * What Delta's log tells; its public Java interface reads rows or runs a job for each of these questions, a dozen
 * questions a night.
 */
final class DeltaTables {
    private DeltaTables() {}

    /** The latest committed version. */
    static long version(SparkSession spark, String path) {
        return snapshot(spark, path)._2().version();
    }

    /** Reads the log whole, as the first question for rows would; a version alone needs little of it. */
    static void load(SparkSession spark, String path) {
        snapshot(spark, path)._2().allFiles();
    }

    /** The columns as they stand in the latest version. */
    static StructType schema(SparkSession spark, String path) {
        return snapshot(spark, path)._2().schema();
    }

    /** What tells a table from another that stood at the same path before. */
    static String id(SparkSession spark, String path) {
        return snapshot(spark, path)._2().metadata().id();
    }

    /** The version a writer noted with its last commit. */
    static Optional<Long> transaction(String writer, SparkSession spark, String path) {
        Snapshot snapshot = snapshot(spark, path)._2();
        // Its checksum file mostly tells; else two jobs find out.
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
    static Written since(long before, SparkSession spark, String path) {
        Tuple2<DeltaLog, Snapshot> state = snapshot(spark, path);
        long version = state._2().version();
        if (version == before) {
            return new Written(version, 0);
        }
        for (Action action : actions(version, state._1())) {
            if (action instanceof CommitInfo commit) {
                return new Written(version, rowsAdded(commit));
            }
        }
        throw new IllegalStateException("Version %d of %s has no commit record".formatted(version, path));
    }

    /**
     * The days a table's files are laid out by in the latest version.
     *
     * @param known those of an earlier version; null where none are known
     */
    static KnownDays days(@Nullable KnownDays known, SparkSession spark, String path) {
        Tuple2<DeltaLog, Snapshot> state = snapshot(spark, path);
        long version = state._2().version();
        NavigableSet<LocalDate> days = known == null ? null : daysSince(known, state._1());
        return new KnownDays(version, days == null ? daysOf(state._2()) : days);
    }

    private static NavigableSet<LocalDate> daysOf(Snapshot snapshot) {
        scala.Option<Seq<AddFile>> listed = snapshot.checksumOpt().flatMap(VersionChecksum::allFiles);
        if (listed.isDefined()) {
            // The checksum file of a version of some dozen files names them all, which spares two jobs.
            return CollectionConverters.asJava(listed.get()).stream()
                    .map(DeltaTables::dayOf)
                    .collect(Collectors.toCollection(TreeSet::new));
        }
        // Repeats fall out here: a shuffle to be rid of them would cost more than all the rest.
        return snapshot.allFiles().selectExpr("partitionValues['%s']".formatted(Table.DAY)).collectAsList().stream()
                .map(row -> LocalDate.parse(row.getString(0)))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The known days and what was added since, read from the commits; null where files went: a day may have gone with them. */
    private static @Nullable NavigableSet<LocalDate> daysSince(KnownDays known, DeltaLog log) {
        NavigableSet<LocalDate> days = new TreeSet<>(known.days());
        for (Action action : actions(known.version() + 1, log)) {
            if (action instanceof RemoveFile) {
                return null;
            }
            if (action instanceof AddFile added) {
                days.add(dayOf(added));
            }
        }
        return days;
    }

    private static LocalDate dayOf(AddFile file) {
        return LocalDate.parse(file.partitionValues().apply(Table.DAY));
    }

    /** What the commits from a version on did, in order. */
    private static List<Action> actions(long fromVersion, DeltaLog log) {
        List<Action> actions = new ArrayList<>();
        Iterator<Tuple2<Object, Seq<Action>>> changes = log.getChanges(fromVersion, scala.Option.empty(), true);
        while (changes.hasNext()) {
            changes.next()._2().iterator().foreach(actions::add);
        }
        return actions;
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
