package dev.reposignal.cli;

import dev.reposignal.pipeline.Progress;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import picocli.CommandLine.Help.Ansi;

/** Stage progress: one line that fills in on a terminal, one line a stage elsewhere. */
final class ConsoleProgress implements Progress {
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
    public void started(String stage) {
        if (isTerminal) {
            err.printf(Locale.ROOT, "  ... %-28s", stage);
            err.flush();
        }
    }

    @Override
    public void finished(String stage, Duration took) {
        String line = "%s  %-28s%6.1f s".formatted(isTerminal ? "\r" : "", stage, took.toMillis() / 1000.0);
        err.println(line + (isTerminal ? "    " : ""));
        err.flush();
    }
}
