package dev.reposignal.ingest;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The rows of one text file, in order. */
interface RowSource {
    /**
     * The next row, or null at the end.
     *
     * @throws BrokenFileException if the file as a whole cannot be loaded
     */
    @Nullable
    FoundRow next() throws IOException;
}
