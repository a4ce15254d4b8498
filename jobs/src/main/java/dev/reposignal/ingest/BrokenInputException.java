package dev.reposignal.ingest;

import dev.reposignal.error.UserException;
import java.util.List;

/** Files that cannot be loaded, found while all are read. */
final class BrokenInputException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<SkippedFile> files;

    BrokenInputException(String file, UserException error) {
        this(List.of(new SkippedFile(file, error)));
    }

    BrokenInputException(List<SkippedFile> files) {
        super(files.get(0).error());
        this.files = List.copyOf(files);
    }

    List<SkippedFile> files() {
        return files;
    }
}
