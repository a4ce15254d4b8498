package dev.reposignal.cli;

import dev.reposignal.error.Errors;
import dev.reposignal.error.ExitCode;
import dev.reposignal.error.UserException;
import dev.reposignal.query.LakeSession;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.UsageMessageSpec;

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
            CollectCommand.class,
            FollowCommand.class,
            UnfollowCommand.class,
            CensusCommand.class,
            WatchCommand.class,
            NightlyCommand.class,
            BackfillCommand.class,
            SiteCommand.class,
            TrainCommand.class,
            BacktestCommand.class,
            LeadTimeCommand.class,
            BoardCommand.class,
            MoversCommand.class,
            ArticleCommand.class,
            OpenCommand.class,
            ClustersCommand.class,
            SimilarCommand.class,
            ClusterEvalCommand.class,
            SqlCommand.class,
            ExplainCommand.class,
            CompareCommand.class,
            ExportCommand.class,
            StatusCommand.class,
            DaysCommand.class,
            DoctorCommand.class,
            BackupCommand.class,
            MaintainCommand.class,
            VerifyArticleCommand.class,
            CompletionCommand.class
        },
        footerHeading = "%nExit codes:%n")
public final class CommandLines implements Runnable {
    /** Characters per line of the help: no example is broken. */
    private static final int HELP_WIDTH = 112;

    private static final Pattern SPAN = Pattern.compile("(\\d{1,6})([dhm])");

    /** The commands as the help lists them. */
    private static final Map<String, List<String>> GROUPS = groups();

    /** Former name of a command to its present name. Both are accepted; the help shows only the present name. */
    private static final Map<String, String> RENAMED = Map.of("early", "lead-time", "facts", "verify-article");

    /** Former name of an option to its present name by command; "" for every command. */
    private static final Map<String, Map<String, String>> RENAMED_OPTIONS = Map.of(
            "", Map.of("--model", "--embedder-model"),
            "backtest", Map.of("--out", "--output"),
            "cluster-eval", Map.of("--worst", "--limit"),
            "days", Map.of("--days", "--limit"),
            "demo", Map.of("--dir", "--output"),
            "status", Map.of("--runs", "--limit"),
            "verify-article", Map.of("--article", "--date"));

    @CommandLine.Spec
    private CommandLine.Model.@org.jspecify.annotations.Nullable CommandSpec spec;

    private static Map<String, List<String>> groups() {
        Map<String, List<String>> groups = new LinkedHashMap<>();
        groups.put("Try it", List.of("demo"));
        groups.put("Look", List.of("board", "movers", "article", "open", "explain", "compare", "similar", "clusters"));
        groups.put("Query", List.of("sql", "export"));
        groups.put("Collect", List.of("collect", "follow", "unfollow", "census", "watch"));
        groups.put("Run", List.of("ingest", "nightly", "backfill", "site", "train"));
        groups.put(
                "Check",
                List.of(
                        "status",
                        "doctor",
                        "days",
                        "backup",
                        "maintain",
                        "verify-article",
                        "backtest",
                        "lead-time",
                        "cluster-eval"));
        groups.put("Shell", List.of("completion"));
        return groups;
    }

    /** Runs a command line and returns its exit code. */
    public static int run(String... arguments) {
        return run(
                new PrintWriter(System.out, true, StandardCharsets.UTF_8),
                new PrintWriter(System.err, true, StandardCharsets.UTF_8),
                arguments);
    }

    /** What understands a command line. */
    static CommandLine commandLine() {
        return new CommandLine(new CommandLines())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpWidth(HELP_WIDTH)
                .registerConverter(LocalDate.class, CommandLines::day)
                .registerConverter(Duration.class, CommandLines::duration);
    }

