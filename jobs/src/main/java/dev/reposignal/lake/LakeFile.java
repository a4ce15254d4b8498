package dev.reposignal.lake;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Options;
import org.apache.hadoop.fs.Path;

/** A small file in the folder of a lake, beside its tables. */
public final class LakeFile {
    private LakeFile() {}

    /** The bytes of a file; empty where there is none. */
    public static Optional<byte[]> read(String root, String name, Configuration configuration) throws IOException {
        Path file = new Path(root, name);
        try (InputStream in = fileSystem(file, configuration).open(file)) {
            return Optional.of(in.readAllBytes());
        } catch (FileNotFoundException e) {
            return Optional.empty();
        }
    }

    /** Writes a file in one step: a reader sees the old one or this one. */
    public static void write(String root, String name, byte[] bytes, Configuration configuration) throws IOException {
        Path file = new Path(root, name);
        Path next = new Path(root, name + ".next");
        FileSystem fileSystem = fileSystem(file, configuration);
        if (StoreLease.isFor(root)) {
            // An object appears whole when it is closed, and a rename would be a copy with a moment of no file.
            try (OutputStream out = fileSystem.create(file, true)) {
                out.write(bytes);
            }
            return;
        }
        try (OutputStream out = fileSystem.create(next, true)) {
            out.write(bytes);
        }
        DiskSync.file(next);
        FileContext.getFileContext(file.toUri(), configuration)
                .rename(qualified(next, fileSystem), qualified(file, fileSystem), Options.Rename.OVERWRITE);
        DiskSync.folder(file);
    }

    private static Path qualified(Path path, FileSystem fileSystem) {
        return path.makeQualified(fileSystem.getUri(), fileSystem.getWorkingDirectory());
    }

    private static FileSystem fileSystem(Path path, Configuration configuration) throws IOException {
        FileSystem fileSystem = path.getFileSystem(configuration);
        return fileSystem instanceof LocalFileSystem local ? local.getRaw() : fileSystem;
    }
}
