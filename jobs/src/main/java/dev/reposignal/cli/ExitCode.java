package dev.reposignal.cli;

import java.util.Arrays;

/** How a command ends. Scripts and monitors rely on the numbers. */
public enum ExitCode {
    DONE(0, "done"),
    BAD_INPUT(2, "bad input or configuration: the message says what to fix"),
    HELD(3, "held: the data of the day are stale or incomplete, nothing was published"),
    INTERNAL_ERROR(4, "internal error, or an article whose facts differ from the tables: please report the output");

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
    static String[] lines() {
        return Arrays.stream(values())
                .map(code -> "  %d  %s".formatted(code.number, code.meaning))
                .toArray(String[]::new);
    }
}
