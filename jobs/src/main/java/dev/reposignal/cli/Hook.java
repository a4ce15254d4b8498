package dev.reposignal.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A program of the operator that is run when a night has ended: to send a mail, or to copy the site. */
enum Hook {
    ON_SUCCESS,
    ON_HELD,
    ON_FAILED;

    private static final int PATIENCE_SECONDS = 300;

    /** Its name in the folder of hooks. */
    String fileName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * Runs the hook where the folder has it. A hook that fails is said and changes nothing else.
     *
     * @param variables its environment beside ours
     */
    void run(Path folder, Map<String, String> variables, PrintWriter err) {
        Path program = folder.resolve(fileName()).toAbsolutePath();
        if (!Files.exists(program)) {
            return;
        }
        ProcessBuilder builder = new ProcessBuilder(program.toString()).inheritIO();
        builder.environment().putAll(variables);
        try {
            Process process = builder.start();
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                err.println("warning: the hook %s ran longer than %d seconds and was ended"
                        .formatted(program, PATIENCE_SECONDS));
            } else if (process.exitValue() != 0) {
                err.println("warning: the hook %s ended with %d".formatted(program, process.exitValue()));
            }
        } catch (IOException e) {
            err.println("warning: cannot run the hook %s: %s".formatted(program, e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        err.flush();
    }
}
