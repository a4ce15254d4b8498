package dev.reposignal.site;

import dev.reposignal.config.Settings;
import dev.reposignal.error.Errors;
import dev.reposignal.lake.DiskSync;
import dev.reposignal.lake.FileTree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The static site, replaced as a whole.
 *
 * <p>The site's path is a symbolic link to a release in the folder of releases next to it. A new release is written completely, then the
 * link is replaced by one atomic rename: a reader gets the old site or the new one, never a mixture. The last
 * two releases stay, so that a reader who holds an old page open still finds its neighbours' files.
 */
public final class Site {
    private static final int KEPT = 2;
    private static final Pattern RELEASE = Pattern.compile("\\d{8}");

    private Site() {}

    /** The page of an article in the folder of a site. */
    public static Path article(Path site, LocalDate day) {
        return site.resolve(Addresses.article(day));
    }

    /**
     * Writes the whole site and switches to it. The content is the whole of it: what it leaves out is gone.
     *
     * @param site where the site is to be found; a link that this method made, or nothing
     * @param settings the site's own words
     * @param licence of its data
     * @param content everything the site shows
     * @param additions more files, written with the pages
     * @return the release the site now points to
     * @throws dev.reposignal.error.UserException if something else is at that path or it cannot be written
     */
    public static Path published(
            Path site,
            Settings.Site settings,
            DataLicence licence,
            SiteContent content,
            List<? extends SiteAddition> additions) {
        Path link = site.toAbsolutePath().normalize();
        Path releases = link.resolveSibling(link.getFileName() + ".releases");
        requireOurs(link, releases);
        try {
            Files.createDirectories(releases);
            Path release = newRelease(releases);
            Path before = Files.isDirectory(link) ? link.toRealPath() : null;
            new SiteWriter(release, settings, licence, content, before, List.copyOf(additions)).write();
            // A power cut after the switch must not leave a site of empty pages.
            DiskSync.tree(release);
            switchTo(link, releases, release);
            DiskSync.force(releases);
            DiskSync.force(Objects.requireNonNull(link.getParent()));
            removeOld(releases, release);
            return release;
        } catch (IOException | UncheckedIOException e) {
            throw Errors.cannotWriteSite(site.toString(), e);
        }
    }

    private static void requireOurs(Path link, Path releases) {
        if (Files.isSymbolicLink(link)) {
            try {
                Path target = link.resolveSibling(Files.readSymbolicLink(link)).normalize();
                if (!releases.equals(target.getParent())) {
                    throw Errors.siteIsTaken(link.toString(), "a link to " + target);
                }
            } catch (IOException e) {
                throw Errors.cannotWriteSite(link.toString(), e);
            }
        } else if (Files.exists(link, LinkOption.NOFOLLOW_LINKS)) {
            throw Errors.siteIsTaken(link.toString(), Files.isDirectory(link) ? "a folder" : "a file");
        }
    }

    private static Path newRelease(Path releases) throws IOException {
        List<Path> existing = releases(releases);
        int next = existing.isEmpty() ? 1 : number(existing.get(0)) + 1;
        while (true) {
            try {
                return Files.createDirectory(releases.resolve("%08d".formatted(next)));
            } catch (FileAlreadyExistsException e) {
                next++;
            }
        }
    }

    private static void switchTo(Path link, Path releases, Path release) throws IOException {
        Path next = releases.resolve("next");
        Files.deleteIfExists(next);
        // Relative to the link's own folder, so that the site can be moved or mounted elsewhere as a whole.
        Files.createSymbolicLink(
                next,
                Path.of(releases.getFileName().toString(), release.getFileName().toString()));
        Files.move(next, link, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static void removeOld(Path releases, Path current) throws IOException {
        List<Path> old = releases(releases).stream()
                .filter(release -> !release.equals(current))
                .skip(KEPT - 1)
                .toList();
        for (Path release : old) {
            FileTree.remove(release);
        }
    }

    /** Releases, newest first. */
    private static List<Path> releases(Path folder) throws IOException {
        try (Stream<Path> paths = Files.list(folder)) {
            return paths.filter(path ->
                            RELEASE.matcher(path.getFileName().toString()).matches())
                    .sorted(Comparator.reverseOrder())
                    .toList();
        }
    }

    private static int number(Path release) {
        return Integer.parseInt(release.getFileName().toString());
    }
}
