package dev.reposignal.error;

import java.util.Arrays;

/** How a command ends, by the kind of what went wrong. Scripts and monitors rely on the numbers. */
public enum ExitCode {
    DONE(0, "done"),
    BAD_INPUT(2, "bad input or configuration: the message says what to fix"),
    HELD(3, "held: the data of the day are stale, incomplete or distorted, nothing was published"),
    INTERNAL_ERROR(4, "internal error, or an article whose facts differ from the tables: please report the output"),
    SKIPPED(5, "files that cannot be loaded were skipped (ingest --skip-broken); the other files are loaded"),
    BUSY(6, "another command is writing to the lake: run it again later, or wait with --wait"),
    MACHINE(7, "the machine failed: disk full, not writable, a file that vanished, or too little memory"),
    DAMAGED(8, "the lake is damaged or of a newer version: reposignal doctor says what to do"),
    INTERRUPTED(143, "ended by a signal; what was written is whole, run the command again");

    private final int number;
    private final String meaning;

    ExitCode(int number, String meaning) {
        this.number = number;
        this.meaning = meaning;
    }

    /** The number that the process returns. */
    public int number() {
        return number;
    }

    /** What the number tells the caller. */
    public String meaning() {
        return meaning;
    }

    /** One line per exit code, for the help of the command. */
    public static String[] lines() {
        return Arrays.stream(values())
                .map(code -> "  %-3d  %s".formatted(code.number, code.meaning))
                .toArray(String[]::new);
    }
}
