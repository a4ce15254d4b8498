package dev.reposignal.lake;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Brings files of a local disk from the memory of the operating system to the disk, so that a power cut loses nothing that a
 * command has reported as done. Object stores do so themselves.
 */
public final class DiskSync {
    private DiskSync() {}

    static void file(org.apache.hadoop.fs.Path file) throws IOException {
        Path local = local(file);
        if (local != null) {
            force(local);
        }
    }

    /** The folder a file is in, which holds its name. */
    static void folder(org.apache.hadoop.fs.Path file) throws IOException {
        Path local = local(file);
        if (local != null && local.getParent() != null) {
            force(local.getParent());
        }
    }

    /** Every file and folder below a folder. */
    public static void tree(Path folder) throws IOException {
        List<Path> all;
        try (Stream<Path> files = Files.walk(folder)) {
            all = files.toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        for (Path each : all) {
            force(each);
        }
    }

    /** One file or folder; nothing where it is gone. */
    public static void force(Path path) throws IOException {
        // A folder can be opened for reading only, and where a system refuses even that it needs no such call.
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (NoSuchFileException e) {
            return;
        } catch (IOException e) {
            if (!Files.isDirectory(path)) {
                throw e;
            }
        }
    }

    private static @Nullable Path local(org.apache.hadoop.fs.Path file) {
        String scheme = file.toUri().getScheme();
        return scheme == null || scheme.equals("file") ? Path.of(file.toUri().getPath()) : null;
    }
}
