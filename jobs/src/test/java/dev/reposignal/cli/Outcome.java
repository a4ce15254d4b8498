package dev.reposignal.cli;

import java.io.PrintWriter;
import java.io.StringWriter;

/** What a command line came to. */
record Outcome(int exit, String out, String err) {
    static Outcome run(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int exit = CommandLines.run(new PrintWriter(out), new PrintWriter(err), arguments);
        return new Outcome(exit, out.toString(), err.toString());
    }
}
