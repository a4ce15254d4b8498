package dev.reposignal.cli;

import dev.reposignal.collect.Census;
import dev.reposignal.collect.CollectFolders;
import dev.reposignal.error.Errors;
import dev.reposignal.error.ExitCode;
import dev.reposignal.lake.LakeLock;
import dev.reposignal.text.GitHubLinks;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Repositories as people name them: owner/name or an address, as arguments or one a line in a file. */
final class RepositoryNames {
    @Parameters(arity = "0..*", paramLabel = "OWNER/NAME", description = "Repositories, by name or address.")
    private List<String> names = new ArrayList<>();

    @Option(
            names = "--file",
            paramLabel = "FILE",
            description =
                    "File with a name or an address on each line; empty lines and those that begin with # are skipped.")
    private @Nullable Path file;

    /** Adds names that were found elsewhere. */
    void addAll(Collection<String> more) {
        names = new ArrayList<>(names);
        names.addAll(more);
    }

    /**
     * The names, each once, in the order given.
     *
     * @throws dev.reposignal.error.UserException naming all that cannot be a repository
     */
    Set<String> read() {
        List<String> given = new ArrayList<>(names);
        if (file != null) {
            try {
                Files.readAllLines(file).stream()
                        .map(String::strip)
                        .filter(line -> !line.isEmpty() && !line.startsWith("#") && !line.equals("full_name"))
                        .forEach(given::add);
            } catch (IOException e) {
                throw Errors.unreadableNames(file.toString(), e.getClass().getSimpleName());
            }
        }
        Set<String> read = new LinkedHashSet<>();
        List<String> invalid = new ArrayList<>();
        for (String name : given) {
            GitHubLinks.fullName(name).ifPresentOrElse(read::add, () -> invalid.add(name));
        }
        if (!invalid.isEmpty()) {
            throw Errors.invalidNames(invalid.subList(0, Math.min(10, invalid.size())));
        }
        if (read.isEmpty()) {
            throw Errors.invalidNames(List.of("(none)"));
        }
        return read;
    }

    /**
     * Changes the census by each of the names, as its only writer, and prints how many it changed.
     *
     * @param what how those are called
     * @param change whether the census changed by a name
     * @return the exit code
     */
    int changed(LakeOption lake, PrintWriter out, String what, BiPredicate<Census, String> change) {
        CollectFolders folders = CollectFolders.of(lake.root());
        LakeLock lock = LakeLock.take(folders.own().toString(), Duration.ZERO);
        try {
            Census census = Census.read(folders.census());
            long changed =
                    read().stream().filter(name -> change.test(census, name)).count();
            census.write(folders.census());
            out.printf("%d %s; %d followed%n", changed, what, census.followed());
            out.flush();
            return ExitCode.DONE.number();
        } finally {
            lock.close();
        }
    }
}
