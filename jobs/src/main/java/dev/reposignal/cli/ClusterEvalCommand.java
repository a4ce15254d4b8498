package dev.reposignal.cli;

import dev.reposignal.config.Settings;
import dev.reposignal.error.Errors;
import dev.reposignal.error.ExitCode;
import dev.reposignal.evaluation.ClusterEvaluation;
import dev.reposignal.evaluation.JudgedSheet;
import dev.reposignal.lake.Lake;
import dev.reposignal.query.ResultFile;
import dev.reposignal.stats.Agreement;
import dev.reposignal.table.Tables;
import dev.reposignal.text.NumberFormats;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
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
                        + "adjusted mutual information, adjusted Rand index, and the classes with the lowest F1 scores. With "
                        + "--judge it writes the sheet on which a reader judges the members of a night's clusters, or counts a "
                        + "judged sheet.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {
            "  reposignal cluster-eval --labels labels.csv",
            "  reposignal cluster-eval --labels labels.csv --clusters 85",
            "  reposignal cluster-eval --labels labels.csv --parts 5",
            "  reposignal cluster-eval --judge sheet.csv --lake data/demo/lake"
        })
final class ClusterEvalCommand implements Callable<Integer> {
    /** Share of its judged members from which a cluster counts as one that fits. */
    private static final double GOOD = 0.8;

    @Mixin
    private SettingsOptions settings = new SettingsOptions();

    /** What to evaluate. */
    static final class Subject {
        @Option(
                names = "--labels",
                paramLabel = "FILE",
                description =
                        "CSV with the columns full_name, description and category; topics are used where it has them.")
        private @Nullable String labels;

        @Option(
                names = "--judge",
                paramLabel = "FILE",
                description =
                        "CSV with five starred and five random members of every cluster. Where there is no such file, it is "
                                + "written; else the yes and no in its column fits, the judged labels and the pairs of labels about "
                                + "one subject are counted.")
        private @Nullable String sheet;
    }

    @ArgGroup(exclusive = true, multiplicity = "1")
    private Subject subject = new Subject();

    @Option(
            names = {"-l", "--lake"},
            paramLabel = "DIR",
            description = "The lake whose night is to be judged.")
    private @Nullable String lake;

    @Option(
            names = {"-d", "--date"},
            paramLabel = "DAY",
            description = "The night to be judged (default: the latest in the lake).")
    private @Nullable LocalDate date;

    @Option(
            names = "--clusters",
            paramLabel = "K",
            description = "Number of clusters (default: the number of classes; 0: chosen as in a night).")
    private @Nullable Integer clusters;

    @Option(
            names = "--parts",
            paramLabel = "N",
            description =
                    "Cross-validate: divide the labels into N parts, choose the weight of the subjects on all but one, measure on that "
                            + "one, and compare with plain k-means on the embedder's vectors (default: measure the whole once).")
    private @Nullable Integer parts;

