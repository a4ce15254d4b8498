package dev.reposignal.cli;

import java.io.PrintWriter;
import java.io.StringWriter;

/** What a command line came to. */
record CommandOutcome(int exit, String out, String err) {
    static CommandOutcome run(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int exit = CommandLines.run(new PrintWriter(out), new PrintWriter(err), arguments);
        return new CommandOutcome(exit, out.toString(), err.toString());
    }
}
