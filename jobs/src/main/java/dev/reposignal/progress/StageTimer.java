package dev.reposignal.progress;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Supplier;

/** Times the stages of a long run and reports them. */
public record StageTimer(InstantSource clock, Progress progress) {
    public <T> T run(String name, Supplier<T> work) {
        progress.started(name);
        Instant from = clock.instant();
        T result = work.get();
        progress.finished(name, Duration.between(from, clock.instant()));
        return result;
    }
}
