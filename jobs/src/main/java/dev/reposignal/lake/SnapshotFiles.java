package dev.reposignal.lake;

import dev.reposignal.table.Table;
import java.time.LocalDate;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.spark.sql.delta.Snapshot;
import org.apache.spark.sql.delta.actions.AddFile;

/**
 * The files of one version of a table.
 *
 * @param snapshot the version, as Delta's log gives it
 * @param files those with its rows
 */
record SnapshotFiles(Snapshot snapshot, List<AddFile> files) {
    long version() {
        return snapshot.version();
    }

    /** The days that a table laid out by day holds rows of. */
    NavigableSet<LocalDate> days() {
        return files.stream().map(SnapshotFiles::day).collect(Collectors.toCollection(TreeSet::new));
    }

    /** The day of all rows of a file of a table laid out by day. */
    static LocalDate day(AddFile file) {
        return LocalDate.parse(file.partitionValues().apply(Table.DAY));
    }
}
