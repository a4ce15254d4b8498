package dev.reposignal.ingest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;

/** Names of files as users write them, and the file systems they are read from. */
final class Paths {
    private Paths() {}

    /** A name with a colon, as 2026-03-06T12:00, is a path to Hadoop only where its folder is written before it. */
    static Path of(String name) {
        try {
            java.nio.file.Path local = java.nio.file.Path.of(name);
            if (name.contains(":") && Files.exists(local)) {
                return new Path(local.toAbsolutePath().normalize().toUri());
            }
        } catch (InvalidPathException e) {
            return new Path(name);
        }
        return new Path(name);
    }

    /** Without Hadoop's own checksum files: they are left behind where a file is edited, and their names take no colon. */
    static FileSystem fileSystem(Path path, Configuration configuration) throws IOException {
        FileSystem fileSystem = path.getFileSystem(configuration);
        return fileSystem instanceof LocalFileSystem local ? local.getRaw() : fileSystem;
    }
}
