package dev.reposignal.night;

import dev.reposignal.table.Table;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.storage.StorageLevel;

/**
 * Rows of one night that several stages read, each read once per version of their table: small selections in the memory of this
 * process, large ones in Spark's. Several threads may use it.
 */
final class NightCache implements AutoCloseable {
    private final Map<Selection, CollectedRows> collected = new ConcurrentHashMap<>();
    private final Map<Cached, Dataset<Row>> cached = new ConcurrentHashMap<>();

    /**
     * Some days of one version of a table.
     *
     * @param version -1 for a table that does not exist yet
     * @param isBoard whether only the rows on the board are meant
     */
    record Selection(Table table, long version, LocalDate first, LocalDate last, boolean isBoard) {
        static Selection whole(Table table, long version) {
            return new Selection(table, version, LocalDate.MIN, LocalDate.MAX, false);
        }

        Selection at(long newVersion) {
            return new Selection(table, newVersion, first, last, isBoard);
        }
    }

    /** A dataset belongs to the session it was read through. */
    private record Cached(SparkSession session, Selection selection) {}

    /** Rows in the memory of this process; any session can make a dataset of them. */
    record CollectedRows(List<Row> rows, StructType schema) {
        static CollectedRows of(Table table, Dataset<Row> rows) {
            return new CollectedRows(rows.to(table.nullableSchema()).collectAsList(), table.nullableSchema());
        }

        CollectedRows and(CollectedRows others) {
            List<Row> all = new ArrayList<>(rows);
            all.addAll(others.rows);
            return new CollectedRows(all, schema);
        }
    }

    CollectedRows collected(Selection selection, Supplier<Dataset<Row>> read) {
        return collected.computeIfAbsent(selection, key -> CollectedRows.of(key.table(), read.get()));
    }

    /** The rows of a selection that was just written, so that they need not be read back. */
    void written(Selection selection, CollectedRows rows) {
        collected.put(selection, rows);
    }

    Dataset<Row> cached(SparkSession session, Selection selection, Supplier<Dataset<Row>> read) {
        return cached.computeIfAbsent(
                new Cached(session, selection), key -> read.get().persist(StorageLevel.MEMORY_AND_DISK()));
    }

    /** Keeps what was collected of other days of a table where a write has replaced one day alone. */
    void dayReplaced(Table table, LocalDate day, long before, long after) {
        collected.forEach((selection, rows) -> {
            boolean isOfOtherDays =
                    selection.last().isBefore(day) || selection.first().isAfter(day);
            if (selection.table().equals(table) && selection.version() == before && isOfOtherDays) {
                collected.putIfAbsent(selection.at(after), rows);
            }
        });
    }

    /** Gives Spark's memory back. */
    @Override
    public void close() {
        cached.values().forEach(Dataset::unpersist);
    }
}
