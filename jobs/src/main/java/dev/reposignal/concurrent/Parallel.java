package dev.reposignal.concurrent;

/** Two ways of a night that do not need each other, run at once: each leaves cores idle that the other can use. */
public final class Parallel {
    private Parallel() {}

    /** Runs both to their end and then throws what the first, else the second, has thrown. */
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
