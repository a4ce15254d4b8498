package dev.reposignal.collect;

import dev.reposignal.text.Sha256;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Collections in real processes against {@link SimulatedGitHub}, each killed (SIGKILL) at a random request and started again:
 * all must end with the files of one that nobody killed, byte for byte.
 *
 * <p>{@code jobs/bench/collect-kills.sh} runs it.
 *
 * <pre>java -cp ... dev.reposignal.collect.CollectKills KILLS SEED FOLDER</pre>
 */
final class CollectKills implements AutoCloseable {
    private static final int REPOSITORIES = 1_500;
    private static final int LONGEST_DELAY_MILLIS = 25;

    /** What a process counts for itself alone: its own requests. And the lock, which is no result. */
    private static final Set<String> OWN = Set.of("_collect.json", ".reposignal.lock");

    private final Path folder;
    private final SimulatedGitHub github = new SimulatedGitHub();
    private final Random random;
    private final List<String> settings;

    CollectKills(Path folder, long seed) throws IOException {
        this.folder = folder;
        this.random = new Random(seed);
        this.settings = List.of(
                "collect.api=" + github.api(),
                "collect.newborn_days=3",
                "collect.rota_days=3",
                "collect.band_stars=1400",
                "collect.history_requests=40");
        for (int i = 1; i <= REPOSITORIES; i++) {
            SimulatedRepository each = github.add(i, "o/r" + i, 20 + i);
            each.isDeleted = i % 50 == 0;
            each.isBroken = i % 301 == 0;
            each.createdAt = i % 40 == 0 ? "2026-03-0" + (3 + i / 40 % 3) + "T00:00:00Z" : each.createdAt;
            github.histories.put((long) i, "[{\"week\":1771718400,\"total\":7,\"days\":[1,1,1,1,1,1,1]}]");
        }
    }

    @Override
    public void close() {
        github.close();
    }

    public static void main(String[] arguments) throws Exception {
        int kills = Integer.parseInt(arguments[0]);
        try (CollectKills all = new CollectKills(Path.of(arguments[2]), Long.parseLong(arguments[1]))) {
            Result result = all.run(kills);
            System.out.println(result.line());
            if (!result.different().isEmpty()) {
                System.exit(1);
            }
        }
    }

    /**
     * What came of it.
     *
     * @param requests of a collection that nobody killed
     * @param killed collections that a signal ended
     * @param different numbers of the requests at which a kill led to other files
     */
    record Result(int requests, int kills, int killed, List<Integer> different) {
        String line() {
            return String.format(
                    Locale.ROOT,
                    "%d requests a collection; %d of %d processes killed before their end; %d ended with other files%s",
                    requests,
                    killed,
                    kills,
                    different.size(),
                    different.isEmpty() ? "" : ": killed at requests " + different);
        }
    }

    Result run(int kills) throws IOException, InterruptedException {
        Path whole = prepared("whole");
        github.asked.clear();
        if (ended(whole, 0) != 0) {
            throw new IllegalStateException("The collection without a kill failed");
        }
        int requests = github.asked.size();
        Map<String, String> expected = hashes(whole);
        List<Integer> different = new ArrayList<>();
        int killed = 0;
        for (int kill = 1; kill <= kills; kill++) {
            Path lake = prepared("killed-" + kill);
            int at = 1 + random.nextInt(requests);
            killed += ended(lake, at) == 0 ? 0 : 1;
            if (ended(lake, 0) != 0 || !hashes(lake).equals(expected)) {
                different.add(at);
            } else {
                WholeFiles.remove(lake);
            }
        }
        return new Result(requests, kills, killed, different);
    }

    /** A lake that follows most of the repositories; the searches find others. */
    private Path prepared(String name) {
        CollectFixture lake = new CollectFixture(folder.resolve(name), github);
        Census census = new Census();
        for (SimulatedRepository each : github.repositories.values()) {
            if (each.id % 40 != 0 && each.id <= 1_400) {
                Observed seen = Objects.requireNonNull(Observed.ofRest(each.rest(), lake.time.now()));
                census.put(Followed.found(seen, FoundBy.BAND, CollectFixture.DAY.minusDays(1)));
            }
        }
        census.follow("o/r1450", CollectFixture.DAY);
        census.write(lake.folders.census());
        // One of the histories has not changed since the day before.
        String address = StarHistory.ask(github.api(), "o/r7").address();
        KeptAnswers kept = new KeptAnswers();
        kept.note(
                address,
                200,
                tagOf(7),
                Objects.requireNonNull(github.histories.get(7L)),
                CollectFixture.DAY.minusDays(1));
        kept.write(lake.folders.keptHistories(), CollectFixture.DAY);
        Audit.write(lake.folders.audit(), new TreeSet<>(List.of(7L, 8L, 9L)));
        return lake.folders.lake();
    }

    private String tagOf(long id) {
        return SimulatedGitHub.tag(Objects.requireNonNull(github.histories.get(id)));
    }

    /**
     * Runs a collection to its end, or to a kill.
     *
     * @param killAt the request at which it is killed, before or shortly after it is answered; 0 for never
     * @return the exit code of the process
     */
    private int ended(Path lake, int killAt) throws IOException, InterruptedException {
        boolean isAnswered = random.nextBoolean();
        long delay = random.nextInt(LONGEST_DELAY_MILLIS);
        int first = github.asked.size();
        AtomicReference<Process> running = new AtomicReference<>();
        github.fault = request -> {
            github.points = 5_000; // the kept answers say how many are left
            github.restRequests = 5_000;
            if (request.number() - first == killAt && killAt > 0) {
                if (isAnswered) {
                    new Thread(() -> kill(running.get(), delay)).start();
                } else {
                    kill(running.get(), 0);
                }
            }
            return Optional.empty();
        };
        Process process = started(lake);
        running.set(process);
        if (!process.waitFor(2, TimeUnit.MINUTES)) {
            process.destroyForcibly();
            throw new IllegalStateException("The collection does not end");
        }
        return process.exitValue();
    }

    private static void kill(@Nullable Process process, long delay) {
        try {
            Thread.sleep(delay);
            // SIGKILL: nothing in the process can react.
            Objects.requireNonNull(process).destroyForcibly().waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Process started(Path lake) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                classPath(),
                CollectProcess.class.getName(),
                lake.toString()));
        command.addAll(settings);
        ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
        builder.environment().put(Token.VARIABLE, "test-token");
        return builder.start();
    }

    /** Where this process has its classes from, whatever loads them. */
    private static String classPath() {
        List<String> parts = new ArrayList<>();
        if (CollectProcess.class.getClassLoader() instanceof URLClassLoader loader) {
            for (URL each : loader.getURLs()) {
                parts.add(Path.of(URI.create(each.toString())).toString());
            }
        }
        parts.add(System.getProperty("java.class.path"));
        return String.join(File.pathSeparator, parts);
    }

    private static Map<String, String> hashes(Path lake) {
        Map<String, String> hashes = new TreeMap<>();
        try (var all = Files.walk(lake)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                if (!OWN.contains(file.getFileName().toString())) {
                    hashes.put(
                            lake.relativize(file).toString(),
                            HexFormat.of().formatHex(Sha256.digest().digest(Files.readAllBytes(file))));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return hashes;
    }
}
