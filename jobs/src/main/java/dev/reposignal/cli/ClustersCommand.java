package dev.reposignal.cli;

import static org.apache.spark.sql.functions.array_join;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.round;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.slice;
import static org.apache.spark.sql.functions.sort_array;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.transform;
import static org.apache.spark.sql.functions.when;

import dev.reposignal.error.Errors;
import dev.reposignal.error.ExitCode;
import dev.reposignal.lake.Lake;
import dev.reposignal.table.Columns;
import dev.reposignal.table.LineageEvent;
import dev.reposignal.table.Table;
import dev.reposignal.table.Tables;
import java.io.PrintWriter;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code reposignal clusters}: the themes of a night, or one of them with its members and its history. */
@Command(
        name = "clusters",
        description = "Shows the clusters of a night with their most typical members, forming clusters first; "
                + "with --id shows one cluster with its members and its history by night.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {
            "  reposignal clusters --lake data/demo/lake",
            "  reposignal clusters --lake data/demo/lake --date 2026-02-27"
        })
final class ClustersCommand implements Callable<Integer> {
    private static final int EXAMPLES = 3;

    @Mixin
    private LakeOption lake = new LakeOption();

    @Option(
            names = {"-d", "--date"},
            paramLabel = "DAY",
            description = "Day of the night (default: the latest in the lake).")
    private @Nullable LocalDate date;

    @Option(names = "--id", paramLabel = "CLUSTER", description = "One cluster by its cluster_id: c-0123456789.")
    private @Nullable String id;

    @Option(
            names = {"-n", "--limit"},
            paramLabel = "ROWS",
            description = "Maximum number of clusters, or of members with --id (default: ${DEFAULT-VALUE}).")
    private int limit = 200;

    @Option(names = "--json", description = "Print JSON.")
    private boolean isJson;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        return lake.reading(opened -> {
            LocalDate day = Nights.day(opened, Tables.CLUSTERS, date);
            if (id == null) {
                printAll(opened, day);
            } else {
                printOne(opened, day, id);
            }
            return ExitCode.DONE.number();
        });
    }

    private void printAll(Lake lake, LocalDate day) {
        Dataset<Row> ordered = lake.readDay(Tables.CLUSTER_MEMBERS, day)
                .where(col("cluster_id").isNotNull())
                .withColumn(
                        "position",
                        row_number().over(Window.partitionBy("cluster_id").orderBy("distance", "repo_key")))
                .where(col("position").leq(EXAMPLES))
                .groupBy("cluster_id")
                .agg(sort_array(collect_list(struct("position", "full_name"))).as("typical"))
                .select(
                        col("cluster_id"),
                        array_join(
                                        transform(
                                                slice(col("typical"), lit(1), lit(EXAMPLES)),
                                                member -> member.getField("full_name")),
                                        ", ")
                                .as("typical_members"));
        TextTable clusters = TextTable.of(lake.readDay(Tables.CLUSTERS, day)
                .join(ordered, "cluster_id")
                .orderBy(col("forming_rank").asc_nulls_last(), col("repos").desc(), col("cluster_id"))
                .limit(limit)
                .select(
                        col("cluster_id"),
                        col("label"),
                        col("repos"),
                        col("owners"),
                        col("accelerating_owners").as("accelerating"),
                        round(col(Columns.VELOCITY_7D), 1).as(Columns.VELOCITY_7D),
                        col("age_days"),
                        when(col("is_forming"), "yes").otherwise("").as("forming"),
                        round(col("forming_score"), 1).as("forming_score"),
                        col("typical_members")));
        PrintWriter out = out();
        if (isJson) {
            out.println(Json.of(clusters.maps()));
        } else {
            out.printf("Clusters of %s%n%n", day);
            out.print(clusters.isEmpty() ? "none: nothing was there to cluster\n" : clusters.aligned());
            out.flush();
        }
    }

    private void printOne(Lake lake, LocalDate day, String clusterId) {
        TextTable cluster = TextTable.of(lake.readDay(Tables.CLUSTERS, day)
                .where(col("cluster_id").equalTo(clusterId))
                .drop("centre"));
        if (cluster.isEmpty()) {
            throw Errors.unknownCluster(clusterId, day.toString(), lake.root());
        }
        TextTable members = TextTable.of(lake.readDay(Tables.CLUSTER_MEMBERS, day)
                .where(col("cluster_id").equalTo(clusterId))
                .join(
                        lake.readDay(Tables.REPO_SIGNALS, day)
                                .select("repo_key", "language", "stars", Columns.VELOCITY_7D, "tier"),
                        new String[] {"repo_key"},
                        "left")
                .orderBy("distance", "repo_key")
                .limit(limit)
                .select("full_name", "distance", "language", "stars", Columns.VELOCITY_7D, "tier"));
        TextTable lineage = TextTable.of(lake.read(Tables.CLUSTER_LINEAGE)
                .where(col("cluster_id")
                        .equalTo(clusterId)
                        .or(col("related_cluster_id").equalTo(clusterId))
                        .and(col(Table.DAY).leq(Lake.literal(day)))
                        .and(col("event").notEqual(LineageEvent.CONTINUED.value())))
                .orderBy(col(Table.DAY), col("cluster_id"))
                .select(
                        Table.DAY,
                        "cluster_id",
                        "event",
                        "related_cluster_id",
                        "repos",
                        "previous_repos",
                        "shared_repos"));
        PrintWriter out = out();
        if (isJson) {
            Map<String, @Nullable Object> all =
                    new LinkedHashMap<>(cluster.maps().get(0));
            all.put("members", members.maps());
            all.put("lineage", lineage.maps());
            out.println(Json.of(all));
            return;
        }
        Map<String, @Nullable Object> row = cluster.maps().get(0);
        out.printf("%s on %s: %s%n%n", clusterId, day, row.get("label"));
        row.forEach((name, value) -> {
            if (!List.of(Table.DAY, "cluster_id", "label").contains(name)) {
                out.printf(
                        "  %-20s %s%n",
                        name, value instanceof List<?> list ? Json.compact(list) : TextTable.printed(name, value));
            }
        });
        out.printf("%nMembers, the most typical first%n");
        out.print(members.aligned());
        out.printf("%nHistory%n");
        out.print(lineage.isEmpty() ? "none recorded\n" : lineage.aligned());
        out.flush();
    }

    private PrintWriter out() {
        return Objects.requireNonNull(spec).commandLine().getOut();
    }
}
