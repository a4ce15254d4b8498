package dev.reposignal.pipeline;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/** Two ways of a night that do not need each other, run at once: each leaves cores idle that the other can use. */
final class Branches {
    private Branches() {}

    /** Runs both to their end and then throws what the first, else the second, has thrown. */
    static void run(Runnable first, Runnable second) {
        ExecutorService threads = Executors.newSingleThreadExecutor();
        try {
            CompletableFuture<Void> other = CompletableFuture.runAsync(second, threads);
            RuntimeException failure = failureOf(first);
            RuntimeException otherFailure = failureOf(other::join);
            if (failure != null) {
                if (otherFailure != null) {
                    failure.addSuppressed(otherFailure);
                }
                throw failure;
            }
            if (otherFailure != null) {
                throw otherFailure;
            }
        } finally {
            threads.shutdown();
        }
    }

    private static @Nullable RuntimeException failureOf(Runnable work) {
        try {
            work.run();
            return null;
        } catch (CompletionException e) {
            return e.getCause() instanceof RuntimeException cause ? cause : e;
        } catch (RuntimeException e) {
            return e;
        }
    }
}