    @Option(
            names = {"-n", "--limit"},
            paramLabel = "N",
            description =
                    "Number of classes with the lowest F1 score, or of clusters whose members fit worst, to print (default: ${DEFAULT-VALUE}).")
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
        if (parts != null && parts < 2) {
            throw Errors.tooFewParts(parts);
        }
        String sheet = subject.sheet;
        return LakeOption.withSpark("cluster-eval", spark -> {
            if (sheet == null) {
                String labels = Objects.requireNonNull(subject.labels);
                Settings.Cluster used = settings.settings().cluster();
                if (parts == null) {
                    print(labels, ClusterEvaluation.of(spark, used, labels, clusters));
                } else {
                    print(labels, ClusterEvaluation.crossValidated(spark, used, labels, parts));
                }
            } else if (Files.exists(Path.of(sheet))) {
                print(sheet, JudgedSheet.read(spark, sheet));
            } else {
                draw(spark, sheet);
            }
            return ExitCode.DONE.number();
        });
    }

    private void draw(SparkSession spark, String sheet) {
        if (lake == null) {
            throw Errors.missingSheet(sheet);
        }
        Lake opened = new Lake(spark, lake);
        LocalDate day = Nights.day(opened, Tables.CLUSTERS, date);
        Dataset<Row> drawn =
                JudgedSheet.drawn(opened, day, settings.settings().cluster().seed());
        ResultFile.write(drawn, List.of(), ResultFile.Format.CSV, sheet, false);
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        out.printf(
                "%s: the night of %s, to be judged: write yes or no into the column fits, and once for each cluster good, vague or bad into label_judgement and a label about the same subject into same_subject_as%n",
                sheet, day);
        out.flush();
    }

    private void print(String sheet, JudgedSheet.Judgement judgement) {
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        List<Row> rows = new ArrayList<>();
        judgement.clusters().stream()
                .limit(worst)
                .forEach(cluster -> rows.add(RowFactory.create(
                        cluster.label(),
                        cluster.count().fitting(),
                        cluster.count().judged(),
                        cluster.clusterId())));
        TextTable clustersFound = new TextTable(List.of("label", "fitting", "judged", "cluster_id"), rows);
        JudgedSheet.Count members = judgement.members();
        long good = judgement.clustersFrom(GOOD);
        JudgedSheet.Labels labels = judgement.labels();
        if (isJson) {
            Map<String, Object> all = new LinkedHashMap<>();
            all.put("sheet", sheet);
            all.put("rows", judgement.rows());
            all.put("judged", members.judged());
            all.put("fitting", members.fitting());
            all.put("starred_judged", judgement.starred().judged());
            all.put("starred_fitting", judgement.starred().fitting());
            all.put("random_judged", judgement.random().judged());
            all.put("random_fitting", judgement.random().fitting());
            all.put("clusters", judgement.clusters().size());
            all.put("clusters_with_80_percent", good);
            all.put("labels_good", labels.good());
            all.put("labels_vague", labels.vague());
            all.put("labels_bad", labels.bad());
            all.put("poor_labels", labels.poor());
            all.put(
                    "pairs_about_one_subject",
                    labels.sameSubject().stream()
                            .map(pair -> List.of(pair.first(), pair.second()))
                            .toList());
            all.put("worst_clusters", clustersFound.maps());
            out.println(Json.of(all));
            return;
        }
        out.printf("%s: %d of %d members are judged%n%n", sheet, members.judged(), judgement.rows());
        out.printf("  fit their label           %s%n", share(members));
        out.printf("  of those with most stars  %s%n", share(judgement.starred()));
        out.printf("  of those drawn at random  %s%n", share(judgement.random()));
        out.printf(
                "  clusters with 80 %% or more  %d of %d%n",
                good, judgement.clusters().size());
        out.printf(
                "  labels                     %s%n",
                labels.judged() == 0
                        ? "none judged"
                        : "%d good, %d vague, %d bad".formatted(labels.good(), labels.vague(), labels.bad()));
        labels.poor().forEach((label, worth) -> out.printf("    %-5s  %s%n", worth, label));
        out.printf("  pairs about one subject    %d%n", labels.sameSubject().size());
        labels.sameSubject().forEach(pair -> out.printf("    %s / %s%n", pair.first(), pair.second()));
        out.printf("%nClusters that fit worst%n");
        out.print(clustersFound.aligned());
        out.flush();
    }

    /** The parts of a cross-validation, and last the whole file. */
    private void print(String labels, List<ClusterEvaluation.Part> measured) {
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        List<ClusterEvaluation.Part> ofFile = measured.subList(0, measured.size() - 1);
        ClusterEvaluation.Gain gain = ClusterEvaluation.Gain.of(ofFile);
        List<Row> rows = new ArrayList<>();
        for (int number = 0; number < measured.size(); number++) {
            ClusterEvaluation.Part part = measured.get(number);
            rows.add(RowFactory.create(
                    number < ofFile.size() ? String.valueOf(number + 1) : "all",
                    part.repositories(),
                    (long) part.classes(),
                    part.weight(),
                    part.night().vMeasure(),
                    part.plain().vMeasure(),
                    part.night().adjustedMutualInformation(),
                    part.plain().adjustedMutualInformation(),
                    part.night().adjustedRandIndex(),
                    part.plain().adjustedRandIndex()));
        }
        TextTable table = new TextTable(
                List.of("part", "repos", "classes", "weight", "v", "v_plain", "ami", "ami_plain", "ari", "ari_plain"),
                rows);
        if (isJson) {
            Map<String, Object> all = new LinkedHashMap<>();
            all.put("labels", labels);
            all.put("parts", table.maps());
            all.put(
                    "v_measure_gain",
                    interval(gain.mean().vMeasure(), gain.halfWidth().vMeasure()));
            all.put(
                    "adjusted_mutual_information_gain",
                    interval(
                            gain.mean().adjustedMutualInformation(),
                            gain.halfWidth().adjustedMutualInformation()));
            all.put(
                    "adjusted_rand_index_gain",
                    interval(gain.mean().adjustedRandIndex(), gain.halfWidth().adjustedRandIndex()));
            out.println(Json.of(all));
            return;
        }
        out.printf(
                "%s in %d parts; plain: k-means from random starts on the embedder's vectors%n%n",
                labels, ofFile.size());
        out.print(table.aligned());
        out.printf("%nMean gain over plain, with the 95 %% interval over the parts%n");
        gain(out, "V-measure", gain.mean().vMeasure(), gain.halfWidth().vMeasure());
        gain(
                out,
                "adjusted mutual information",
                gain.mean().adjustedMutualInformation(),
                gain.halfWidth().adjustedMutualInformation());
        gain(
                out,
                "adjusted Rand index",
                gain.mean().adjustedRandIndex(),
                gain.halfWidth().adjustedRandIndex());
        out.flush();
    }

    private static List<Double> interval(double mean, double halfWidth) {
        return List.of(mean, mean - halfWidth, mean + halfWidth);
    }

    private static void gain(PrintWriter out, String measure, double mean, double halfWidth) {
        out.printf(
                "  %-27s  %s [%s, %s]%n",
                measure,
                NumberFormats.thousandths(mean),
                NumberFormats.thousandths(mean - halfWidth),
                NumberFormats.thousandths(mean + halfWidth));
    }

    private static String share(JudgedSheet.Count count) {
        return count.judged() == 0
                ? "none judged"
                : "%d of %d, %s".formatted(count.fitting(), count.judged(), NumberFormats.exactPercent(count.share()));
    }

    private void print(String labels, ClusterEvaluation evaluation) {
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
            all.put("adjusted_mutual_information", agreement.adjustedMutualInformation());
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
        out.printf("%n  V-measure                    %s%n", NumberFormats.thousandths(agreement.vMeasure()));
        out.printf("  homogeneity                  %s%n", NumberFormats.thousandths(agreement.homogeneity()));
        out.printf("  completeness                 %s%n", NumberFormats.thousandths(agreement.completeness()));
        out.printf(
                "  adjusted mutual information  %s%n",
                NumberFormats.thousandths(agreement.adjustedMutualInformation()));
        out.printf("  adjusted Rand index          %s%n", NumberFormats.thousandths(agreement.adjustedRandIndex()));
        out.printf("%nClasses found worst%n");
        out.print(classes.aligned());
        out.flush();
    }
}
