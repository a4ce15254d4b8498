package dev.reposignal.cli;

import dev.reposignal.error.Errors;
import dev.reposignal.table.Table;
import dev.reposignal.table.Tables;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import org.apache.spark.SparkThrowable;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code reposignal sql}: a question to the tables, without a Spark installation. */
@Command(
        name = "sql",
        description = "Asks the tables a question in Spark SQL; it can only read.",
        mixinStandardHelpOptions = true)
final class SqlCommand implements Callable<Integer> {
    private enum Format {
        TABLE,
        CSV,
        JSON
    }

    private static final Set<String> READING =
            Set.of("select", "with", "show", "describe", "desc", "explain", "values");

    @Mixin
    private LakeOption lake = new LakeOption();

    @Parameters(paramLabel = "SELECT...", description = "The query; tables are named as in data/README.md.")
    private String query = "";

    @Option(names = "--format", paramLabel = "NAME", description = "table, csv or json (default: ${DEFAULT-VALUE}).")
    private Format format = Format.TABLE;

    @Option(names = "--json", description = "Short for --format json.")
    private boolean isJson;

    @Option(
            names = "--limit",
            paramLabel = "ROWS",
            description = "Rows to print at most (default: ${DEFAULT-VALUE}); a note says when there are more.")
    private int limit = 1000;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        String first =
                query.strip().replaceFirst("^\\(+", "").split("\\s+", 2)[0].toLowerCase(Locale.ROOT);
        if (!READING.contains(first)) {
            throw Errors.notAQuery(first);
        }
        return lake.reading(opened -> {
            opened.registerViews(Tables.ALL);
            List<Row> rows;
            List<String> names;
            try {
                Dataset<Row> result = opened.spark().sql(query);
                names = List.of(result.columns());
                rows = result.limit(limit + 1).collectAsList();
            } catch (Exception e) {
                // Spark's checked exceptions are undeclared, so the compiler lets nobody catch them by name.
                if (!(e instanceof SparkThrowable fault) || fault.isInternalError()) {
                    throw e;
                }
                throw Errors.invalidQuery(
                        String.valueOf(e.getMessage()),
                        Tables.ALL.stream()
                                .filter(opened::exists)
                                .map(Table::name)
                                .toList());
            }
            print(names, rows);
            return CommandLines.DONE;
        });
    }

    private void print(List<String> names, List<Row> rows) {
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        TextTable table = new TextTable(names, rows.subList(0, Math.min(limit, rows.size())));
        switch (isJson ? Format.JSON : format) {
            case TABLE -> out.print(table.aligned());
            case CSV -> out.print(table.csv());
            case JSON -> out.println(Json.of(table.maps()));
        }
        out.flush();
        if (rows.size() > limit) {
            Objects.requireNonNull(spec)
                    .commandLine()
                    .getErr()
                    .println("Only the first %d rows are shown; there are more (--limit).".formatted(limit));
        }
    }
}
