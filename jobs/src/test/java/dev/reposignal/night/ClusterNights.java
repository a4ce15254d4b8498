package dev.reposignal.night;

import static org.apache.spark.sql.functions.avg;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.sum;

import com.sun.management.OperatingSystemMXBean;
import dev.reposignal.cluster.Subjects;
import dev.reposignal.config.Settings;
import dev.reposignal.config.SettingsLoader;
import dev.reposignal.lake.Lake;
import dev.reposignal.lake.SparkSessions;
import dev.reposignal.progress.Progress;
import dev.reposignal.table.Tables;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/**
 * Runs the cluster stage alone for many days of a lake and prints how stable the clusters are; {@code jobs/bench/clusters.sh}
 * calls it.
 */
public final class ClusterNights {
    private ClusterNights() {}

    /** LAKE FIRST LAST [EVERY]: the nights of the days from first to last, or of every so many of them. */
    public static void main(String[] arguments) {
        Lake lake = new Lake(SparkSessions.open("cluster nights"), arguments[0]);
        // As a night does before its first stage.
        lake.bringUpToDate(Tables.ALL);
        LocalDate previous = null;
        System.out.println(
                "day millis(embed,assign,label,describe) processor_millis(the same) repos clusters largest outliers kept moved_to_outlier labels_kept born split merged died map_shift fields_kept");
        int every = arguments.length > 3 ? Integer.parseInt(arguments[3]) : 1;
        int number = 0;
        for (LocalDate day : List.copyOf(lake.days(Tables.SNAPSHOTS)
                .subSet(LocalDate.parse(arguments[1]), true, LocalDate.parse(arguments[2]), true))) {
            if (number++ % every != 0) {
                continue;
            }
            System.out.println(day + " " + run(lake, day) + " " + line(lake, day, previous));
            previous = day;
        }
    }

    /** Times of the four steps: elapsed, and of all processors together, which a busy machine changes less. */
    private static String run(Lake lake, LocalDate day) {
        Manifest manifest = new Manifest(day, InstantSource.fixed(Instant.EPOCH), Progress.SILENT);
        Settings settings = SettingsLoader.load(Optional.empty(), Map.of(), Map.of());
        NightContext night = new NightContext(lake, settings, day, manifest);
        List<String> elapsed = new ArrayList<>();
        List<String> ofProcessors = new ArrayList<>();
        try (ClusterStage stage = new ClusterStage(night, Subjects.of(settings.cluster()))) {
            Runnable[] steps = {stage::embed, stage::assign, stage::label, stage::describe};
            for (Runnable step : steps) {
                long from = System.nanoTime();
                long processorFrom = processorNanos();
                step.run();
                elapsed.add(String.valueOf((System.nanoTime() - from) / 1_000_000));
                ofProcessors.add(String.valueOf((processorNanos() - processorFrom) / 1_000_000));
            }
        }
        return String.join(",", elapsed) + " " + String.join(",", ofProcessors);
    }

    private static long processorNanos() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
    }

    private static String line(Lake lake, LocalDate day, @Nullable LocalDate previous) {
        Dataset<Row> members = lake.readDay(Tables.CLUSTER_MEMBERS, day);
        Row size = members.groupBy("cluster_id")
                .agg(count(lit(1)).as("repos"), count_if(col("is_outlier")).as("outliers"))
                .agg(
                        sum("repos"),
                        count_if(col("cluster_id").isNotNull()),
                        max(org.apache.spark.sql.functions.when(
                                col("cluster_id").isNotNull(), col("repos"))),
                        sum("outliers"))
                .head();
        StringBuilder line = new StringBuilder("%d %d %.4f %d"
                .formatted(
                        size.getLong(0), size.getLong(1), (double) size.getLong(2) / size.getLong(0), size.getLong(3)));
        if (previous == null) {
            return line.toString();
        }
        Row kept = members.as("now")
                .join(lake.readDay(Tables.CLUSTER_MEMBERS, previous).as("then"), "repo_key")
                .where(col("then.cluster_id").isNotNull())
                .agg(
                        avg(col("now.cluster_id")
                                .eqNullSafe(col("then.cluster_id"))
                                .cast("int")),
                        avg(col("now.is_outlier").cast("int")),
                        avg(col("now.field").eqNullSafe(col("then.field")).cast("int")))
                .head();
        Row labels = lake.readDay(Tables.CLUSTERS, day)
                .as("now")
                .join(lake.readDay(Tables.CLUSTERS, previous).as("then"), "cluster_id")
                .agg(
                        avg(col("now.label").equalTo(col("then.label")).cast("int")),
                        avg(org.apache.spark.sql.functions.expr(
                                "sqrt(pow(now.x - then.x, 2) + pow(now.y - then.y, 2))")))
                .head();
        Row events = lake.readDay(Tables.CLUSTER_LINEAGE, day)
                .agg(
                        count_if(col("event").equalTo("born")),
                        count_if(col("event").equalTo("split")),
                        count_if(col("event").equalTo("merged")),
                        count_if(col("event").equalTo("died")))
                .head();
        return line.append(" %.4f %.4f %.4f %d %d %d %d %.3f %.4f"
                        .formatted(
                                kept.getDouble(0),
                                kept.getDouble(1),
                                labels.getDouble(0),
                                events.getLong(0),
                                events.getLong(1),
                                events.getLong(2),
                                events.getLong(3),
                                labels.getDouble(1),
                                kept.getDouble(2)))
                .toString();
    }
}
