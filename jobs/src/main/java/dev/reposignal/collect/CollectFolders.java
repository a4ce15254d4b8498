package dev.reposignal.collect;

import dev.reposignal.error.Errors;
import dev.reposignal.lake.LakeFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Where the collector keeps its files in a lake. */
public record CollectFolders(Path lake) {
    /**
     * The folders of a lake.
     *
     * @throws dev.reposignal.error.UserException where the lake is not on a local disk
     */
    public static CollectFolders of(String lake) {
        return new CollectFolders(LakeFolder.local(lake).orElseThrow(() -> Errors.lakeNotLocal(lake)));
    }

    /** The collector's own files: the census, and what is unfinished. */
    public Path own() {
        return lake.resolve("collector");
    }

    /** The census, JSON lines. */
    public Path census() {
        return own().resolve("census.jsonl");
    }

    /** What a day's collection has given. */
    public Path raw(LocalDate day) {
        return lake.resolve("raw").resolve(day.toString());
    }

    /** The file that ingest loads. */
    public Path snapshots(LocalDate day) {
        return raw(day).resolve("snapshots-" + day + ".csv.gz");
    }

    /** The star histories that were read on a day. */
    public Path histories(LocalDate day) {
        return raw(day).resolve("star-history-" + day + ".csv.gz");
    }

    /** The repositories whose star history is read again and again. */
    public Path audit() {
        return own().resolve("audit.txt");
    }

    /** Star histories of the last two weeks, to ask whether they have changed. */
    Path keptHistories() {
        return own().resolve("kept-histories.jsonl.gz");
    }

    /** The same of lists of names. */
    Path keptLists() {
        return own().resolve("kept-lists.jsonl.gz");
    }

    /** How the collection of a day went; it is there once the collection is complete. */
    public Path report(LocalDate day) {
        return raw(day).resolve("_collect.json");
    }

    /** The answers of a step, as they came. */
    Path answers(LocalDate day, String step) {
        return raw(day).resolve("answers").resolve(step + ".jsonl.gz");
    }

    Path journal(LocalDate day) {
        return own().resolve(day.toString());
    }

    /** Days whose collection was begun and not finished, earliest first. */
    List<LocalDate> unfinished() {
        if (!Files.isDirectory(own())) {
            return List.of();
        }
        List<LocalDate> days = new ArrayList<>();
        try (Stream<Path> all = Files.list(own())) {
            for (Path each : all.filter(Files::isDirectory).sorted().toList()) {
                day(each.getFileName().toString()).ifPresent(days::add);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return days;
    }

    private static Optional<LocalDate> day(String name) {
        try {
            return Optional.of(LocalDate.parse(name));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
