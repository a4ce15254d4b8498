package dev.reposignal.testing;

import dev.reposignal.config.Settings;
import dev.reposignal.config.SettingsLoader;
import dev.reposignal.ingest.Ingest;
import dev.reposignal.ingest.IngestReport;
import dev.reposignal.ingest.IngestRequest;
import dev.reposignal.lake.Lake;
import dev.reposignal.night.Night;
import dev.reposignal.progress.Progress;
import dev.reposignal.table.Tables;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The embedded sample in a lake, loaded once for all tests; a test that writes takes a copy. */
public final class SampleLake {
    public static final LocalDate EARLIER = LocalDate.parse("2026-02-27");
    public static final LocalDate LATEST = LocalDate.parse("2026-03-06");

    private static final Path FOLDER = made();
    private static final IngestReport REPORT = ingested();

    private SampleLake() {}

    /** What loading the sample reported. */
    public static IngestReport report() {
        return REPORT;
    }

    /** A lake with the sample's snapshots and no night. */
    public static Lake copy(Path folder) {
        return copy(FOLDER, folder);
    }

    /** A lake with everything another one holds; files are shared, since Delta never changes one. */
    public static Lake copy(Path original, Path folder) {
        try (Stream<Path> files = Files.walk(original)) {
            for (Path file : files.toList()) {
                Path target = folder.resolve(original.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.createLink(target, file);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Lake(TestSpark.session(), folder.toString());
    }

    /** Nights with the default settings and a clock that stands still. */
    public static Night night(Lake lake, boolean allowStale) {
        return new Night(
                lake,
                settings(),
                allowStale,
                "test",
                InstantSource.fixed(Instant.parse("2026-03-06T03:00:00Z")),
                Progress.SILENT);
    }

    public static Settings settings() {
        return SettingsLoader.load(Optional.empty(), Map.of(), Map.of());
    }

    private static Path made() {
        try {
            return Files.createTempDirectory("reposignal-sample-lake");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static IngestReport ingested() {
        Lake lake = new Lake(TestSpark.session(), FOLDER.toString());
        IngestReport report = Ingest.run(
                lake,
                new IngestRequest(List.of("../data/sample"), null, null, false),
                Instant.parse("2026-03-06T02:00:00Z"));
        if (!lake.exists(Tables.SNAPSHOTS)) {
            throw new IllegalStateException("The sample loaded nothing: " + report.lines());
        }
        return report;
    }
}
