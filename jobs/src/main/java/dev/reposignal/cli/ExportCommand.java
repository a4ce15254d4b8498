package dev.reposignal.cli;

import static org.apache.spark.sql.functions.col;

import dev.reposignal.error.Errors;
import dev.reposignal.error.ExitCode;
import dev.reposignal.lake.Lake;
import dev.reposignal.query.LakeSession;
import dev.reposignal.query.ResultFile;
import dev.reposignal.table.Field;
import dev.reposignal.table.Table;
import dev.reposignal.table.Tables;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code reposignal export}: a table or view as a file. */
@Command(
        name = "export",
        description = {
            "Writes a table or view to one file, for a spreadsheet or another program.",
            "In CSV, a text that a spreadsheet would run as a formula gets a leading apostrophe; lists become JSON."
        },
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {
            "  reposignal export --lake data/demo/lake latest_signals",
            "  reposignal export --lake data/demo/lake --date 2026-03-06 --format parquet repo_signals",
            "  reposignal export --lake data/demo/lake --at 2026-02-27 --output clusters.jsonl cluster_overview"
        })
final class ExportCommand implements Callable<Integer> {
    private static final int VIEW_ORDER = 3;

    /** In lower case, as users type it and the shell completes it. */
    private enum FileFormat {
        csv,
        parquet,
        jsonl
    }

    /** Every table and view, for the help and for the shell. */
    static final class Names implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return LakeSession.names().iterator();
        }
    }

    @Mixin
    private LakeOption lake = new LakeOption();

    @Parameters(
            paramLabel = "TABLE",
            completionCandidates = Names.class,
            description = "Name of a table or view; data/README.md lists them.")
    private String name = "";

    @Option(
            names = {"-f", "--format"},
            paramLabel = "NAME",
            description = "${COMPLETION-CANDIDATES} (default: by the file name, otherwise csv).")
    private @Nullable FileFormat format;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "The file (default: TABLE.FORMAT in this folder).")
    private @Nullable String output;

    @Option(
            names = {"-d", "--date"},
            paramLabel = "DAY",
            description = "Only the rows of one snapshot_date.")
    private @Nullable LocalDate date;

    @Mixin
    private AtOption at = new AtOption();

    @Option(names = "--force", description = "Replace the file if it exists.")
    private boolean isForced;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        FileFormat chosen = chosenFormat();
        String relation = name.toLowerCase(Locale.ROOT);
        String file = output == null ? relation + "." + chosen : output;
        return lake.reading(opened -> {
            Dataset<Row> rows = selected(at.session(opened).relation(name));
            ResultFile.write(
                    rows,
                    order(relation),
                    ResultFile.Format.valueOf(chosen.name().toUpperCase(Locale.ROOT)),
                    file,
                    isForced);
            Objects.requireNonNull(spec).commandLine().getErr().println("wrote " + file);
            return ExitCode.DONE.number();
        });
    }

    private FileFormat chosenFormat() {
        if (format != null) {
            return format;
        }
        return FileFormat.valueOf(
                ResultFormat.ofFile(output == null ? "" : output).name());
    }

    private Dataset<Row> selected(Dataset<Row> rows) {
        if (date == null) {
            return rows;
        }
        if (!Arrays.asList(rows.columns()).contains(Table.DAY)) {
            throw Errors.tableWithoutDays(name, Table.DAY);
        }
        return rows.where(col(Table.DAY).equalTo(Lake.literal(date)));
    }

    /** The order of the file: the keys of a table, or the first columns of a view, which identify its rows. */
    private static List<String> order(String relation) {
        Optional<List<String>> keys = Tables.ALL.stream()
                .filter(table -> table.name().equals(relation))
                .map(Table::keys)
                .findFirst();
        return keys.orElseGet(() -> SqlPrompt.fields(relation).stream()
                .map(Field::name)
                .limit(VIEW_ORDER)
                .toList());
    }
}
