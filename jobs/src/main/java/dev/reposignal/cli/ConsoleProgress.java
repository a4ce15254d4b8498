package dev.reposignal.cli;

import dev.reposignal.progress.Progress;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import picocli.CommandLine.Help.Ansi;

/** Prints a line for each finished stage, and on a terminal the running stages. */
final class ConsoleProgress implements Progress {
    /** Moves to the start of the line and clears it. */
    private static final String CLEARED_LINE = "\r\033[K";

    private final Set<String> running = new LinkedHashSet<>();
    private final PrintWriter err;
    private final boolean isTerminal;

    private ConsoleProgress(PrintWriter err, boolean isTerminal) {
        this.err = err;
        this.isTerminal = isTerminal;
    }

    static Progress to(PrintWriter err) {
        return new ConsoleProgress(err, Ansi.AUTO.enabled());
    }

    @Override
    public synchronized void started(String stage) {
        running.add(stage);
        showRunning();
    }

    @Override
    public synchronized void finished(String stage, Duration took) {
        running.remove(stage);
        err.printf(Locale.ROOT, "%s  %-18s%6.1f s%n", isTerminal ? CLEARED_LINE : "", stage, took.toMillis() / 1000.0);
        showRunning();
    }

    @Override
    public synchronized void warned(String warning) {
        err.println((isTerminal ? CLEARED_LINE : "") + "warning: " + warning);
        showRunning();
    }

    private void showRunning() {
        if (isTerminal && !running.isEmpty()) {
            err.print(CLEARED_LINE + "  ... " + String.join(", ", running));
        }
        err.flush();
    }
}
