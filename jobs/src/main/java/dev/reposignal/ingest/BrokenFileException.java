package dev.reposignal.ingest;

import java.io.IOException;

/** A file that cannot be read to its end; the message says why and, if known, in which line. */
final class BrokenFileException extends IOException {
    private static final long serialVersionUID = 1L;

    BrokenFileException(String message) {
        super(message);
    }
}
