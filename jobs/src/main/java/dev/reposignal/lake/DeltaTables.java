package dev.reposignal.lake;

import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.delta.DeltaLog;
import org.apache.spark.sql.delta.Snapshot;
import org.apache.spark.sql.delta.actions.Action;
import org.apache.spark.sql.delta.actions.CommitInfo;
import scala.Tuple2;
import scala.collection.Iterator;
import scala.collection.immutable.Seq;

/**
 * What Delta's log tells without a Spark job; its public Java interface runs one for each question, a dozen questions a
 * night.
 */
final class DeltaTables {
    private DeltaTables() {}

    /** The latest committed version. */
    static long version(SparkSession spark, String path) {
        return snapshot(spark, path)._2().version();
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
        Iterator<Tuple2<Object, Seq<Action>>> changes = state._1().getChanges(version, scala.Option.empty(), true);
        while (changes.hasNext()) {
            Iterator<Action> actions = changes.next()._2().iterator();
            while (actions.hasNext()) {
                if (actions.next() instanceof CommitInfo commit) {
                    return new Written(version, rowsAdded(commit));
                }
            }
        }
        throw new IllegalStateException("Version %d of %s has no commit record".formatted(version, path));
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
