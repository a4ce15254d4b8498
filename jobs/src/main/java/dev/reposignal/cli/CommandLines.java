package dev.reposignal.cli;

import dev.reposignal.error.UserException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command {@code reposignal} and its subcommands; turns errors into exit codes. */
@Command(
        name = "reposignal",
        description = "Shows which GitHub repositories are about to matter.",
        mixinStandardHelpOptions = true,
        versionProvider = VersionProvider.class,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            DemoCommand.class,
            IngestCommand.class,
            NightlyCommand.class,
            BackfillCommand.class,
            SiteCommand.class,
            TrainCommand.class,
            BacktestCommand.class,
            LeadTimeCommand.class,
            ClustersCommand.class,
            SimilarCommand.class,
            ClusterEvalCommand.class,
            SqlCommand.class,
            ExplainCommand.class,
            CompareCommand.class,
            ExportCommand.class,
            StatusCommand.class,
            FactsCommand.class,
            CompletionCommand.class
        },
        footerHeading = "%nExit codes:%n",
        footer = {
            "  0  done",
            "  2  bad input or configuration: the message says what to mend",
            "  3  held: the data of the day are stale or incomplete, nothing was published",
            "  4  internal error, or facts that do not hold: please report it with what was printed"
        })
public final class CommandLines implements Runnable {
    /** Done. */
    public static final int DONE = 0;

    /** Bad input or configuration. */
    public static final int BAD_INPUT = 2;

    /** Held by the data checks. */
    public static final int HELD = 3;

    /** Our own mistake, or the machine's. */
    public static final int INTERNAL = 4;

    @CommandLine.Spec
    private CommandLine.Model.@org.jspecify.annotations.Nullable CommandSpec spec;

    /** Runs a command line and returns its exit code. */
    public static int run(String... arguments) {
        return run(
                new PrintWriter(System.out, true, StandardCharsets.UTF_8),
                new PrintWriter(System.err, true, StandardCharsets.UTF_8),
                arguments);
    }

    static int run(PrintWriter out, PrintWriter err, String... arguments) {
        CommandLine commandLine = new CommandLine(new CommandLines())
                .setOut(out)
                .setErr(err)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler(CommandLines::report);
        return commandLine.execute(arguments);
    }

    /** Called where no subcommand was named: shows what there is. */
    @Override
    public void run() {
        throw new CommandLine.ParameterException(
                java.util.Objects.requireNonNull(spec).commandLine(), "Missing command: name one of those below.");
    }

    private static int report(Exception error, CommandLine commandLine, CommandLine.ParseResult arguments) {
        PrintWriter err = commandLine.getErr();
        if (error instanceof UserException) {
            err.println(error.getMessage());
            return BAD_INPUT;
        }
        err.println("Internal error. This is a mistake in RepoSignal or a fault of the machine, not of your input:");
        error.printStackTrace(err);
        return INTERNAL;
    }
}
