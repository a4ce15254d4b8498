package dev.reposignal;

import dev.reposignal.cli.CommandLines;

/** Entry point of {@code java} and {@code spark-submit}. */
public final class RepoSignal {
    private RepoSignal() {}

    public static void main(String[] arguments) {
        System.exit(CommandLines.run(arguments));
    }
}
