package dev.reposignal.testing;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/** The real snapshots that stand beside a developer's checkout and never inside it. */
public final class RealData {
    private RealData() {}

    /** A file or folder of the real data; skips the test with a message where it is absent. */
    public static Path path(String relative) {
        Path root = Path.of(System.getProperty("basedir", ".")).toAbsolutePath();
        Path path = root.resolve("../../shared/data").normalize().resolve(relative);
        Assumptions.assumeTrue(Files.exists(path), () -> "skipped: no real data at " + path);
        return path;
    }
}
