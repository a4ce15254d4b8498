package dev.reposignal.collect;

import dev.reposignal.config.Settings;
import dev.reposignal.config.SettingsLoader;
import dev.reposignal.watch.Watchlists;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A lake in a folder, a simulated GitHub and a clock. */
final class CollectFixture {
    static final LocalDate DAY = LocalDate.parse("2026-03-06");

    final CollectFolders folders;
    final FakeTime time = new FakeTime("2026-03-06T00:05:00Z");
    final List<String> warnings = new ArrayList<>();
    final Map<String, String> set = new LinkedHashMap<>();
    private final SimulatedGitHub github;

    CollectFixture(Path folder, SimulatedGitHub github) {
        this.folders = new CollectFolders(folder);
        this.github = github;
        set.put("collect.api", github.api());
        set.put("collect.newborn_days", "0");
        set.put("collect.band_stars", "0");
        set.put("collect.history_requests", "0");
    }

    /** Follows by name, as people do. */
    void follow(String... names) {
        Census census = census();
        for (String name : names) {
            census.follow(name, DAY);
        }
        census.write(folders.census());
    }

    /** Follows all repositories of the simulation by their ids, as a night later. */
    void followAll(FoundBy by) {
        Census census = census();
        for (SimulatedRepository each : github.repositories.values()) {
            Observed observed = new Observed(
                    each.id,
                    each.nodeId(),
                    each.fullName,
                    null,
                    null,
                    null,
                    each.stars,
                    null,
                    null,
                    null,
                    null,
                    false,
                    null,
                    time.now());
            census.put(Followed.found(observed, by, DAY.minusDays(1)));
        }
        census.write(folders.census());
    }

    /** What watchlists name. */
    Watchlists watched = Watchlists.NONE;

    Census census() {
        return Census.read(folders.census());
    }

    CollectReport collect() {
        return collect(DAY, new HttpTransport(token()));
    }

    CollectReport collect(LocalDate day) {
        time.set(day + "T00:05:00Z");
        return collect(day, new HttpTransport(token()));
    }

    CollectReport collect(LocalDate day, Transport transport) {
        List<CollectReport> reports = collectAll(day, transport);
        return reports.get(reports.size() - 1);
    }

    List<CollectReport> collectAll(LocalDate day, Transport transport) {
        CollectProgress progress = new CollectProgress() {
            @Override
            public void at(String step, int done, int of, @Nullable Duration left) {}

            @Override
            public void warned(String warning) {
                warnings.add(warning);
            }
        };
        return new Collector(folders, settings(), transport, time, progress, Duration.ofMillis(1))
                .watching(watched)
                .collect(day);
    }

    Settings.Collect settings() {
        return SettingsLoader.load(Optional.empty(), Map.of(), set).collect();
    }

    static Token token() {
        return Token.of(null, Map.of(Token.VARIABLE, "test-token"));
    }

    List<String> snapshots() {
        return WholeFiles.lines(folders.snapshots(DAY));
    }

    /** Every file of the lake with its content. */
    Map<String, byte[]> files() {
        Map<String, byte[]> files = new TreeMap<>();
        try (Stream<Path> all = Files.walk(folders.lake())) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                files.put(folders.lake().relativize(file).toString(), Files.readAllBytes(file));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return files;
    }

    /** The text of every file, unpacked. */
    Map<String, String> texts() {
        Map<String, String> texts = new TreeMap<>();
        files().keySet()
                .forEach(name -> texts.put(
                        name, String.join("\n", WholeFiles.lines(folders.lake().resolve(name)))));
        return texts;
    }
}