    static int run(PrintWriter out, PrintWriter err, String... arguments) {
        long from = System.nanoTime();
        CommandLog.began(arguments);
        int exitCode = execute(out, err, arguments);
        CommandLog.ended(exitCode, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - from));
        return exitCode;
    }

    private static int execute(PrintWriter out, PrintWriter err, String... arguments) {
        PrintWriter logged = CommandLog.copied(err);
        CommandLine commandLine = commandLine()
                .setOut(out)
                .setErr(logged)
                .setParameterExceptionHandler(CommandLines::refuse)
                .setExecutionExceptionHandler((error, command, parsed) -> report(error, command, err));
        commandLine.getHelpSectionMap().put(UsageMessageSpec.SECTION_KEY_COMMAND_LIST, CommandLines::commandList);
        commandLine.getCommandSpec().usageMessage().footer(ExitCode.lines());
        try {
            return commandLine.execute(withPresentNames(logged, arguments));
        } catch (OutOfMemoryError e) {
            // picocli hands on exceptions only.
            UserException told = MachineFault.of(e).orElseThrow();
            err.println(told.getMessage());
            CommandLog.failed(String.valueOf(told.getMessage()));
            return told.exitCode().number();
        }
    }

    /** Replaces the former names of a command and of its options, and says so. */
    private static String[] withPresentNames(PrintWriter err, String... arguments) {
        if (arguments.length == 0) {
            return arguments;
        }
        String[] renamed = arguments.clone();
        renamed[0] = present(err, "command", arguments[0], RENAMED);
        Map<String, String> options = new HashMap<>(RENAMED_OPTIONS.getOrDefault("", Map.of()));
        options.putAll(RENAMED_OPTIONS.getOrDefault(renamed[0], Map.of()));
        for (int i = 1; i < renamed.length && !renamed[i].equals("--"); i++) {
            String[] parts = renamed[i].split("=", 2);
            parts[0] = present(err, "option", parts[0], options);
            renamed[i] = String.join("=", parts);
        }
        return renamed;
    }

    private static String present(PrintWriter err, String what, String name, Map<String, String> renamed) {
        String present = renamed.get(name);
        if (present == null) {
            return name;
        }
        err.printf("Note: the %s %s is now called %s; please use the new name.%n", what, name, present);
        return present;
    }

    /** Called if no subcommand is named: prints the list of commands. */
    @Override
    public void run() {
        throw new CommandLine.ParameterException(
                java.util.Objects.requireNonNull(spec).commandLine(), "Missing command: name one of those below.");
    }

    /** A day of an option. */
    private static LocalDate day(String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeParseException e) {
            throw new CommandLine.TypeConversionException("'%s' is no day; write it as 2026-03-06".formatted(text));
        }
    }

    /** A time span of an option: 36h, 2d, 90m. */
    private static Duration duration(String text) {
        Matcher span = SPAN.matcher(text);
        if (!span.matches()) {
            throw new CommandLine.TypeConversionException(
                    "'%s' is no time span; write it as 36h or 2d".formatted(text));
        }
        long number = Long.parseLong(span.group(1));
        return switch (span.group(2)) {
            case "d" -> Duration.ofDays(number);
            case "h" -> Duration.ofHours(number);
            default -> Duration.ofMinutes(number);
        };
    }

    /** Called if a command line cannot be understood: one sentence that says what to write, not the whole help. */
    private static int refuse(CommandLine.ParameterException error, String... arguments) {
        CommandLine command = error.getCommandLine();
        PrintWriter err = command.getErr();
        if (command.getParent() == null && arguments.length == 0) {
            err.println(error.getMessage());
            command.usage(err);
        } else if (command.getParent() == null
                && error instanceof CommandLine.UnmatchedArgumentException unmatched
                && !unmatched.isUnknownOption()) {
            String word = unmatched.getUnmatched().get(0);
            List<String> commands =
                    GROUPS.values().stream().flatMap(List::stream).toList();
            err.println("There is no command %s. %s"
                    .formatted(
                            word,
                            Errors.didYouMean(
                                    LakeSession.nearest(word, commands), "reposignal --help lists all of them.")));
        } else {
            err.println(error.getMessage());
            CommandLine.UnmatchedArgumentException.printSuggestions(error, err);
            err.println("Options and examples: %s --help"
                    .formatted(command.getCommandSpec().qualifiedName()));
        }
        return ExitCode.BAD_INPUT.number();
    }

    /** The commands by what they are for. */
    private static String commandList(CommandLine.Help help) {
        StringBuilder list = new StringBuilder();
        Map<String, CommandLine.Help> commands = help.subcommands();
        GROUPS.forEach((heading, names) -> {
            Map<String, String> described = new LinkedHashMap<>();
            names.forEach(name -> described.put(name, firstSentence(commands.get(name))));
            list.append(String.format("%n%s:%n", heading)).append(help.createTextTable(described));
        });
        return list.toString();
    }

    private static String firstSentence(CommandLine.@org.jspecify.annotations.Nullable Help command) {
        String description = java.util.Objects.requireNonNull(command)
                .commandSpec()
                .usageMessage()
                .description()[0];
        return description.replaceFirst("(: |\\. |; |, then ).*", "").replaceFirst("\\.$", "");
    }

    /** Called if a command fails. Here the log gets what is printed as one event, not line by line. */
    private static int report(Exception error, CommandLine commandLine, PrintWriter err) {
        Optional<UserException> told = Ending.isRequested()
                ? Optional.of(Errors.interrupted(commandLine.getCommandName()))
                : MachineFault.of(error);
        if (told.isPresent()) {
            err.println(told.get().getMessage());
            CommandLog.failed(String.valueOf(told.get().getMessage()));
            return told.get().exitCode().number();
        }
        String message =
                "Internal error. This is a mistake in RepoSignal or a fault of the machine, not of your input:";
        err.println(message);
        error.printStackTrace(err);
        CommandLog.failed(message, error);
        return ExitCode.INTERNAL_ERROR.number();
    }
}
