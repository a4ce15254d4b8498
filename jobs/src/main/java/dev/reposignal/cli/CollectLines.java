package dev.reposignal.cli;

import dev.reposignal.collect.CollectProgress;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Help.Ansi;

/** Shows how far a collection is: one line that changes on a terminal, a line at each tenth otherwise. */
final class CollectLines implements CollectProgress {
    private static final String CLEARED_LINE = "\r\033[K";

    private final PrintWriter err;
    private final boolean isTerminal;
    private String lastStep = "";
    private int lastTenth = -1;

    private CollectLines(PrintWriter err, boolean isTerminal) {
        this.err = err;
        this.isTerminal = isTerminal;
    }

    static CollectProgress to(PrintWriter err) {
        return new CollectLines(err, Ansi.AUTO.enabled());
    }

    @Override
    public void at(String step, int done, int of, @Nullable Duration left) {
        int tenth = of == 0 ? 10 : (int) (10L * done / of);
        String line = String.format(Locale.ROOT, "  %-8s %,d of %,d%s", step, done, of, left(left));
        if (isTerminal) {
            err.print(CLEARED_LINE + line + (done == of ? "\n" : ""));
        } else if (!step.equals(lastStep) || tenth != lastTenth) {
            err.println(line);
        }
        lastStep = step;
        lastTenth = tenth;
        err.flush();
    }

    private static String left(@Nullable Duration left) {
        if (left == null || left.isZero()) {
            return "";
        }
        return left.toMinutes() >= 2
                ? String.format(Locale.ROOT, ", about %,d min left", left.toMinutes())
                : String.format(Locale.ROOT, ", about %,d s left", left.toSeconds());
    }

    @Override
    public void warned(String warning) {
        err.println((isTerminal ? CLEARED_LINE : "") + "warning: " + warning);
        err.flush();
    }
}
