package dev.reposignal.cli;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.length;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.lower;
import static org.apache.spark.sql.functions.substring;
import static org.apache.spark.sql.functions.when;

import dev.reposignal.error.Errors;
import dev.reposignal.error.ExitCode;
import dev.reposignal.lake.Lake;
import dev.reposignal.query.Neighbours;
import dev.reposignal.query.SimilarNames;
import dev.reposignal.table.Tables;
import java.io.PrintWriter;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code reposignal similar}: the repositories that say most nearly the same about themselves. */
@Command(
        name = "similar",
        description = "Shows the repositories with the most similar texts, from all clusters.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {"  reposignal similar --lake data/demo/lake svelmura/murmurbox"})
final class SimilarCommand implements Callable<Integer> {
    /** Printed characters of a description; with the other columns a line has about 160. */
    private static final int DESCRIPTION_LENGTH = 60;

    @Mixin
    private LakeOption lake = new LakeOption();

    @Mixin
    private SettingsOptions settings = new SettingsOptions();

    @Parameters(paramLabel = "OWNER/NAME", description = "The repository, in any case.")
    private String fullName = "";

    @Option(
            names = {"-d", "--date"},
            paramLabel = "DAY",
            description = "The day (default: the latest night, or the latest day in the lake if there is no night).")
    private @Nullable LocalDate date;

    @Option(
            names = {"-n", "--limit"},
            paramLabel = "ROWS",
            description = "How many to print (default: ${DEFAULT-VALUE}).")
    private int limit = 10;

    @Option(names = "--json", description = "Print JSON.")
    private boolean isJson;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        return lake.reading(opened -> {
            LocalDate day = Nights.day(opened, Tables.SNAPSHOTS, date != null ? date : latestNight(opened));
            Dataset<Row> snapshots = opened.readDay(Tables.SNAPSHOTS, day);
            List<Row> found = snapshots
                    .where(lower(col("full_name")).equalTo(lit(fullName.toLowerCase(Locale.ROOT))))
                    .select("repo_key", "full_name")
                    .limit(1)
                    .collectAsList();
            if (found.isEmpty()) {
                throw Errors.unknownToDay(fullName, day.toString(), SimilarNames.of(fullName, snapshots));
            }
            Dataset<Row> nearest = Neighbours.nearest(
                            opened, settings.settings(), day, found.get(0).getString(0))
                    .orElseThrow(() -> Errors.repositoryWithoutText(fullName, day.toString()));
            print(opened, day, found.get(0).getString(1), nearest);
            return ExitCode.DONE.number();
        });
    }

    /** The latest day with clusters; snapshots may be later. */
    private static @Nullable LocalDate latestNight(Lake lake) {
        return lake.latestDay(Tables.CLUSTERS).orElse(null);
    }

    /** The beginning of a text, so that a row fits on one line of a wide terminal. */
    private static Column shortened(Column text) {
        return when(length(text).gt(DESCRIPTION_LENGTH), concat(substring(text, 1, DESCRIPTION_LENGTH - 1), lit("…")))
                .otherwise(text);
    }

    private void print(Lake lake, LocalDate day, String name, Dataset<Row> nearest) {
        Dataset<Row> labels = lake.readDay(Tables.CLUSTER_MEMBERS, day)
                .select("repo_key", "cluster_id")
                .join(lake.readDay(Tables.CLUSTERS, day).select("cluster_id", "label"), "cluster_id");
        TextTable table = TextTable.of(nearest.orderBy(col("similarity").desc(), col("repo_key"))
                .limit(limit)
                .join(labels, new String[] {"repo_key"}, "left")
                .orderBy(col("similarity").desc(), col("repo_key"))
                .select(
                        col("full_name"),
                        col("similarity"),
                        col("language"),
                        col("stars"),
                        col("cluster_id"),
                        col("label"),
                        isJson
                                ? col("description")
                                : shortened(col("description")).as("description")));
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        if (isJson) {
            out.println(Json.of(table.maps()));
            return;
        }
        out.printf("Nearest to %s on %s%n%n", name, day);
        out.print(table.isEmpty() ? "none: no other repository says anything\n" : table.aligned());
        out.flush();
    }
}
