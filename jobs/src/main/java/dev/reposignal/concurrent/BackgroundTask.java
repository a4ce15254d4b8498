package dev.reposignal.concurrent;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/**
 * Work on a thread of its own while the caller goes on. The caller closes it, which waits for the end: nothing is left running,
 * also where the caller itself fails.
 */
public final class BackgroundTask<T> implements AutoCloseable {
    private final CompletableFuture<T> answer;
    private boolean isAsked;

    private BackgroundTask(CompletableFuture<T> answer) {
        this.answer = answer;
    }

    public static <T> BackgroundTask<T> begun(Supplier<T> work) {
        // Not the common pool: its threads do not see the classes that spark-submit brings.
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try {
            return new BackgroundTask<>(CompletableFuture.supplyAsync(work, thread));
        } finally {
            thread.shutdown();
        }
    }

    /** Waits for the result; throws what the work threw. */
    public T answer() {
        isAsked = true;
        try {
            return answer.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    /** Waits for the result; empty where the work failed. */
    public Optional<T> ended() {
        isAsked = true;
        return answer.handle((found, failure) -> Optional.ofNullable(found)).join();
    }

    /** Waits for the end of the work; throws what it threw unless {@link #answer} or {@link #ended} was called before. */
    @Override
    public void close() {
        if (!isAsked) {
            answer();
        }
    }
}
