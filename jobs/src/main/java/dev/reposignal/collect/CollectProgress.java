package dev.reposignal.collect;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Receives how far a collection is. */
public interface CollectProgress {
    /** No-op. */
    CollectProgress SILENT = new CollectProgress() {
        @Override
        public void at(String step, int done, int of, @Nullable Duration left) {}

        @Override
        public void warned(String warning) {}
    };

    /**
     * So many repositories of a step are done.
     *
     * @param left time the rest of the step will take at the present speed; null where nothing can be said
     */
    void at(String step, int done, int of, @Nullable Duration left);

    /** Something is not as it should be, and the collection goes on. */
    void warned(String warning);
}
