package dev.reposignal.cli;

import dev.reposignal.progress.ObservedRun;
import dev.reposignal.progress.RunObserver;
import java.io.PrintWriter;
import java.io.Writer;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The log file of {@code RS_LOG}: what a command prints beside its result, when it began and ended, and the runs. The launcher
 * chooses a configuration of Log4j that has the file; without one nothing is logged.
 */
final class CommandLog {
    /** Set by the launcher to the path of the file. */
    private static final String FILE_PROPERTY = "reposignal.log";

    /** The run in progress; every line of the log has it, whatever thread writes it. A process runs one night at a time. */
    private static final String RUN_PROPERTY = "reposignal.run";

    /** Its lines go to the file alone: the terminal has them already. */
    private static final Logger LOG = LoggerFactory.getLogger("dev.reposignal.command");

    private CommandLog() {}

    private static boolean isWanted() {
        return System.getProperty(FILE_PROPERTY) != null;
    }

    static void began(String... arguments) {
        if (isWanted()) {
            LOG.info("reposignal {} began: {}", VersionProvider.version(), String.join(" ", arguments));
        }
    }

    static void ended(int exitCode, long millis) {
        if (isWanted()) {
            LOG.info("ended with exit code {} after {} s", exitCode, String.format(Locale.ROOT, "%.1f", millis / 1e3));
        }
    }

    /** An error of which the user is told the message alone. */
    static void failed(String message) {
        if (isWanted()) {
            LOG.error(message);
        }
    }

    /** An error of which the user is told all. */
    static void failed(String message, Throwable thrown) {
        if (isWanted()) {
            LOG.error(message, thrown);
        }
    }

    /** Notes the run that the following lines belong to, and how it ended. */
    static RunObserver runs() {
        return new RunObserver() {
            @Override
            public void started(ObservedRun run) {
                System.setProperty(RUN_PROPERTY, run.runId());
                noted(run);
            }

            @Override
            public void ended(ObservedRun run) {
                noted(run);
            }
        };
    }

    private static void noted(ObservedRun run) {
        if (isWanted()) {
            LOG.info("night of {}: {}{}", run.day(), run.status(), run.reason() == null ? "" : ": " + run.reason());
        }
    }

    /** A writer whose whole lines are logged as well. */
    static PrintWriter copied(PrintWriter original) {
        return isWanted() ? new PrintWriter(new Copy(original), true) : original;
    }

    private static final class Copy extends Writer {
        /** What {@link ConsoleProgress} writes again and again on one line of a terminal ends so. */
        private static final String CLEARED = "\033[K";

        private final PrintWriter original;
        private final StringBuilder line = new StringBuilder();

        private Copy(PrintWriter original) {
            this.original = original;
        }

        @Override
        public void write(char[] text, int from, int length) {
            original.write(text, from, length);
            synchronized (line) {
                for (int i = from; i < from + length; i++) {
                    if (text[i] == '\n') {
                        log(line.substring(line.lastIndexOf(CLEARED) < 0 ? 0 : line.lastIndexOf(CLEARED) + 3));
                        line.setLength(0);
                    } else {
                        line.append(text[i]);
                    }
                }
            }
        }

        private static void log(String text) {
            String told = text.strip();
            if (told.startsWith("warning: ")) {
                LOG.warn(told.substring("warning: ".length()));
            } else if (!told.isEmpty()) {
                LOG.info(told);
            }
        }

        @Override
        public void flush() {
            original.flush();
        }

        @Override
        public void close() {
            original.close();
        }
    }
}
