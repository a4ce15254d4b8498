package dev.reposignal.lake;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.execution.LogicalRDD;
import org.apache.spark.storage.StorageLevel;

/**
 * Rows computed once, at their first use, and kept for later uses.
 *
 * <p>For rows that come from a table which is written while they are needed. What is merely persisted Spark throws away at
 * every such write: it plans it anew and computes it again at the next use. In return these rows do not survive the
 * loss of the executor that keeps them, see ADR 9.
 */
public final class CheckpointedRows implements AutoCloseable {
    private final Dataset<Row> rows;

    private CheckpointedRows(Dataset<Row> rows) {
        this.rows = rows;
    }

    public static CheckpointedRows of(Dataset<Row> rows) {
        return new CheckpointedRows(rows.localCheckpoint(false, StorageLevel.MEMORY_AND_DISK()));
    }

    public Dataset<Row> rows() {
        return rows;
    }

    /** Releases the memory; the rows can no longer be read. */
    @Override
    public void close() {
        // A checkpointed dataset cannot be unpersisted itself, only the dataset the checkpoint returned.
        if (rows.queryExecution().logical() instanceof LogicalRDD kept) {
            kept.rdd().unpersist(false);
        }
    }
}
