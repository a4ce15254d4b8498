package dev.reposignal.cli;

import dev.reposignal.error.UserException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command {@code reposignal} and its subcommands; turns errors into exit codes. */
@Command(
        name = "reposignal",
        description = "Shows which GitHub repositories are about to matter. To try it: reposignal demo",
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
        footerHeading = "%nExit codes:%n")
public final class CommandLines implements Runnable {
    /** Characters per line of the help: no example is broken. */
    private static final int HELP_WIDTH = 112;

    /** Former name of a command to its present name. Both are accepted; the help shows only the present name. */
    private static final Map<String, String> RENAMED = Map.of("early", "lead-time");

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
                .setUsageHelpWidth(HELP_WIDTH)
                .setExecutionExceptionHandler(CommandLines::report);
        commandLine.getCommandSpec().usageMessage().footer(ExitCode.lines());
        return commandLine.execute(withPresentName(err, arguments));
    }

    /** Replaces the former name of a command, and says so. */
    private static String[] withPresentName(PrintWriter err, String... arguments) {
        String present = arguments.length == 0 ? null : RENAMED.get(arguments[0]);
        if (present == null) {
            return arguments;
        }
        err.printf("Note: the command %s is now called %s; please use the new name.%n", arguments[0], present);
        String[] renamed = arguments.clone();
        renamed[0] = present;
        return renamed;
    }

    /** Called if no subcommand is named: prints the list of commands. */
    @Override
    public void run() {
        throw new CommandLine.ParameterException(
                java.util.Objects.requireNonNull(spec).commandLine(), "Missing command: name one of those below.");
    }

    private static int report(Exception error, CommandLine commandLine, CommandLine.ParseResult arguments) {
        PrintWriter err = commandLine.getErr();
        if (error instanceof UserException) {
            err.println(error.getMessage());
            return ExitCode.BAD_INPUT.number();
        }
        err.println("Internal error. This is a mistake in RepoSignal or a fault of the machine, not of your input:");
        error.printStackTrace(err);
        return ExitCode.INTERNAL_ERROR.number();
    }
}
