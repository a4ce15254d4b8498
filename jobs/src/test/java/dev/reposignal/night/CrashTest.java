package dev.reposignal.night;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.reposignal.ingest.Ingest;
import dev.reposignal.ingest.IngestRequest;
import dev.reposignal.lake.CommitFiles;
import dev.reposignal.lake.Lake;
import dev.reposignal.lake.LakeDamage;
import dev.reposignal.table.Table;
import dev.reposignal.table.Tables;
import dev.reposignal.testing.KillableFileSystem;
import dev.reposignal.testing.TableContents;
import dev.reposignal.testing.TestSpark;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * Processes killed at steps of an ingest: every table is wholly old or wholly new, and the same command run
 * again gives what one undisturbed run gives. The system property {@code reposignal.crash.points} sets how many steps are
 * looked at; jobs/bench/crash.sh looks at all.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CrashTest {
    private static final LocalDate FIRST = LocalDate.parse("2026-01-30");
    private static final LocalDate DAY = LocalDate.parse("2026-03-06");
    private static final Instant AT = Instant.parse("2026-03-07T01:00:00Z");
    private static final int POINTS = Integer.getInteger("reposignal.crash.points", 6);

    @TempDir
    static Path folder;

    private Path loaded = Path.of("");
    private Path nextDay = Path.of("");

    @BeforeAll
    void load() throws IOException {
        KillableFileSystem.register(TestSpark.session().sparkContext().hadoopConfiguration());
        KillableFileSystem.begin(Long.MAX_VALUE, step -> {});
        nextDay = Files.writeString(folder.resolve("next.csv"), feed(DAY.plusDays(1), DAY.plusDays(1)) + "bad,row\n");
        Path history = Files.writeString(folder.resolve("history.csv"), feed(FIRST, DAY));
        loaded = Files.createDirectory(folder.resolve("loaded"));
        ingest(history, lake(loaded));
    }

    private static String feed(LocalDate first, LocalDate last) {
        StringBuilder text = new StringBuilder("snapshot_date,full_name,stars,description,language\n");
        for (LocalDate day = first; !day.isAfter(last); day = day.plusDays(1)) {
            for (int n = 0; n < 40; n++) {
                long age = day.toEpochDay() - FIRST.toEpochDay();
                text.append(String.format(
                        Locale.ROOT,
                        "%s,lab%02d/tool-%d,%d,A %s for the %s number %d,%s%n",
                        day,
                        n,
                        n,
                        300 + 41L * n * n + age * (n % 9) + (age * age * n) % 7,
                        n % 2 == 0 ? "parser" : "map renderer",
                        n % 3 == 0 ? "queue" : "mixer",
                        n,
                        n % 2 == 0 ? "Go" : "Rust"));
            }
        }
        return text.toString();
    }

    private static Lake lake(Path folder) {
        return new Lake(TestSpark.session(), KillableFileSystem.name(folder));
    }

    private static void ingest(Path file, Lake lake) {
        Ingest.run(lake, new IngestRequest(List.of(file.toString()), null, null, false), AT);
    }

    @Test
    void ingestKilledAtAStep_leavesTablesWholeAndIsFinishedByTheSameCommand() {
        sweep("ingest", loaded, lake -> ingest(nextDay, lake), POINTS);
    }

    /** Looks at the disk before some steps of one undisturbed run; runs the command again on some of these states. */
    private void sweep(String name, Path before, Consumer<Lake> command, int repeated) {
        Path whole = copied(before, name);
        KillableFileSystem.begin(Long.MAX_VALUE, step -> {});
        command.accept(lake(copied(before, name + "-counted")));
        long steps = KillableFileSystem.steps();
        List<Long> chosen = LongStream.rangeClosed(1, POINTS)
                .map(point -> Math.max(1, point * steps / POINTS))
                .distinct()
                .boxed()
                .toList();
        Map<Long, Path> states = new TreeMap<>();
        KillableFileSystem.begin(Long.MAX_VALUE, step -> {
            if (chosen.contains(step)) {
                states.put(step, copied(whole, name + "-" + step));
            }
        });
        command.accept(lake(whole));
        KillableFileSystem.begin(Long.MAX_VALUE, step -> {});
        Map<String, List<String>> after = contents(lake(whole));
        Map<String, List<String>> old = contents(lake(before));

        int again = 0;
        for (Map.Entry<Long, Path> state : states.entrySet()) {
            Lake killed = lake(state.getValue());
            // A table that is new may have files and no commit yet: it is as if it had never been written.
            assertThat(LakeDamage.of(killed))
                    .as("%s killed before step %d", name, state.getKey())
                    .filteredOn(damage -> lake(before).exists(damage.table()))
                    .isEmpty();
            contents(killed).forEach((table, rows) -> assertThat(rows)
                    .as("%s after %s was killed before step %d", table, name, state.getKey())
                    .satisfiesAnyOf(
                            found -> assertThat(found).isEqualTo(old.getOrDefault(table, List.of())),
                            found -> assertThat(found).isEqualTo(after.getOrDefault(table, List.of()))));
            if (again++ < repeated) {
                command.accept(killed);
                assertThat(contents(killed))
                        .as("%s run again after step %d", name, state.getKey())
                        .isEqualTo(after);
            }
        }
        assertThat(states).hasSameSizeAs(chosen);
    }

    @Test
    void ingestThatFailsAtAStep_leavesTheLockFreeAndTheTablesOld() {
        Path state = copied(loaded, "failing");
        Map<String, Long> before = CommitFiles.versions(lake(state));

        KillableFileSystem.begin(2, step -> {});
        Throwable thrown = catchThrowable(() -> ingest(nextDay, lake(state)));
        KillableFileSystem.begin(Long.MAX_VALUE, step -> {});

        assertThat(thrown).isNotNull();
        assertThat(CommitFiles.versions(lake(state))).isEqualTo(before);
    }

    /** The rows of every table but what says when and how a command ran. */
    private static Map<String, List<String>> contents(Lake lake) {
        Map<String, List<String>> contents = new TreeMap<>();
        for (Table table : Tables.ALL) {
            boolean isOfTheRun = List.of(Tables.RUNS, Tables.INGESTS).contains(table);
            if (!isOfTheRun && lake.exists(table)) {
                contents.put(table.name(), new ArrayList<>(TableContents.lines(lake, table)));
            }
        }
        return contents;
    }

    private static Path copied(Path original, String name) {
        Path target = folder.resolve("copy-of-" + name);
        try (Stream<Path> files = Files.walk(original)) {
            for (Path file : files.toList()) {
                Path copy = target.resolve(original.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(copy);
                } else {
                    Files.copy(file, copy);
                }
            }
            return target;
        } catch (NoSuchFileException | UncheckedIOException e) {
            // Another thread of the run removed a temporary file meanwhile.
            return copied(original, name + "-again");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
