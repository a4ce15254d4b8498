package dev.reposignal.cli;

import dev.reposignal.error.Errors;
import dev.reposignal.evaluation.ClusterEvaluation;
import dev.reposignal.stats.Agreement;
import dev.reposignal.text.NumberFormats;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code reposignal cluster-eval}: how far clusters agree with classes that people gave. */
@Command(
        name = "cluster-eval",
        description =
                "Clusters repositories with known classes and prints how well the clusters agree with the classes: V-measure, "
                        + "adjusted Rand index, and the classes with the lowest F1 scores.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {
            "  reposignal cluster-eval --labels labels.csv",
            "  reposignal cluster-eval --labels labels.csv --clusters 85"
        })
final class ClusterEvalCommand implements Callable<Integer> {
    @Mixin
    private SettingsOptions settings = new SettingsOptions();

    @Option(
            names = "--labels",
            required = true,
            paramLabel = "FILE",
            description =
                    "CSV file with the columns full_name, description and category; a column topics is used if present.")
    private String labels = "";

    @Option(
            names = "--clusters",
            paramLabel = "K",
            description = "Number of clusters (default: the number of classes; 0: chosen as in a night).")
    private @Nullable Integer clusters;

    @Option(
            names = "--worst",
            paramLabel = "N",
            description = "Number of classes with the lowest F1 score to print (default: ${DEFAULT-VALUE}).")
    private int worst = 10;

    @Option(names = "--json", description = "Print JSON.")
    private boolean isJson;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        if (clusters != null && (clusters < 0 || clusters == 1)) {
            throw Errors.invalidClusterCount(clusters);
        }
        return LakeOption.withSpark("cluster-eval", spark -> {
            print(ClusterEvaluation.of(spark, settings.settings().cluster(), labels, clusters));
            return ExitCode.DONE.number();
        });
    }

    private void print(ClusterEvaluation evaluation) {
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        Agreement agreement = evaluation.agreement();
        List<Row> rows = new ArrayList<>();
        agreement.classes().stream()
                .limit(worst)
                .forEach(found -> rows.add(RowFactory.create(
                        found.category(),
                        found.repositories(),
                        found.inBestCluster(),
                        found.bestClusterSize(),
                        found.clusters(),
                        found.f1())));
        TextTable classes = new TextTable(
                List.of("class", "repos", "in_best_cluster", "best_cluster_size", "clusters", "f1"), rows);
        if (isJson) {
            Map<String, Object> all = new LinkedHashMap<>();
            all.put("labels", labels);
            all.put("embedder", evaluation.embedder());
            all.put("rows", evaluation.rows());
            all.put("rows_without_text", evaluation.withoutText());
            all.put("repositories", agreement.repositories());
            all.put("classes", agreement.classes().size());
            all.put("clusters", agreement.clusters());
            all.put("v_measure", agreement.vMeasure());
            all.put("homogeneity", agreement.homogeneity());
            all.put("completeness", agreement.completeness());
            all.put("adjusted_rand_index", agreement.adjustedRandIndex());
            all.put("worst_classes", classes.maps());
            out.println(Json.of(all));
            return;
        }
        out.printf(
                "%s: %d repositories of %d classes in %d clusters by %s%n",
                labels,
                agreement.repositories(),
                agreement.classes().size(),
                agreement.clusters(),
                evaluation.embedder());
        if (evaluation.withoutText() > 0) {
            out.printf(
                    "%d of the %d labelled rows say nothing to cluster by and are left out%n",
                    evaluation.withoutText(), evaluation.rows());
        }
        out.printf("%n  V-measure            %s%n", NumberFormats.thousandths(agreement.vMeasure()));
        out.printf("  homogeneity          %s%n", NumberFormats.thousandths(agreement.homogeneity()));
        out.printf("  completeness         %s%n", NumberFormats.thousandths(agreement.completeness()));
        out.printf("  adjusted Rand index  %s%n", NumberFormats.thousandths(agreement.adjustedRandIndex()));
        out.printf("%nClasses found worst%n");
        out.print(classes.aligned());
        out.flush();
    }
}
