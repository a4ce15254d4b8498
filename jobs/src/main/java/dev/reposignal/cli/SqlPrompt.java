package dev.reposignal.cli;

import dev.reposignal.concurrent.BackgroundTask;
import dev.reposignal.error.Errors;
import dev.reposignal.error.UserException;
import dev.reposignal.lake.Lake;
import dev.reposignal.query.LakeSession;
import dev.reposignal.table.Field;
import dev.reposignal.table.Table;
import dev.reposignal.table.Tables;
import dev.reposignal.table.View;
import dev.reposignal.table.Views;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;

/** The prompt of {@code reposignal sql}: a statement ends with a semicolon, a command begins with a dot. */
final class SqlPrompt {
    private static final String HELP = """
            End a query with a semicolon; it may have several lines. Tab completes names, Ctrl-C stops a query.
              .tables          lists tables and views
              .columns NAME    lists the columns of a table or view with their meaning
              .format NAME     sets the format: table, csv, json or jsonl
              .help            shows this text
              .quit            leave (or Ctrl-D)
            """;

    private static final List<String> COMMANDS = List.of(".tables", ".columns", ".format", ".help", ".quit");

    /** Planned while the user types, because it reads the longest logs. */
    private static final String SLOWEST = "repo_history";

    private final LakeSession session;
    private final Lake lake;
    private final Terminal terminal;
    private final InstantSource clock;
    private ResultPrinter printer;

    SqlPrompt(LakeSession session, Lake lake, Terminal terminal, InstantSource clock, ResultPrinter printer) {
        this.session = session;
        this.lake = lake;
        this.terminal = terminal;
        this.clock = clock;
        this.printer = printer;
    }

    /** Reads and runs statements on the terminal of this process until the user leaves. */
    static void onThisTerminal(LakeSession session, Lake lake, ResultPrinter printer) {
        try (Terminal terminal = TerminalBuilder.builder().system(true).build()) {
            new SqlPrompt(session, lake, terminal, InstantSource.system(), printer).run(historyFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The state folder of the XDG Base Directory Specification. */
    private static Path historyFile() {
        String state = System.getenv("XDG_STATE_HOME");
        Path folder = state == null || state.isBlank()
                ? Path.of(System.getProperty("user.home"), ".local", "state")
                : Path.of(state);
        return folder.resolve("reposignal").resolve("sql_history");
    }

    void run(Path history) {
        LineReader reader = LineReaderBuilder.builder()
                .appName("reposignal")
                .terminal(terminal)
                .parser(new SqlParser())
                .completer(new SqlCompleter())
                .variable(LineReader.HISTORY_FILE, history)
                .variable(LineReader.SECONDARY_PROMPT_PATTERN, "      ...> ")
                .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
                .option(LineReader.Option.CASE_INSENSITIVE, true)
                .build();
        terminal.writer().printf("%s. .help explains the commands, .tables lists tables and views.%n", place());
        BackgroundTask<LogicalPlan> planned = session.planning(SLOWEST);
        try {
            askAndAnswer(reader);
        } finally {
            // Ctrl-C stops this work as well; the next query then does it again or reports the error.
            planned.ended();
        }
    }

    private void askAndAnswer(LineReader reader) {
        while (true) {
            try {
                String line = reader.readLine("reposignal> ").strip();
                if (line.equals(".quit") || line.equals(".exit")) {
                    return;
                }
                obey(line);
            } catch (UserInterruptException e) {
                terminal.writer().flush(); // Ctrl-C at the prompt gives up the line
            } catch (EndOfFileException e) {
                return;
            }
        }
    }

    private String place() {
        return "%s, %s"
                .formatted(
                        lake.root(),
                        session.night()
                                .map(night -> "as of " + night.described())
                                .orElse("as it is now"));
    }

    private void obey(String line) {
        try {
            if (line.startsWith(".")) {
                command(line.split("\\s+"));
            } else {
                SqlText.statements(line).forEach(this::answer);
            }
        } catch (UserException e) {
            terminal.writer().println(e.getMessage());
        }
        terminal.flush();
    }

    private void answer(String statement) {
        Terminal.SignalHandler before = terminal.handle(
                Terminal.Signal.INT, signal -> lake.spark().sparkContext().cancelAllJobs());
        Instant from = clock.instant();
        try {
            int rows = printer.print(session, statement);
            terminal.writer()
                    .printf(
                            Locale.ROOT,
                            "(%,d row%s, %.1f s)%n",
                            rows,
                            rows == 1 ? "" : "s",
                            Duration.between(from, clock.instant()).toMillis() / 1000.0);
        } finally {
            terminal.handle(Terminal.Signal.INT, before);
        }
    }

    private void command(String[] words) {
        switch (words[0]) {
            case ".help" -> terminal.writer().print(HELP);
            case ".tables" -> terminal.writer().print(tables());
            case ".columns" -> terminal.writer().println(columns(words.length > 1 ? words[1] : ""));
            case ".format" -> format(words.length > 1 ? words[1] : "");
            default ->
                terminal.writer()
                        .println("There is no command %s. %s"
                                .formatted(
                                        words[0],
                                        Errors.didYouMean(
                                                LakeSession.nearest(words[0], COMMANDS), ".help lists them.")));
        }
    }

    private void format(String name) {
        Optional<ResultFormat> known = Arrays.stream(ResultFormat.values())
                .filter(each -> each.name().equals(name) && each != ResultFormat.parquet)
                .findFirst();
        if (known.isEmpty()) {
            terminal.writer().println("Formats are table, csv, json and jsonl.");
        } else {
            printer = printer.withFormat(known.get());
        }
    }

    private static String tables() {
        return Stream.concat(
                        Views.ALL.stream().map(view -> line(view.name(), view.grain())),
                        Tables.ALL.stream().map(table -> line(table.name(), table.grain())))
                .collect(Collectors.joining());
    }

    private static String columns(String name) {
        String lines = fields(name).stream()
                .map(field -> line(field.name(), field.comment()))
                .collect(Collectors.joining());
        return lines.isEmpty()
                ? "There is no table or view '%s'. %s"
                        .formatted(
                                name,
                                (Errors.didYouMean(LakeSession.nearest(name), "") + " .tables lists them.").strip())
                : lines.stripTrailing();
    }

    private static String line(String name, String meaning) {
        return String.format(Locale.ROOT, "  %-22s %s%n", name, meaning);
    }

    /** The columns of a table or view; none if there is no such table or view. */
    static List<Field> fields(String name) {
        String wanted = name.toLowerCase(Locale.ROOT).replace(";", "");
        return Stream.concat(
                        Tables.ALL.stream()
                                .filter(table -> table.name().equals(wanted))
                                .map(Table::fields),
                        Views.named(wanted).stream().map(View::fields))
                .findFirst()
                .map(Objects::requireNonNull)
                .orElse(List.of());
    }
}
