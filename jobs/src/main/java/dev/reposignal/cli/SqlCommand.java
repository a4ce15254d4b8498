package dev.reposignal.cli;

import dev.reposignal.error.Errors;
import dev.reposignal.error.ExitCode;
import dev.reposignal.query.LakeSession;
import dev.reposignal.query.QueryLimits;
import dev.reposignal.query.ResultFile;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code reposignal sql}: questions to the tables and views, without a Spark installation. */
@Command(
        name = "sql",
        description = {
            "Runs a Spark SQL query on the tables and views. It can only read.",
            "Without a query it opens a prompt, or reads statements from standard input."
        },
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {
            "  reposignal sql --lake data/demo/lake",
            "  reposignal sql --lake data/demo/lake \"SELECT full_name, signal_score FROM latest_signals LIMIT 5\"",
            "  reposignal sql --lake data/demo/lake --at 2026-02-27 \"SELECT * FROM cluster_overview\"",
            "  reposignal sql --lake data/demo/lake --output data/demo/movers.csv \"SELECT * FROM movers\"",
            "",
            "data/README.md describes every table and view."
        })
final class SqlCommand implements Callable<Integer> {
    private static final int ROWS_PRINTED = 1000;

    @Mixin
    private LakeOption lake = new LakeOption();

    @Parameters(
            arity = "0..1",
            paramLabel = "QUERY",
            description = "The query; without it a prompt opens, or statements are read from standard input.")
    private @Nullable String query;

    @Mixin
    private AtOption at = new AtOption();

    @Option(
            names = {"-f", "--format"},
            paramLabel = "NAME",
            description =
                    "${COMPLETION-CANDIDATES} (default: table; with --output by the file name). parquet needs --output.")
    private @Nullable ResultFormat format;

    @Option(names = "--json", description = "The same as --format json.")
    private boolean isJson;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "Writes csv, jsonl or parquet to a file.")
    private @Nullable String output;

    @Option(names = "--force", description = "Replace the file of --output if it exists.")
    private boolean isForced;

    @Option(
            names = {"-n", "--limit"},
            paramLabel = "ROWS",
            description =
                    "Maximum number of rows; a note says if there are more (default: 1000 on the screen, all in a file).")
    private @Nullable Integer limit;

    @Option(names = "--allow-files", description = "Lets the query read files outside the lake too.")
    private boolean allowsFiles;

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            description = "Ends a query that runs longer (default: ${DEFAULT-VALUE}; 0 for no limit).")
    private long timeout = 600;

    @Option(
            names = "--max-rows-read",
            paramLabel = "ROWS",
            description = "Ends a query that reads more rows of the tables (default: no limit).")
    private long rowsRead;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        ResultFormat chosen = chosenFormat();
        ResultFile.Format fileFormat = output == null ? null : fileFormat(chosen);
        if (output == null && chosen == ResultFormat.parquet) {
            throw Errors.noFileNamed(chosen.name());
        }
        return lake.reading(opened -> {
            LakeSession session =
                    at.session(opened).limited(new QueryLimits(allowsFiles, Duration.ofSeconds(timeout), rowsRead));
            session.night().ifPresent(night -> err().println("as of " + night.described()));
            ResultPrinter printer = new ResultPrinter(chosen, limit == null ? ROWS_PRINTED : limit, out(), err());
            if (query != null) {
                answer(session, printer, fileFormat, query);
            } else if (isTerminal() && output == null) {
                SqlPrompt.onThisTerminal(session, opened, printer);
            } else {
                for (String statement : SqlText.statements(standardInput())) {
                    answer(session, printer, fileFormat, statement);
                }
            }
            return ExitCode.DONE.number();
        });
    }

    private void answer(
            LakeSession session, ResultPrinter printer, ResultFile.@Nullable Format fileFormat, String statement) {
        if (statement.startsWith(".")) {
            throw Errors.commandOutsideThePrompt(statement);
        }
        if (fileFormat == null) {
            if (printer.print(session, statement) == 0) {
                err().println("no rows");
            }
            return;
        }
        String file = Objects.requireNonNull(output);
        Dataset<Row> answer = session.answer(statement);
        Dataset<Row> wanted = limit == null ? answer : answer.limit(limit);
        session.runLimited(statement, wanted, rows -> {
            ResultFile.write(rows, List.of(), fileFormat, file, isForced);
            return file;
        });
        err().println("wrote " + file);
    }

    private ResultFormat chosenFormat() {
        if (isJson) {
            return ResultFormat.json;
        }
        if (format != null) {
            return format;
        }
        return output == null ? ResultFormat.table : ResultFormat.ofFile(output);
    }

    private static ResultFile.Format fileFormat(ResultFormat chosen) {
        return switch (chosen) {
            case csv -> ResultFile.Format.CSV;
            case jsonl -> ResultFile.Format.JSONL;
            case parquet -> ResultFile.Format.PARQUET;
            case table, json -> throw Errors.formatWithoutFile(chosen.name());
        };
    }

    // On JDK 17, System.console() is null without a terminal.
    @SuppressWarnings("SystemConsoleNull")
    private static boolean isTerminal() {
        return System.console() != null;
    }

    private static String standardInput() {
        try (BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            return in.lines().collect(Collectors.joining("\n"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private PrintWriter out() {
        return Objects.requireNonNull(spec).commandLine().getOut();
    }

    private PrintWriter err() {
        return Objects.requireNonNull(spec).commandLine().getErr();
    }
}
