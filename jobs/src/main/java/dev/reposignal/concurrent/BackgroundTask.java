package dev.reposignal.concurrent;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/**
 * An answer that is worked out on a thread of its own while the asker goes on. To be closed by the asker, who then has
 * nothing running behind him, also where he failed himself.
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

    /** The answer, waited for; throws what the work has thrown. */
    public T answer() {
        isAsked = true;
        try {
            return answer.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    /** The answer, waited for; empty where the work has failed. */
    public Optional<T> ended() {
        isAsked = true;
        return answer.handle((found, failure) -> Optional.ofNullable(found)).join();
    }

    /** Waits for the end of the work; throws what it has thrown where nobody has asked for the answer. */
    @Override
    public void close() {
        if (!isAsked) {
            answer();
        }
    }
}
