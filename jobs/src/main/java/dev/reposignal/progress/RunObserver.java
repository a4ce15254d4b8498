package dev.reposignal.progress;

/** Is told of each run of a night when its row in {@code runs} is written. What it throws fails the run. */
public interface RunObserver {
    /** No-op. */
    RunObserver NONE = new RunObserver() {
        @Override
        public void started(ObservedRun run) {}

        @Override
        public void ended(ObservedRun run) {}
    };

    /** The run begins; it has read and written nothing yet. */
    void started(ObservedRun run);

    /** The tables are written, the day is held, or the run failed; its status says which. */
    void ended(ObservedRun run);

    /** This one, then another. */
    default RunObserver and(RunObserver other) {
        RunObserver first = this;
        return new RunObserver() {
            @Override
            public void started(ObservedRun run) {
                first.started(run);
                other.started(run);
            }

            @Override
            public void ended(ObservedRun run) {
                first.ended(run);
                other.ended(run);
            }
        };
    }
}
