package dev.reposignal.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reposignal.config.SettingsLoader;
import dev.reposignal.lake.CommitFiles;
import dev.reposignal.lake.Lake;
import dev.reposignal.lake.LakeDamage;
import dev.reposignal.lake.LakeNote;
import dev.reposignal.lake.Maintenance;
import dev.reposignal.night.Night;
import dev.reposignal.progress.Progress;
import dev.reposignal.table.Field;
import dev.reposignal.table.Table;
import dev.reposignal.table.Tables;
import dev.reposignal.testing.KillableFileSystem;
import dev.reposignal.testing.TableContents;
import dev.reposignal.testing.TestSpark;
import dev.reposignal.testing.WatchedFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.types.DataTypes;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * Processes killed at steps of a command: every table is whole, a reader sees the lake as before, and the same command run again
 * gives what one undisturbed run gives. The property {@code reposignal.crash.points} sets how many steps of each command are
 * looked at (up to twice as many), {@code reposignal.crash.repeated} after how many the command is run again, and
 * {@code reposignal.crash.all} whether all commands are looked at; jobs/bench/crash.sh looks at many steps of all.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class CrashTest {
    private static final LocalDate FIRST = LocalDate.parse("2026-01-30");
    private static final LocalDate DAY = LocalDate.parse("2026-03-06");
    private static final LocalDate NEXT = DAY.plusDays(1);
    private static final int POINTS = Integer.getInteger("reposignal.crash.points", 2);
    private static final String ALL = "reposignal.crash.all";
    private static final int REPEATED = Integer.getInteger("reposignal.crash.repeated", 1);

    /** Say when and how a command ran, which the undisturbed run cannot tell. */
    private static final Set<Table> OF_THE_RUN = Set.of(Tables.RUNS, Tables.INGESTS);

    /** The kill points looked at, by command. */
    private static final Map<String, Integer> LOOKED = new TreeMap<>();

    private static int again;

    @TempDir
    static Path folder;

    /** What each undisturbed command left, for the next. */
    private Path loaded = Path.of("");

    private Path withNight = Path.of("");
    private Path withoutDay = Path.of("");
    private Path nextDay = Path.of("");

    @BeforeAll
    void load() throws IOException {
        KillableFileSystem.register(configuration());
        undisturbed();
        Path history = Files.writeString(folder.resolve("history.csv"), feed(FIRST, DAY, 40));
        nextDay = Files.writeString(folder.resolve("next.csv"), feed(NEXT, NEXT, 40) + "bad,row\n");
        loaded = Files.createDirectory(folder.resolve("loaded"));
        run("ingest", "--lake", name(loaded), history.toString());
    }

    @AfterAll
    static void tell() {
        int looked = LOOKED.values().stream().mapToInt(Integer::intValue).sum();
        System.err.printf("%d kill points %s, %d of them run again%n", looked, LOOKED, again);
    }

    private static void undisturbed() {
        KillableFileSystem.begin(Long.MAX_VALUE, step -> {});
    }

    private static String feed(LocalDate first, LocalDate last, int repositories) {
        StringBuilder text = new StringBuilder("snapshot_date,full_name,stars,description,language\n");
        for (LocalDate day = first; !day.isAfter(last); day = day.plusDays(1)) {
            for (int n = 0; n < repositories; n++) {
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

    private static Configuration configuration() {
        return TestSpark.session().sparkContext().hadoopConfiguration();
    }

    private static String name(Path folder) {
        return KillableFileSystem.name(folder);
    }

    private static Lake lake(Path folder) {
        return new Lake(TestSpark.session(), name(folder));
    }

    private static void run(String... arguments) {
        CommandOutcome outcome = CommandOutcome.run(arguments);
        assertThat(outcome.exit())
                .as("%s: %s", String.join(" ", arguments), outcome.err())
                .isZero();
    }

    @Test
    @Order(1)
    void ingestKilledAtAStep_leavesTablesWholeAndIsFinishedByTheSameCommand() {
        loaded = sweep("ingest", loaded, at -> run("ingest", "--lake", name(at), nextDay.toString()));
    }

    @Test
    @Order(2)
    void nightlyKilledAtAStep_leavesTablesWholeAndIsFinishedByTheSameCommand() {
        withNight = sweep(
                "nightly",
                loaded,
                at -> run(
                        "nightly",
                        "--lake",
                        name(at),
                        "--site",
                        at.resolveSibling(at.getFileName() + "-site").toString(),
                        "--allow-stale",
                        "--embedder",
                        "tfidf",
                        "--today",
                        NEXT.toString()));
    }

    @Test
    @Order(3)
    @EnabledIfSystemProperty(named = ALL, matches = "true")
    void removalKilledAtAStep_leavesTablesWholeAndIsFinishedByTheSameCommand() {
        withoutDay = sweep(
                "remove",
                withNight,
                at -> run("days", "remove", NEXT.toString(), "--why", "a mistake", "--apply", "--lake", name(at)));
    }

    @Test
    @Order(4)
    @EnabledIfSystemProperty(named = ALL, matches = "true")
    void restoreKilledAtAStep_leavesTablesWholeAndIsFinishedByTheSameCommand() {
        Path restored = sweep("restore", withoutDay, at -> run("days", "restore", NEXT.toString(), "--lake", name(at)));

        Map<String, List<String>> contents = contents(lake(restored));
        contents.remove(Tables.REMOVED_DAYS.name());
        assertThat(contents).isEqualTo(contents(lake(withNight)));
    }

    /** By the method of {@code maintain}: the command keeps at least seven days, and nothing here is so old. */
    @Test
    @Order(5)
    @EnabledIfSystemProperty(named = ALL, matches = "true")
    void maintenanceKilledAtAStep_changesNoRow() {
        Path maintained = sweep("maintain", withoutDay, at -> Maintenance.of(lake(at), Duration.ZERO));

        assertThat(contents(lake(maintained))).isEqualTo(contents(lake(withoutDay)));
    }

    @Test
    @Order(6)
    @EnabledIfSystemProperty(named = ALL, matches = "true")
    void trainingKilledAtAStep_leavesTablesWholeAndIsFinishedByTheSameCommand() throws IOException {
        Path history = Files.writeString(folder.resolve("to-train.csv"), breakouts());
        Path before = Files.createDirectory(folder.resolve("to-train"));
        run("ingest", "--lake", name(before), history.toString());

        sweep("train", before, at -> run("train", "--lake", name(at)));
    }

    /** Repositories that speed up for some weeks once in a while. */
    private static String breakouts() {
        StringBuilder text = new StringBuilder("snapshot_date,full_name,stars\n");
        for (int n = 0; n < 250; n++) {
            Random random = new Random(n);
            long stars = 300L + random.nextInt(4_000);
            int phase = random.nextInt(80);
            for (int back = 150; back >= 0; back--) {
                int since = Math.floorMod(150 - back + phase, 80);
                stars += since < 4 ? 45 + random.nextInt(30) : since < 34 ? 24 + random.nextInt(18) : random.nextInt(2);
                text.append(DAY.minusDays(back))
                        .append(",owner%d/r%03d,".formatted(n % 60, n))
                        .append(stars)
                        .append('\n');
            }
        }
        return text.toString();
    }

    @Test
    @Order(7)
    void siteKilledAtAStep_isTheOldOrTheNewOne() {
        Path sites = folder.resolve("copy-of-nightly-site");
        Path old = siteCopied(sites, "site-before");
        Map<String, Integer> before = tree(old);
        Path whole = siteCopied(sites, "site-whole");
        // Each state is a copy of some hundred small files, so more of them are looked at than of the tables.
        Sample sample = new Sample(2 * POINTS, step -> siteCopied(whole, "site-" + step));
        AtomicLong steps = new AtomicLong();
        publish(WatchedFiles.watched(whole, () -> sample.step(steps.incrementAndGet())));
        List<Path> states = List.copyOf(sample.states().values());
        Map<String, Integer> after = tree(whole);

        assertThat(after).isNotEqualTo(before);
        assertThat(states).hasSizeGreaterThanOrEqualTo(2 * POINTS);
        for (Path state : states) {
            LOOKED.merge("site", 1, Integer::sum);
            assertThat(tree(state))
                    .as("%s", state)
                    .satisfiesAnyOf(found -> assertThat(found).isEqualTo(before), found -> assertThat(found)
                            .isEqualTo(after));
        }
        for (Path state : spread(states)) {
            again++;
            publish(state);
            assertThat(tree(state)).as("%s published again", state).isEqualTo(after);
        }
    }

    private void publish(Path site) {
        new Night(
                        lake(withNight),
                        SettingsLoader.load(Optional.empty(), Map.of(), Map.of("site.title", "Another title")),
                        true,
                        "test",
                        InstantSource.fixed(Instant.EPOCH),
                        Progress.SILENT)
                .publish(site);
    }

    private static Path siteCopied(Path site, String name) {
        Path target = folder.resolve(name).resolve("site");
        try {
            copy(site.resolveSibling(site.getFileName() + ".releases"), target.resolveSibling("site.releases"));
            Files.createSymbolicLink(
                    target,
                    Path.of("site.releases")
                            .resolve(Files.readSymbolicLink(site).getFileName()));
            return target;
        } catch (UncheckedIOException e) {
            return copiedAgain(e, () -> siteCopied(site, name + "-again"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What a reader of a site finds: the hash of each file. */
    private static Map<String, Integer> tree(Path site) {
        Map<String, Integer> tree = new TreeMap<>();
        try {
            Path release = site.toRealPath();
            try (Stream<Path> files = Files.walk(release)) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    tree.put(release.relativize(file).toString(), Arrays.hashCode(Files.readAllBytes(file)));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return tree;
    }

    /** Looks at the disk before some steps of one undisturbed run; runs the command again on some of these states. */
    private Path sweep(String name, Path before, Consumer<Path> command) {
        Path whole = copied(before, name);
        Sample sample = new Sample(POINTS, step -> copied(whole, name + "-" + step));
        KillableFileSystem.begin(Long.MAX_VALUE, sample::step);
        command.accept(whole);
        undisturbed();
        Map<Long, Path> states = sample.states();
        assertThat(states).isNotEmpty();

        Contents contents = new Contents();
        Map<String, List<String>> old = contents.of(lake(before));
        Map<String, List<String>> after = contents.of(lake(whole));
        Map<String, Long> oldVersions = CommitFiles.versions(lake(before));
        states.forEach((step, state) -> {
            LOOKED.merge(name, 1, Integer::sum);
            Lake killed = lake(state);
            // A table that is new may have files and no commit yet: it is as if it had never been written.
            assertThat(LakeDamage.of(killed))
                    .as("%s killed before step %d", name, step)
                    .filteredOn(damage -> lake(before).exists(damage.table()))
                    .isEmpty();
            contents.of(killed).forEach((table, rows) -> assertThat(isExpected(
                            rows, old.getOrDefault(table, List.of()), after.getOrDefault(table, List.of()), table))
                    .as("%s after %s was killed before step %d is the old one or the new one", table, name, step)
                    .isTrue());
            LakeNote.read(killed.root(), configuration())
                    .filter(note -> note.writing() != null && !oldVersions.isEmpty())
                    .ifPresent(note -> assertThat(note.versions())
                            .as("what a reader is shown after %s was killed before step %d", name, step)
                            .isEqualTo(oldVersions));
        });
        for (Path state : spread(List.copyOf(states.values()))) {
            again++;
            command.accept(state);
            assertThat(contents(lake(state))).as("%s run again", state).isEqualTo(after);
            assertThat(LakeNote.read(lake(state).root(), configuration())
                            .map(LakeNote::writing)
                            .orElse(null))
                    .as("%s run again", state)
                    .isNull();
        }
        return whole;
    }

    /** Ledgers take rows several times a night, each time whole commits of new rows. */
    private static boolean isExpected(List<String> rows, List<String> old, List<String> after, String table) {
        boolean isLedger = List.of(Tables.PREDICTIONS.name(), Tables.PREDICTION_OUTCOMES.name())
                .contains(table);
        return rows.equals(old) || rows.equals(after) || (isLedger && rows.containsAll(old) && after.containsAll(rows));
    }

    /**
     * What the disk was before evenly spaced steps of one run, whose number is not known before its end: between {@code least}
     * and twice as many.
     */
    private static final class Sample {
        private final int least;
        private final LongFunction<Path> copy;
        private final Map<Long, Path> states = new TreeMap<>();
        private long every = 1;

        Sample(int least, LongFunction<Path> copy) {
            this.least = least;
            this.copy = copy;
        }

        synchronized void step(long step) {
            if (step % every != 0) {
                return;
            }
            states.put(step, copy.apply(step));
            if (states.size() > 2 * least) {
                every *= 2;
                states.keySet().removeIf(taken -> taken % every != 0);
            }
        }

        synchronized Map<Long, Path> states() {
            return new TreeMap<>(states);
        }
    }

    /** Some of many, evenly. */
    private static List<Path> spread(List<Path> all) {
        int count = Math.min(REPEATED, all.size());
        return IntStream.range(0, count)
                .mapToObj(number -> all.get((2 * number + 1) * all.size() / (2 * count)))
                .toList();
    }

    private static Map<String, List<String>> contents(Lake lake) {
        return new Contents().of(lake);
    }

    /** The rows of every table. Copies of one lake have the same rows at the same version, which are read once. */
    private static final class Contents {
        private final Map<String, List<String>> known = new HashMap<>();

        Map<String, List<String>> of(Lake lake) {
            Map<String, List<String>> contents = new TreeMap<>();
            for (Table table : Tables.ALL) {
                if (OF_THE_RUN.contains(table) || !lake.exists(table)) {
                    continue;
                }
                List<String> rows = known.computeIfAbsent(
                        table.name() + " " + lake.version(table).orElseThrow(),
                        key -> TableContents.lines(lake, table, times(table)));
                // A table that was made and has no rows is as one that was not made.
                if (!rows.isEmpty()) {
                    contents.put(table.name(), rows);
                }
            }
            return contents;
        }

        private static String[] times(Table table) {
            return table.fields().stream()
                    .filter(field -> field.type().equals(DataTypes.TimestampType))
                    .map(Field::name)
                    .toArray(String[]::new);
        }
    }

    private static Path copied(Path original, String name) {
        Path target = folder.resolve("copy-of-" + name);
        try {
            copy(original, target);
            return target;
        } catch (UncheckedIOException e) {
            return copiedAgain(e, () -> copied(original, name + "-again"));
        }
    }

    /** Another thread of the run may have removed a temporary file meanwhile. */
    private static Path copiedAgain(UncheckedIOException failure, Supplier<Path> copy) {
        if (!(failure.getCause() instanceof NoSuchFileException)) {
            throw failure;
        }
        return copy.get();
    }

    /** Files with rows are shared: Delta never changes one. */
    private static void copy(Path original, Path target) {
        try (Stream<Path> files = Files.walk(original)) {
            for (Path file : files.toList()) {
                Path copy = target.resolve(original.relativize(file).toString());
                if (Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
                    Files.createDirectories(copy);
                } else if (file.toString().endsWith(".parquet")) {
                    Files.createLink(copy, file);
                } else {
                    // The link that the site is switched by points nowhere until it is moved.
                    Files.copy(file, copy, LinkOption.NOFOLLOW_LINKS);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
