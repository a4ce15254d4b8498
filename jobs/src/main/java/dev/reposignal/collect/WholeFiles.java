package dev.reposignal.collect;

import dev.reposignal.lake.FileTree;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** Files that are there whole or not at all, whenever the process ends. Equal lines give equal bytes. */
final class WholeFiles {
    private WholeFiles() {}

    /** Replaces a file by lines, lasting a power failure; compressed where its name ends with .gz. */
    static void write(Path file, Iterable<String> lines) {
        write(file, lines, true);
    }

    /** The same, but a power failure may cut it off: for what can be asked for again. */
    static void writeQuickly(Path file, Iterable<String> lines) {
        write(file, lines, false);
    }

    private static void write(Path file, Iterable<String> lines, boolean isLasting) {
        Path unfinished = file.resolveSibling("." + file.getFileName() + ".new");
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            try (Writer out = writer(file, Files.newOutputStream(unfinished))) {
                for (String line : lines) {
                    out.write(line);
                    out.write('\n');
                }
            }
            if (isLasting) {
                try (FileChannel channel = FileChannel.open(unfinished, StandardOpenOption.WRITE)) {
                    channel.force(true);
                }
            }
            Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The lines of a file; none where there is no such file. */
    static List<String> lines(Path file) {
        if (!Files.exists(file)) {
            return List.of();
        }
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(
                isCompressed(file) ? new GZIPInputStream(Files.newInputStream(file)) : Files.newInputStream(file),
                StandardCharsets.UTF_8))) {
            List<String> lines = new ArrayList<>();
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                lines.add(line);
            }
            return lines;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Removes a folder and what is in it. */
    static void remove(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try {
            FileTree.remove(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Writer writer(Path file, OutputStream out) throws IOException {
        // Java's gzip header holds no time: equal content gives equal bytes.
        return new OutputStreamWriter(isCompressed(file) ? new GZIPOutputStream(out) : out, StandardCharsets.UTF_8);
    }

    private static boolean isCompressed(Path file) {
        return file.getFileName().toString().endsWith(".gz");
    }
}
