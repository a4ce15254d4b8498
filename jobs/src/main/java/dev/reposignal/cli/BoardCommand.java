package dev.reposignal.cli;

import dev.reposignal.error.ExitCode;
import dev.reposignal.table.Tier;
import java.io.PrintWriter;
import java.time.LocalDate;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code reposignal board}: what surfaces tonight. */
@Command(
        name = "board",
        description = {
            "Shows the repositories that surface on a night: which are about to matter, in the order of the board.",
            "week and 4 weeks are stars gained in the last 7 and 28 days, day is the pace of the last day in stars a day."
        },
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {
            "  reposignal board --lake data/demo/lake",
            "  reposignal board --lake data/demo/lake --date 2026-02-27 --all --json"
        })
final class BoardCommand implements Callable<Integer> {
    @Mixin
    private LakeOption lake = new LakeOption();

    @Option(
            names = {"-d", "--date"},
            paramLabel = "DAY",
            description = "Day of the night (default: the latest published one).")
    private @Nullable LocalDate date;

    @Option(names = "--all", description = "Shows the tracked repositories too, not only the surfacing ones.")
    private boolean isAll;

    @Option(
            names = {"-n", "--limit"},
            paramLabel = "ROWS",
            description = "Maximum number of rows (default: ${DEFAULT-VALUE}).")
    private int limit = 50;

    @Option(names = "--json", description = "Print JSON, with every column of the view board.")
    private boolean isJson;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        return lake.reading(opened -> {
            BoardTable board = BoardTable.read(opened, date, isAll ? null : Tier.SURFACING, limit);
            PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
            if (isJson) {
                out.println(Json.of(board.maps()));
            } else {
                out.printf("Board of %s. %s%n%n", board.day(), board.order());
                board.print(out);
                board.rows().stream()
                        .findFirst()
                        .ifPresent(first -> out.printf(
                                "%nWhy is the first there? reposignal explain%s %s%n",
                                lake.given(), TextTable.printed(first.<String>getAs("full_name"))));
            }
            out.flush();
            return ExitCode.DONE.number();
        });
    }
}
