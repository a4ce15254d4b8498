package dev.reposignal.cli;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.lower;

import dev.reposignal.error.Errors;
import dev.reposignal.error.ExitCode;
import dev.reposignal.query.LakeSession;
import dev.reposignal.text.NumberFormats;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code reposignal movers}: what simply gains most stars. */
@Command(
        name = "movers",
        description = "Shows the repositories that gained most stars in the last day, week or four weeks of the latest "
                + "published night, without those whose counts a flag calls misleading.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {
            "  reposignal movers --lake data/demo/lake",
            "  reposignal movers --lake data/demo/lake --window 28 --language Rust --max-stars 5000"
        })
final class MoversCommand implements Callable<Integer> {
    private static final List<Integer> WINDOWS = List.of(1, 7, 28);

    @Mixin
    private LakeOption lake = new LakeOption();

    @Option(names = "--window", paramLabel = "DAYS", description = "1, 7 or 28 days (default: ${DEFAULT-VALUE}).")
    private int window = 7;

    @Option(names = "--language", paramLabel = "NAME", description = "Only repositories of this language, in any case.")
    private @Nullable String language;

    @Option(names = "--min-stars", paramLabel = "STARS", description = "Only repositories with at least so many stars.")
    private long leastStars;

    @Option(names = "--max-stars", paramLabel = "STARS", description = "Only repositories with at most so many stars.")
    private long mostStars = Long.MAX_VALUE;

    @Option(
            names = {"-n", "--limit"},
            paramLabel = "ROWS",
            description = "Maximum number of rows (default: ${DEFAULT-VALUE}).")
    private int limit = 15;

    @Option(names = "--json", description = "Print JSON, with every column of the view movers.")
    private boolean isJson;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        if (!WINDOWS.contains(window)) {
            throw Errors.invalidWindow(window, WINDOWS.toString());
        }
        return lake.reading(opened -> {
            Dataset<Row> movers = LakeSession.now(opened)
                    .relation("movers")
                    .where(col("window_days").equalTo(window).and(col("stars").between(leastStars, mostStars)));
            if (language != null) {
                movers = movers.where(lower(col("language")).equalTo(lit(language.toLowerCase(Locale.ROOT))));
            }
            List<Row> rows = movers.orderBy("position").limit(limit).collectAsList();
            PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
            if (isJson) {
                out.println(Json.of(TextTable.of(rows).maps()));
            } else if (rows.isEmpty()) {
                out.println("none: no published night, or no repository fits these options");
            } else {
                out.printf(
                        "Most stars gained in %s up to %s%n%n",
                        NumberFormats.counted(window, "day", "days"),
                        rows.get(0).<Object>getAs("snapshot_date"));
                out.print(table(rows).aligned());
            }
            out.flush();
            return ExitCode.DONE.number();
        });
    }

    private static TextTable table(List<Row> rows) {
        return new TextTable(
                List.of("repository", "language", "stars", "gained", "days", "stars a day", "growth", "tier"),
                rows.stream()
                        .map(row -> RowFactory.create(
                                row.getAs("full_name"),
                                row.<String>getAs("language") == null ? "" : row.getAs("language"),
                                row.<Long>getAs("stars"),
                                NumberFormats.signedCount(row.<Long>getAs("stars_gained")),
                                row.<Integer>getAs("days_elapsed"),
                                NumberFormats.signedRate(row.<Double>getAs("velocity")),
                                NumberFormats.percent(row.<Double>getAs("share_gained")),
                                row.getAs("tier")))
                        .toList());
    }
}
