package dev.reposignal.collect;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** The time, and how to let it pass: a test lets no real time pass. */
public interface Waiting {
    Instant now();

    void pause(Duration duration);

    /** Sleeps on the calling thread. */
    static Waiting by(InstantSource clock) {
        return new Waiting() {
            @Override
            public Instant now() {
                return clock.instant();
            }

            @Override
            public void pause(Duration duration) {
                try {
                    Thread.sleep(Math.max(0, duration.toMillis()));
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw new IllegalStateException("Interrupted while waiting for GitHub", e);
                }
            }
        };
    }
}
