package dev.reposignal.lake;

import java.time.LocalDate;
import java.util.List;
import java.util.NavigableMap;
import java.util.NavigableSet;
import org.apache.spark.sql.delta.Snapshot;
import org.apache.spark.sql.delta.actions.AddFile;

/**
 * The days of one version of a table.
 *
 * @param snapshot the version, as Delta's log gives it
 * @param files every day it holds rows of, with the files they lie in
 */
record KnownDays(Snapshot snapshot, NavigableMap<LocalDate, List<AddFile>> files) {
    long version() {
        return snapshot.version();
    }

    NavigableSet<LocalDate> days() {
        return files.navigableKeySet();
    }
}
