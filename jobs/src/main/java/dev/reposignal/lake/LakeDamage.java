package dev.reposignal.lake;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.reposignal.table.Table;
import dev.reposignal.table.Tables;
import java.io.BufferedReader;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.delta.actions.AddFile;
import org.jspecify.annotations.Nullable;

/**
 * What is damaged in the files of one table, found without reading rows: a log that cannot be read, and files of the latest
 * version that are gone or have another length.
 *
 * @param what a sentence
 * @param remedy what to do, a sentence
 * @param removable the last commit file where it is empty or broken: without it the table is as before that commit
 */
public record LakeDamage(
        Table table, String what, String remedy, @Nullable Path removable) {
    private static final int FILES_NAMED = 3;
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private static final String RESTORE = "Restore the folder of the table from a backup";

    /** The damage of all tables; none where all is well. */
    public static List<LakeDamage> of(Lake lake) {
        List<LakeDamage> damage = new ArrayList<>();
        for (Table table : Tables.ALL) {
            ofTable(lake, table).ifPresent(damage::add);
        }
        return damage;
    }

    private static Optional<LakeDamage> ofTable(Lake lake, Table table) {
        Configuration configuration = lake.spark().sparkContext().hadoopConfiguration();
        Path folder = new Path(lake.path(table));
        try {
            FileSystem fileSystem = folder.getFileSystem(configuration);
            if (!fileSystem.exists(folder)) {
                return Optional.empty();
            }
            Optional<FileStatus> last = CommitFiles.lastCommit(lake.path(table), configuration);
            if (last.isEmpty()) {
                return Optional.of(new LakeDamage(
                        table,
                        "The table %s has files, but its log (_delta_log) holds no commit.".formatted(table.name()),
                        RESTORE + ", or remove the folder: the table is then as if it had never been written.",
                        null));
            }
            Optional<String> broken = brokenCommit(fileSystem, last.get());
            if (broken.isPresent()) {
                return Optional.of(new LakeDamage(
                        table,
                        "The last commit of the table %s (%s) is %s: what it wrote cannot be read."
                                .formatted(table.name(), last.get().getPath().getName(), broken.get()),
                        "--fix puts that file aside; then run the command again that wrote it.",
                        last.get().getPath()));
            }
            return missingFiles(lake, table, fileSystem, folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How a commit file is broken; empty where each of its lines is JSON. */
    private static Optional<String> brokenCommit(FileSystem fileSystem, FileStatus commit) throws IOException {
        if (commit.getLen() == 0) {
            return Optional.of("empty");
        }
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(fileSystem.open(commit.getPath()), StandardCharsets.UTF_8))) {
            String line;
            while ((line = lines.readLine()) != null) {
                if (!MAPPER.readTree(line).isObject()) {
                    return Optional.of("not JSON");
                }
            }
            return Optional.empty();
        } catch (JsonProcessingException e) {
            return Optional.of("not whole JSON");
        }
    }

    private static Optional<LakeDamage> missingFiles(Lake lake, Table table, FileSystem fileSystem, Path folder)
            throws IOException {
        List<AddFile> files;
        try {
            files = DeltaTables.files(null, lake.spark(), lake.path(table)).files();
        } catch (RuntimeException e) {
            return Optional.of(new LakeDamage(
                    table,
                    "The log of the table %s cannot be read: %s."
                            .formatted(table.name(), firstLine(String.valueOf(e.getMessage()))),
                    RESTORE + ".",
                    null));
        }
        List<String> bad = new ArrayList<>();
        for (AddFile file : files) {
            Path path = CommitFiles.file(lake.path(table), file.path());
            try {
                long length = fileSystem.getFileStatus(path).getLen();
                if (length != file.size()) {
                    bad.add("%s has %,d bytes instead of %,d".formatted(name(folder, path), length, file.size()));
                }
            } catch (FileNotFoundException e) {
                bad.add(name(folder, path) + " is gone");
            }
        }
        if (bad.isEmpty()) {
            return Optional.empty();
        }
        String named = String.join(", ", bad.subList(0, Math.min(FILES_NAMED, bad.size())));
        return Optional.of(new LakeDamage(
                table,
                "%,d of %,d files of the table %s are damaged: %s%s."
                        .formatted(
                                bad.size(), files.size(), table.name(), named, bad.size() > FILES_NAMED ? ", ..." : ""),
                table.isByDay()
                        ? "Restore them from a backup; else ingest or run those days again (with ingest --replace, or nightly --date DAY --force)."
                        : RESTORE + ".",
                null));
    }

    private static String name(Path folder, Path file) {
        return folder.toUri().getPath().isEmpty()
                ? file.toString()
                : file.toUri().getPath().replace(folder.toUri().getPath() + "/", "");
    }

    private static String firstLine(String text) {
        return text.lines().findFirst().orElse("").strip();
    }

    /** Puts the broken commit file aside, under a name that Delta does not read. */
    public void putAside(Lake lake) {
        Path commit = removable;
        if (commit == null) {
            return;
        }
        try {
            FileSystem fileSystem =
                    commit.getFileSystem(lake.spark().sparkContext().hadoopConfiguration());
            fileSystem.rename(commit, commit.suffix(".broken"));
            // The checksum of a version that is gone would be taken for that of the next one.
            fileSystem.delete(new Path(commit.getParent(), commit.getName().replace(".json", ".crc")), false);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
