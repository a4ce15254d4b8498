package dev.reposignal.signal;

/**
 * The columns that are measured over one window.
 *
 * @param window the days
 * @param reference the observation the window begins with
 * @param gained stars gained since it
 * @param elapsed days passed since it
 * @param velocity gained / elapsed
 */
record VelocityColumns(LookbackWindow window, String reference, String gained, String elapsed, String velocity) {
    int days() {
        return window.days();
    }

    int longestDays() {
        return window.longestDays();
    }
}
