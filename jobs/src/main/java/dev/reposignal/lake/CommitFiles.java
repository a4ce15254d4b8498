package dev.reposignal.lake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.reposignal.table.Table;
import dev.reposignal.table.Tables;
import java.io.BufferedReader;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.ChecksumFileSystem;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.jspecify.annotations.Nullable;

/**
 * What the commit files of a lake say about a machine that lost its power: Delta reads an empty last commit as one that
 * changed nothing, and a lost one as if it had never been made.
 */
public final class CommitFiles {
    private static final String LOG = "_delta_log";
    private static final Pattern NAME = Pattern.compile("\\d{20}\\.json");
    private static final Pattern CHECKSUM = Pattern.compile("\\.(" + NAME + ")\\.crc");
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private CommitFiles() {}

    /**
     * The tables whose last commit file is empty, each as a sentence; none where all is well. Only names and lengths of files
     * are looked at.
     */
    public static List<String> emptyLastCommits(Lake lake) {
        List<String> sentences = new ArrayList<>();
        for (Table table : Tables.ALL) {
            emptyLastCommit(lake, table)
                    .ifPresent(commit -> sentences.add(
                            ("The last commit of the table %s (%s) is empty, as after a power cut: what it wrote is missing."
                                            + " reposignal doctor --lake %s --fix removes that file; then run the command again that wrote it.")
                                    .formatted(table.name(), commit.toUri().getPath(), lake.root())));
        }
        return sentences;
    }

    /** The last commit file of a table where it is empty. */
    public static Optional<Path> emptyLastCommit(Lake lake, Table table) {
        return lastCommit(lake.path(table), configuration(lake))
                .filter(commit -> commit.getLen() == 0)
                .map(FileStatus::getPath);
    }

    /** The version of each table that has one, by the names of its commit files. */
    public static Map<String, Long> versions(Lake lake) {
        Map<String, Long> versions = new TreeMap<>();
        for (Table table : Tables.ALL) {
            commits(lake.path(table), configuration(lake))
                    .max(Comparator.naturalOrder())
                    .ifPresent(name -> versions.put(table.name(), version(name)));
        }
        return versions;
    }

    /**
     * Removes what is left of a table that was being created when its process was killed: a log without a commit, and no
     * file with rows. Delta takes it for a table and cannot read it.
     */
    static void removeUnfinishedCreation(String table, Configuration configuration) {
        Path folder = new Path(table);
        try {
            FileSystem files = folder.getFileSystem(configuration);
            boolean hasOnlyALog = files.exists(folder)
                    && Stream.of(files.listStatus(folder))
                            .allMatch(file -> file.getPath().getName().equals(LOG));
            if (hasOnlyALog && lastCommit(table, configuration).isEmpty()) {
                files.delete(folder, true);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Removes the hidden checksums that Hadoop keeps on local disks of commit files which are gone: they would belong to
     * the next commits of the same numbers, which could not be read.
     */
    public static void removeChecksumsOfLostCommits(Lake lake) {
        try {
            for (Table table : Tables.ALL) {
                Path log = new Path(lake.path(table), LOG);
                if (log.getFileSystem(configuration(lake)) instanceof ChecksumFileSystem checked
                        && checked.exists(log)) {
                    FileSystem raw = checked.getRawFileSystem();
                    for (FileStatus file : raw.listStatus(log)) {
                        Matcher checksum = CHECKSUM.matcher(file.getPath().getName());
                        if (checksum.matches() && !raw.exists(new Path(log, checksum.group(1)))) {
                            raw.delete(file.getPath(), false);
                        }
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Configuration configuration(Lake lake) {
        return lake.spark().sparkContext().hadoopConfiguration();
    }

    private static long version(String commit) {
        return Long.parseLong(commit.substring(0, 20));
    }

    /** The last commit file of the log of a table. */
    static Optional<FileStatus> lastCommit(String table, Configuration configuration) {
        Optional<String> name = commits(table, configuration).max(Comparator.naturalOrder());
        if (name.isEmpty()) {
            return Optional.empty();
        }
        Path commit = new Path(new Path(table, LOG), name.get());
        try {
            return Optional.of(commit.getFileSystem(configuration).getFileStatus(commit));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The names of all commit files of a table. */
    private static Stream<String> commits(String table, Configuration configuration) {
        try {
            return LogFiles.names(new Path(table, LOG), configuration).stream().filter(NAME.asMatchPredicate());
        } catch (FileNotFoundException e) {
            return Stream.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Brings what was committed after some versions to the disk: the files with the rows, then the commits, then the folders
     * that hold their names.
     */
    public static void sync(Lake lake, Map<String, Long> before, Map<String, Long> after) {
        for (Table table : Tables.ALL) {
            long from = before.getOrDefault(table.name(), -1L);
            if (after.getOrDefault(table.name(), -1L) <= from) {
                continue;
            }
            String path = lake.path(table);
            List<String> fresh = commits(path, configuration(lake))
                    .filter(commit -> version(commit) > from)
                    .toList();
            try {
                for (String commit : fresh) {
                    sync(path, new Path(new Path(path, LOG), commit), configuration(lake));
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static void sync(String table, Path commit, Configuration configuration) throws IOException {
        try (BufferedReader lines = new BufferedReader(
                new InputStreamReader(commit.getFileSystem(configuration).open(commit), StandardCharsets.UTF_8))) {
            String line;
            while ((line = lines.readLine()) != null) {
                Path file = added(table, line);
                if (file != null) {
                    DiskSync.file(file);
                    DiskSync.folder(file);
                }
            }
        }
        DiskSync.file(commit);
        DiskSync.folder(commit);
    }

    private static @Nullable Path added(String table, String action) throws IOException {
        JsonNode path = MAPPER.readTree(action).path("add").path("path");
        return path.isTextual() ? file(table, path.asText()) : null;
    }

    /** The file that a commit names: Delta writes its path as a URL does. */
    static Path file(String table, String path) {
        return new Path(table, new Path(URLDecoder.decode(path.replace("+", "%2B"), StandardCharsets.UTF_8)));
    }
}
