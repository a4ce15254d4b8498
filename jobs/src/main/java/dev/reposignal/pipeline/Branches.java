package dev.reposignal.pipeline;

import dev.reposignal.lake.Later;

/** Two ways of a night that do not need each other, run at once: each leaves cores idle that the other can use. */
final class Branches {
    private Branches() {}

    /** Runs both to their end and then throws what the first, else the second, has thrown. */
    static void run(Runnable first, Runnable second) {
        Later<Boolean> other = Later.begun(() -> {
            second.run();
            return true;
        });
        try (other) {
            first.run();
        }
    }
}
