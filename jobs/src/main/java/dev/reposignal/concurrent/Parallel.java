package dev.reposignal.concurrent;

/** Runs two independent pieces of work at the same time: each leaves cores idle that the other can use. */
public final class Parallel {
    private Parallel() {}

    /** Runs both to their end and then throws what the first, otherwise the second, threw. */
    public static void run(Runnable first, Runnable second) {
        BackgroundTask<Boolean> other = BackgroundTask.begun(() -> {
            second.run();
            return true;
        });
        try (other) {
            first.run();
        }
    }
}
