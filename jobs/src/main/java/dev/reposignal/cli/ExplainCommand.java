package dev.reposignal.cli;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.levenshtein;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.lower;

import dev.reposignal.error.Errors;
import dev.reposignal.lake.Lake;
import dev.reposignal.table.Table;
import dev.reposignal.table.Tables;
import java.io.PrintWriter;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code reposignal explain}: why a repository has the score it has. */
@Command(
        name = "explain",
        description = "Shows why a repository has its score: every component, and what was measured.",
        mixinStandardHelpOptions = true)
final class ExplainCommand implements Callable<Integer> {
    @Mixin
    private LakeOption lake = new LakeOption();

    @Parameters(paramLabel = "OWNER/NAME", description = "The repository, in any case.")
    private String fullName = "";

    @Option(names = "--date", paramLabel = "DAY", description = "The night (default: the latest in the lake).")
    private @Nullable LocalDate date;

    @Option(names = "--json", description = "Print JSON.")
    private boolean isJson;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        return lake.reading(opened -> {
            LocalDate day = day(opened);
            Row signal = signal(opened, day);
            String repoKey = signal.getAs("repo_key");
            TextTable components = TextTable.of(opened.readDay(Tables.SCORE_COMPONENTS, day)
                    .where(col("repo_key").equalTo(repoKey))
                    .select("component", "raw_value", "unit", "normalised", "weight", "points")
                    .orderBy(col("points").desc(), col("component")));
            TextTable cluster = TextTable.of(opened.readDay(Tables.CLUSTER_MEMBERS, day)
                    .where(col("repo_key").equalTo(repoKey))
                    .join(opened.readDay(Tables.CLUSTERS, day), "cluster_id")
                    .select("cluster_id", "label", "repos", "owners", "is_forming"));
            print(new TextTable(List.of(signal.schema().fieldNames()), List.of(signal)), signal, components, cluster);
            return CommandLines.DONE;
        });
    }

    private LocalDate day(Lake lake) {
        LocalDate day = date != null
                ? date
                : lake.latestDay(Tables.REPO_SIGNALS, LocalDate.parse("9999-12-31"))
                        .orElseThrow(() -> Errors.missingTable(Tables.REPO_SIGNALS.name(), lake.root()));
        if (lake.readDay(Tables.REPO_SIGNALS, day).isEmpty()) {
            throw Errors.noNightOn(day.toString(), lake.root());
        }
        return day;
    }

    private Row signal(Lake lake, LocalDate day) {
        String name = fullName.toLowerCase(Locale.ROOT);
        List<Row> found = lake.readDay(Tables.REPO_SIGNALS, day)
                .where(lower(col("full_name")).equalTo(name))
                .collectAsList();
        if (found.isEmpty()) {
            List<String> similar = lake
                    .readDay(Tables.REPO_SIGNALS, day)
                    .withColumn("edits", levenshtein(lower(col("full_name")), lit(name)))
                    .where(col("edits").leq(Math.max(3, name.length() / 3)))
                    .orderBy(col("edits"), col("full_name"))
                    .limit(3)
                    .select("full_name")
                    .collectAsList()
                    .stream()
                    .map(row -> row.getString(0))
                    .toList();
            throw Errors.unknownRepository(fullName, day.toString(), similar);
        }
        return found.get(0);
    }

    private void print(TextTable signals, Row signal, TextTable components, TextTable cluster) {
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        if (isJson) {
            Map<String, @Nullable Object> all =
                    new LinkedHashMap<>(signals.maps().get(0));
            all.put("components", components.maps());
            all.put("cluster", cluster.isEmpty() ? null : cluster.maps().get(0));
            out.println(Json.of(all));
            return;
        }
        out.printf(
                "%s on %s: %s%n%n",
                signal.<String>getAs("full_name"), signal.<Object>getAs(Table.DAY), verdict(signal));
        signals.maps()
                .get(0)
                .forEach((name, value) -> out.printf(
                        "  %-18s %s%n", name, value == null ? "- (too little history)" : TextTable.printed(value)));
        out.println();
        out.print(components.isEmpty() ? "No components: there is no score to explain.\n" : components.aligned());
        if (!cluster.isEmpty()) {
            out.println();
            out.print(cluster.aligned());
        }
        out.flush();
    }

    private static String verdict(Row signal) {
        if (signal.isNullAt(signal.fieldIndex("signal_score"))) {
            return "no score, there is less than a week of history";
        }
        return "%s points, rank %d, %s"
                .formatted(
                        signal.<Object>getAs("signal_score"),
                        signal.<Integer>getAs("signal_rank"),
                        signal.<String>getAs("tier"));
    }
}
