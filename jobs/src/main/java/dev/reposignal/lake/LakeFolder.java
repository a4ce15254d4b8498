package dev.reposignal.lake;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/** Where a lake is. */
public final class LakeFolder {
    private LakeFolder() {}

    /**
     * The folder of a lake on a local disk; empty for a lake elsewhere.
     *
     * @param root as given to {@code --lake}: a path or an address of Hadoop
     */
    public static Optional<Path> local(String root) {
        if (root.startsWith("file:")) {
            return Optional.of(Path.of(URI.create(root).getPath()));
        }
        // Also hdfs:/lake has a scheme; one letter is a drive of Windows.
        return root.matches("[A-Za-z][A-Za-z0-9+.-]+:.*") ? Optional.empty() : Optional.of(Path.of(root));
    }
}
