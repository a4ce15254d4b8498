package dev.reposignal.progress;

import java.time.Duration;

/** Receives the progress of a run, to show it at a terminal. */
public interface Progress {
    /** No-op. */
    Progress SILENT = new Progress() {
        @Override
        public void started(String stage) {}

        @Override
        public void finished(String stage, Duration took) {}

        @Override
        public void warned(String warning) {}
    };

    void started(String stage);

    void finished(String stage, Duration took);

    /** Something is not as it should be, and the run goes on. */
    void warned(String warning);
}
