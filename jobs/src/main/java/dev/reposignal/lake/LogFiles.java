package dev.reposignal.lake;

import java.io.File;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.FileUtil;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;

/**
 * The files in the log of a table. Asking for the length and the time of a file takes longer than its name, and a log of
 * some years has thousands of files: on a local disk only those are asked for that are needed.
 */
final class LogFiles {
    private LogFiles() {}

    /**
     * The names of all files of a log, in no order.
     *
     * @throws FileNotFoundException where there is no such folder
     */
    static List<String> names(Path log, Configuration configuration) throws IOException {
        FileSystem files = log.getFileSystem(configuration);
        if (files instanceof LocalFileSystem local) {
            File folder = local.pathToFile(log);
            if (!folder.exists()) {
                throw new FileNotFoundException("File %s does not exist".formatted(log));
            }
            return List.of(FileUtil.list(folder));
        }
        return Stream.of(files.listStatus(log))
                .map(file -> file.getPath().getName())
                .toList();
    }

    /**
     * The files of a log from a name on, in the order of their names, without those removed meanwhile.
     *
     * @throws FileNotFoundException where there is no such folder
     */
    static List<FileStatus> from(Path first, Configuration configuration) throws IOException {
        FileSystem files = first.getFileSystem(configuration);
        Path log = first.getParent();
        List<String> names = names(log, configuration).stream()
                .filter(name -> name.compareTo(first.getName()) >= 0)
                .sorted()
                .toList();
        List<FileStatus> found = new ArrayList<>(names.size());
        for (String name : names) {
            try {
                found.add(files.getFileStatus(new Path(log, name)));
            } catch (FileNotFoundException e) {
                // Removed since the names were listed.
            }
        }
        return found;
    }
}
