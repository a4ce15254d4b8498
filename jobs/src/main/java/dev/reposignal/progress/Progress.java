package dev.reposignal.progress;

import java.time.Duration;

/** Told how a run goes, so that somebody at a terminal can watch it. */
public interface Progress {
    /** Says nothing to nobody. */
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
