package dev.reposignal.lake;

import dev.reposignal.error.Errors;
import dev.reposignal.table.Table;
import dev.reposignal.table.Tables;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Options;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;

/**
 * Copies a lake as it is at one moment, every table with all its versions. Files of a Delta table never change, so a second
 * copy to the same folder takes only what is new. To be called by the only writer.
 *
 * @param files files copied; those that were there already are not counted
 * @param bytes their bytes
 */
public record LakeCopy(long files, long bytes) {
    private static final String LOG = "_delta_log";
    private static final String FIRST_COMMIT = LOG + "/00000000000000000000.json";

    /**
     * Copies a lake to a folder that is empty or holds an earlier copy of it.
     *
     * @throws dev.reposignal.error.UserException where the folder holds another lake, or one that has gone on
     */
    public static LakeCopy of(Lake lake, String target) {
        Configuration configuration = lake.spark().sparkContext().hadoopConfiguration();
        Lake copy = new Lake(lake.spark(), target);
        Map<String, Long> versions = CommitFiles.versions(lake);
        try {
            requireCopyOf(lake, copy, versions, configuration);
            long files = 0;
            long bytes = 0;
            for (Table table : Tables.ALL) {
                if (!versions.containsKey(table.name())) {
                    continue;
                }
                for (FileStatus file : inOrder(new Path(lake.path(table)), configuration)) {
                    Path to = new Path(copy.path(table), relative(new Path(lake.path(table)), file.getPath()));
                    if (copied(file, to, configuration)) {
                        files++;
                        bytes += file.getLen();
                    }
                }
            }
            new LakeNote(
                            LakeNote.FORMAT,
                            versions,
                            LakeNote.read(lake.root(), configuration)
                                    .map(LakeNote::writing)
                                    .orElse(null))
                    .write(copy.root(), configuration);
            return new LakeCopy(files, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void requireCopyOf(Lake lake, Lake copy, Map<String, Long> versions, Configuration configuration)
            throws IOException {
        for (Map.Entry<String, Long> present : CommitFiles.versions(copy).entrySet()) {
            boolean isAhead = versions.getOrDefault(present.getKey(), -1L) < present.getValue();
            Path ours = new Path(lake.root(), present.getKey() + "/" + FIRST_COMMIT);
            Path theirs = new Path(copy.root(), present.getKey() + "/" + FIRST_COMMIT);
            if (isAhead || !Arrays.equals(content(ours, configuration), content(theirs, configuration))) {
                throw Errors.otherLake(copy.root(), lake.root(), present.getKey());
            }
        }
    }

    private static byte[] content(Path file, Configuration configuration) throws IOException {
        try (InputStream in = fileSystem(file, configuration).open(file)) {
            return in.readAllBytes();
        } catch (FileNotFoundException e) {
            return new byte[0];
        }
    }

    /** Files with rows first and the commits that name them last, in their order: a copy that breaks off is a lake too. */
    private static List<FileStatus> inOrder(Path table, Configuration configuration) throws IOException {
        List<FileStatus> rows = new ArrayList<>();
        List<FileStatus> log = new ArrayList<>();
        RemoteIterator<LocatedFileStatus> all = fileSystem(table, configuration).listFiles(table, true);
        while (all.hasNext()) {
            FileStatus file = all.next();
            (file.getPath().toString().contains("/" + LOG + "/") ? log : rows).add(file);
        }
        log.sort(java.util.Comparator.comparing(file -> file.getPath().getName()));
        rows.addAll(log);
        return rows;
    }

    private static String relative(Path folder, Path file) {
        String path = file.toUri().getPath();
        return path.substring(folder.toUri().getPath().length() + 1);
    }

    private static boolean copied(FileStatus from, Path to, Configuration configuration) throws IOException {
        FileSystem target = fileSystem(to, configuration);
        boolean isMutable = to.getName().equals("_last_checkpoint");
        try {
            if (!isMutable && target.getFileStatus(to).getLen() == from.getLen()) {
                return false;
            }
        } catch (FileNotFoundException e) {
            target.mkdirs(to.getParent());
        }
        Path next = new Path(to.getParent(), "." + to.getName() + ".copying");
        try (InputStream in = fileSystem(from.getPath(), configuration).open(from.getPath());
                OutputStream out = target.create(next, true)) {
            in.transferTo(out);
        }
        FileContext.getFileContext(target.getUri(), configuration)
                .rename(target.makeQualified(next), target.makeQualified(to), Options.Rename.OVERWRITE);
        DiskSync.file(to);
        return true;
    }

    private static FileSystem fileSystem(Path path, Configuration configuration) throws IOException {
        FileSystem fileSystem = path.getFileSystem(configuration);
        return fileSystem instanceof LocalFileSystem local ? local.getRaw() : fileSystem;
    }
}
