package dev.reposignal.lake;

import dev.reposignal.table.Table;
import dev.reposignal.table.Tables;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * What the commit files of a lake say about a machine that lost its power: Delta reads an empty last commit as one that
 * changed nothing, and a lost one as if it had never been made.
 */
public final class CommitFiles {
    private CommitFiles() {}

    /**
     * The tables whose last commit file is empty, each as a sentence; none where all is well. Only names and lengths of files
     * are looked at.
     */
    public static List<String> emptyLastCommits(Lake lake) {
        List<String> sentences = new ArrayList<>();
        for (Table table : Tables.ALL) {
            lastCommit(lake, table)
                    .filter(commit -> commit.getLen() == 0)
                    .ifPresent(commit -> sentences.add(
                            ("The last commit of the table %s (%s) is empty, as after a power cut: what it wrote is missing."
                                            + " Remove that file, then run the command again that wrote it.")
                                    .formatted(
                                            table.name(),
                                            commit.getPath().toUri().getPath())));
        }
        return sentences;
    }

    private static Optional<FileStatus> lastCommit(Lake lake, Table table) {
        Path log = new Path(lake.path(table), "_delta_log");
        try {
            FileSystem fileSystem =
                    log.getFileSystem(lake.spark().sparkContext().hadoopConfiguration());
            return Stream.of(fileSystem.listStatus(log))
                    .filter(file -> file.getPath().getName().matches("\\d{20}\\.json"))
                    .max(Comparator.comparing(file -> file.getPath().getName()));
        } catch (FileNotFoundException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
