package dev.reposignal.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Consumer;

/** Folders that the test processes of one build share: what takes long to make is made by the first that needs it. */
final class BuildFolder {
    private BuildFolder() {}

    /** The folder of this name; where this build has none yet it is filled first. Outside of a Maven build it is this process's own. */
    static Path made(String name, Consumer<Path> filling) {
        String build = System.getProperty("reposignal.build");
        try {
            if (build == null) {
                Path own = Files.createTempDirectory("reposignal-" + name);
                filling.accept(own);
                return own;
            }
            Path builds =
                    Files.createDirectories(Path.of("target", "test-folders").toAbsolutePath());
            Path folder = builds.resolve(name + "-" + build);
            try (FileChannel channel = FileChannel.open(
                            builds.resolve(name + ".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock lock = channel.lock()) {
                if (lock.isValid() && !Files.exists(folder)) {
                    // A process that dies half-way leaves nothing that looks finished.
                    Path unfinished = Files.createTempDirectory(builds, name);
                    filling.accept(unfinished);
                    Files.move(unfinished, folder);
                }
            }
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
