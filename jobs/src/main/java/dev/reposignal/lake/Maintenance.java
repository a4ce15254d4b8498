package dev.reposignal.lake;

import dev.reposignal.table.Table;
import dev.reposignal.table.Tables;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;
import org.apache.spark.sql.SparkSession;

/**
 * What one maintenance did to a table: files of versions that nobody was promised are deleted, small files joined.
 *
 * <p>A file is deleted if no row of the latest version is in it and it was replaced longer ago than the time that is kept. So
 * every version of that time stays readable, and of older ones the days that were not written again.
 *
 * @param filesDeleted files deleted, or those that would be
 * @param bytesDeleted their size
 * @param bytesKept size of the files that stay, without the log
 */
public record Maintenance(Table table, long filesDeleted, long bytesDeleted, long bytesKept) {
    /** Days taken out of it can be put back ({@code days restore}), whenever that was. */
    private static final Set<Table> KEPT_WHOLE = Set.of(Tables.SNAPSHOTS);

    private static final String RETENTION_CHECK = "spark.databricks.delta.retentionDurationCheck.enabled";

    private static final String LOGGING = "spark.databricks.delta.vacuum.logging.enabled";

    private record Size(long files, long bytes) {}

    /**
     * Maintains every table.
     *
     * @param kept how long a replaced file is kept
     */
    public static List<Maintenance> of(Lake lake, Duration kept) {
        return existing(lake).map(table -> of(table, kept, lake)).toList();
    }

    /** What {@link #of(Lake, Duration)} would delete; changes nothing. */
    public static List<Maintenance> planned(Lake lake, Duration kept) {
        return existing(lake).map(table -> planned(table, kept, lake)).toList();
    }

    private static java.util.stream.Stream<Table> existing(Lake lake) {
        return Tables.ALL.stream().filter(lake::exists);
    }

    private static Maintenance of(Table table, Duration kept, Lake lake) {
        if (!table.isByDay()) {
            // A day has a file or two: there is nothing to join in a table laid out by day.
            lake.joinSmallFiles(table);
        }
        Size before = size(table, lake);
        if (!KEPT_WHOLE.contains(table)) {
            session(lake).sql(statement(table, kept, lake));
        }
        Size after = size(table, lake);
        return new Maintenance(table, before.files - after.files, before.bytes - after.bytes, after.bytes);
    }

    private static Maintenance planned(Table table, Duration kept, Lake lake) {
        Size all = size(table, lake);
        if (KEPT_WHOLE.contains(table)) {
            return new Maintenance(table, 0, 0, all.bytes);
        }
        List<Path> unneeded = session(lake).sql(statement(table, kept, lake) + " DRY RUN").collectAsList().stream()
                .map(row -> new Path(row.getString(0)))
                .toList();
        long bytes = 0;
        long files = 0;
        for (Path path : unneeded) {
            try {
                var status = path.getFileSystem(lake.spark().sparkContext().hadoopConfiguration())
                        .getFileStatus(path);
                if (status.isFile()) {
                    files++;
                    bytes += status.getLen();
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return new Maintenance(table, files, bytes, all.bytes - bytes);
    }

    private static String statement(Table table, Duration kept, Lake lake) {
        return "VACUUM delta.`%s` RETAIN %d HOURS".formatted(lake.path(table).replace("`", "``"), kept.toHours());
    }

    /** The tables say ten years, so that no Delta of another program deletes what facts name; here the operator decides. */
    private static SparkSession session(Lake lake) {
        SparkSession session = lake.separate().spark();
        session.conf().set(RETENTION_CHECK, false);
        // The deletion becomes a commit of its own, by which a fact that cannot be looked up any more is told from
        // damage.
        session.conf().set(LOGGING, true);
        return session;
    }

    /** The files with rows, of every version. */
    private static Size size(Table table, Lake lake) {
        Path folder = new Path(lake.path(table));
        long files = 0;
        long bytes = 0;
        try {
            RemoteIterator<LocatedFileStatus> all = folder.getFileSystem(
                            lake.spark().sparkContext().hadoopConfiguration())
                    .listFiles(folder, true);
            while (all.hasNext()) {
                LocatedFileStatus file = all.next();
                if (file.getPath().getName().endsWith(".parquet")
                        && !file.getPath().getParent().getName().equals("_delta_log")) {
                    files++;
                    bytes += file.getLen();
                }
            }
        } catch (FileNotFoundException e) {
            return new Size(0, 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Size(files, bytes);
    }
}
