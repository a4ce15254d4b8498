package dev.reposignal.cli;

import dev.reposignal.error.ExitCode;
import java.io.PrintWriter;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code reposignal completion}: the script for completion in a shell. */
@Command(
        name = "completion",
        description = "Prints a script with which bash and zsh complete the commands and options of reposignal.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExample, for this shell:%n",
        footer = "  source <(jobs/bin/reposignal completion)")
final class CompletionCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        CommandSpec root = Objects.requireNonNull(spec).root();
        PrintWriter out = spec.commandLine().getOut();
        out.print(AutoComplete.bash("reposignal", root.commandLine()));
        out.print('\n');
        out.flush();
        return ExitCode.DONE.number();
    }
}
