package dev.reposignal.collect;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Time that passes only where somebody waits. */
final class FakeTime implements Waiting {
    private Instant now;
    private final List<Duration> pauses = new ArrayList<>();

    FakeTime(String now) {
        this.now = Instant.parse(now);
    }

    @Override
    public Instant now() {
        return now;
    }

    @Override
    public void pause(Duration duration) {
        pauses.add(duration);
        now = now.plus(duration);
    }

    void set(String time) {
        now = Instant.parse(time);
    }

    List<Duration> pauses() {
        return List.copyOf(pauses);
    }
}
