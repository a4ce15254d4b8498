package dev.reposignal.collect;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The answers of an unfinished collection, one file each, written before the next request goes out. A collection that was
 * ended at any moment goes on behind the last of them.
 */
final class Journal {
    private final Path folder;
    private final List<Entry> entries = new ArrayList<>();
    private final Map<String, Entry> byKey = new HashMap<>();

    /**
     * An answer that was used.
     *
     * @param key of the request; for batches the repositories asked for are in keys instead
     * @param batch size of the next batch
     * @param good batches without a fault in a row
     */
    record Entry(
            String step,
            String key,
            List<String> keys,
            int batch,
            int good,
            long points,
            Instant at,
            int status,
            Map<String, String> headers,
            String body) {
        /** The same with what was answered before. */
        Entry answered(int newStatus, String newBody) {
            return new Entry(step, key, keys, batch, good, points, at, newStatus, headers, newBody);
        }
    }

    private Journal(Path folder) {
        this.folder = folder;
    }

    /** Opens the journal of a folder; a file that was cut off, as by a power failure, ends it. */
    static Journal open(Path folder) {
        Journal journal = new Journal(folder);
        try {
            Files.createDirectories(folder);
            List<Path> files;
            try (Stream<Path> all = Files.list(folder)) {
                files = all.sorted().toList();
            }
            boolean isWhole = true;
            for (Path file : files) {
                Entry entry = isWhole && !file.getFileName().toString().startsWith(".") ? read(file) : null;
                if (entry == null) {
                    isWhole &= file.getFileName().toString().startsWith(".");
                    Files.delete(file);
                } else {
                    journal.add(entry);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return journal;
    }

    private static @Nullable Entry read(Path file) {
        try {
            List<String> lines = WholeFiles.lines(file);
            return lines.isEmpty() ? null : JsonTexts.parsed(lines.get(0), Entry.class);
        } catch (UncheckedIOException e) {
            return null;
        }
    }

    List<Entry> entries() {
        return List.copyOf(entries);
    }

    List<Entry> entries(String step) {
        return entries.stream().filter(entry -> entry.step().equals(step)).toList();
    }

    Optional<Entry> find(Ask ask) {
        return Optional.ofNullable(byKey.get(ask.key()));
    }

    void save(Entry entry) {
        WholeFiles.writeQuickly(
                folder.resolve(String.format(Locale.ROOT, "%06d.json.gz", entries.size())),
                List.of(JsonTexts.of(entry)));
        add(entry);
    }

    private void add(Entry entry) {
        entries.add(entry);
        if (!entry.key().isEmpty()) {
            byKey.put(entry.key(), entry);
        }
    }

    /** Removes it: the collection is complete. */
    void remove() {
        WholeFiles.remove(folder);
    }
}
