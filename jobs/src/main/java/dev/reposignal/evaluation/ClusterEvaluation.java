package dev.reposignal.evaluation;

import static org.apache.spark.ml.functions.array_to_vector;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.pmod;
import static org.apache.spark.sql.functions.udf;
import static org.apache.spark.sql.functions.xxhash64;

import dev.reposignal.cluster.ClusterModel;
import dev.reposignal.cluster.Clusters;
import dev.reposignal.cluster.Embedder;
import dev.reposignal.cluster.Embedders;
import dev.reposignal.cluster.SubjectFit;
import dev.reposignal.cluster.Subjects;
import dev.reposignal.cluster.Texts;
import dev.reposignal.config.Settings;
import dev.reposignal.error.Errors;
import dev.reposignal.stats.Agreement;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.apache.commons.math3.distribution.TDistribution;
import org.apache.spark.ml.clustering.KMeans;
import org.apache.spark.ml.clustering.KMeansModel;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.expressions.UserDefinedFunction;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.storage.StorageLevel;
import org.jspecify.annotations.Nullable;
import scala.collection.Seq;

/**
 * Clusters repositories that people have sorted and measures how far the two agree; needs no lake.
 *
 * @param rows labelled rows of the file
 * @param withoutText those whose description and topics say nothing; they are not compared
 */
public record ClusterEvaluation(String embedder, long rows, long withoutText, Agreement agreement) {
    /** Random starts of plain k-means, whose result depends on them. */
    private static final int STARTS = 5;
    /** The upper end of an interval of 95 %. */
    private static final double UPPER = 0.975;
    /** Weights of the subjects that cross-validation chooses from. */
    private static final List<Double> WEIGHTS = List.of(0.2, 0.35, 0.5);

    /**
     * Embeds and clusters the file as a first night would; outliers count as members of the nearest cluster.
     *
     * @param clusters how many clusters to make; null for as many as the file has classes
     * @throws dev.reposignal.error.UserException where the file cannot be used
     */
    public static ClusterEvaluation of(
            SparkSession spark, Settings.Cluster settings, String file, @Nullable Integer clusters) {
        return with(spark, settings, file, labelled -> {
            Dataset<Row> rows = labelled.vectors(SubjectFit.VIEW_WEIGHT);
            int wanted = clusters != null ? clusters : (int) labelled.classes();
            Agreement agreement = labelled.clustered(rows, wanted);
            return new ClusterEvaluation(
                    labelled.model(), labelled.rows(), labelled.rows() - agreement.repositories(), agreement);
        });
    }

    /**
     * How much the clusters of a night agree better than plain k-means.
     *
     * @param mean over the parts
     * @param halfWidth half the width of the 95 % interval of that mean: Student's t over the parts
     */
    public record Gain(Scores mean, Scores halfWidth) {
        /** Of the parts, without the whole file. */
        public static Gain of(List<Part> parts) {
            List<Scores> gains =
                    parts.stream().map(part -> part.night().minus(part.plain())).toList();
            return new Gain(
                    Scores.mean(gains),
                    new Scores(
                            halfWidth(gains, Scores::vMeasure),
                            halfWidth(gains, Scores::adjustedMutualInformation),
                            halfWidth(gains, Scores::adjustedRandIndex)));
        }

        private static double halfWidth(List<Scores> gains, ToDoubleFunction<Scores> measure) {
            int parts = gains.size();
            double mean = gains.stream().mapToDouble(measure).average().orElse(Double.NaN);
            double squares = gains.stream()
                    .mapToDouble(gain -> Math.pow(measure.applyAsDouble(gain) - mean, 2))
                    .sum();
            return new TDistribution(parts - 1.0).inverseCumulativeProbability(UPPER)
                    * Math.sqrt(squares / (parts - 1) / parts);
        }
    }

    /** The three measures of {@link Agreement}. */
    public record Scores(double vMeasure, double adjustedMutualInformation, double adjustedRandIndex) {
        static Scores of(Agreement agreement) {
            return new Scores(
                    agreement.vMeasure(), agreement.adjustedMutualInformation(), agreement.adjustedRandIndex());
        }

        /** The mean of each measure. */
        public static Scores mean(List<Scores> all) {
            return new Scores(
                    all.stream().mapToDouble(Scores::vMeasure).average().orElse(Double.NaN),
                    all.stream()
                            .mapToDouble(Scores::adjustedMutualInformation)
                            .average()
                            .orElse(Double.NaN),
                    all.stream()
                            .mapToDouble(Scores::adjustedRandIndex)
                            .average()
                            .orElse(Double.NaN));
        }

        /** These less others. */
        public Scores minus(Scores other) {
            return new Scores(
                    vMeasure - other.vMeasure,
                    adjustedMutualInformation - other.adjustedMutualInformation,
                    adjustedRandIndex - other.adjustedRandIndex);
        }
    }

    /**
     * One part of the file.
     *
     * @param repositories those measured
     * @param classes classes among them, which is how many clusters were made
     * @param weight weight of the subjects beside the embedder's vector; chosen on all other parts, for the whole file the weight
     *     of a night
     * @param night clusters as a night of a given number of clusters makes them
     * @param plain k-means from random starts on the embedder's vectors alone, the mean of {@value #STARTS} starts
     */
    public record Part(long repositories, int classes, double weight, Scores night, Scores plain) {}

    /**
     * Cross-validation: the file is divided into parts, each is measured with the weight of the subjects that agrees best (adjusted
     * mutual information) with the classes of the other parts.
     *
     * @param parts how many; at least 2
     * @return every part, and last the whole file with the weight of a night
     * @throws dev.reposignal.error.UserException where the file cannot be used
     */
    public static List<Part> crossValidated(SparkSession spark, Settings.Cluster settings, String file, int parts) {
        return crossValidated(spark, settings, file, parts, WEIGHTS, STARTS);
    }

    static List<Part> crossValidated(
            SparkSession spark, Settings.Cluster settings, String file, int parts, List<Double> weights, int starts) {
        return with(spark, settings, file, labelled -> {
            Column part = pmod(xxhash64(lit(settings.seed()), col("repo_key")), lit(parts));
            List<Part> measured = new ArrayList<>();
            for (int number = 0; number < parts; number++) {
                Column isIn = part.equalTo(number);
                double best = Double.NEGATIVE_INFINITY;
                double chosen = SubjectFit.VIEW_WEIGHT;
                for (double weight : weights) {
                    Dataset<Row> others = labelled.vectors(weight).where(not(isIn));
                    double agreement =
                            labelled.clustered(others, labelled.classes(others)).adjustedMutualInformation();
                    if (agreement > best) {
                        best = agreement;
                        chosen = weight;
                    }
                }
                measured.add(labelled.part(chosen, isIn, starts));
            }
            measured.add(labelled.part(SubjectFit.VIEW_WEIGHT, lit(true), starts));
            return measured;
        });
    }

    private static <T> T with(
            SparkSession spark, Settings.Cluster settings, String file, Function<Labelled, T> measured) {
        Dataset<Row> labelled = LabelFile.read(spark, file);
        Embedder embedder = Embedders.of(settings);
        Subjects subjects = Subjects.of(settings);
        Dataset<Row> texts = Texts.prepared(labelled).join(labelled.select("repo_key", "category"), "repo_key");
        Dataset<Row> embeddings = embedder.embedded(Texts.distinct(texts)
                        .unionByName(SubjectFit.texts(spark, subjects))
                        .dropDuplicates("text_hash"))
                .persist(StorageLevel.MEMORY_AND_DISK());
        Dataset<Row> embedded = Clusters.withVectors(embeddings, texts)
                .withColumn("earlier_id", lit(null).cast("string"))
                // Each clustering is some dozens of small jobs.
                .coalesce(2)
                .persist(StorageLevel.MEMORY_AND_DISK());
        try {
            SubjectFit fit = SubjectFit.measured(subjects, settings.seed(), embeddings, texts);
            Labelled all = new Labelled(settings, subjects, embedder.model(), embedded, embedded.count(), fit);
            Dataset<Row> compared = embedded.where(col("vector").isNotNull());
            if (all.classes(compared) < 2) {
                throw Errors.unreadableLabels(
                        file,
                        "%d of its %d labelled rows say something, in %d class(es)"
                                .formatted(compared.count(), all.rows(), all.classes(compared)));
            }
            return measured.apply(all);
        } finally {
            embedded.unpersist();
            embeddings.unpersist();
        }
    }

    /**
     * The embedded file.
     *
     * @param embedded its rows, with the embedder's vectors alone
     * @param rows how many they are
     */
    private record Labelled(
            Settings.Cluster settings,
            Subjects subjects,
            String model,
            Dataset<Row> embedded,
            long rows,
            SubjectFit fit) {
        /** The rows that say something, with the subjects in their vectors. */
        Dataset<Row> vectors(double weight) {
            return fit.weighted(weight)
                    .withSubjects(embedded)
                    .where(col("vector").isNotNull());
        }

        long classes() {
            return classes(embedded.where(col("vector").isNotNull()));
        }

        int classes(Dataset<Row> some) {
            return (int) some.select("category").distinct().count();
        }

        Part part(double weight, Column isIn, int starts) {
            Dataset<Row> some = vectors(weight).where(isIn);
            int classes = classes(some);
            Agreement night = clustered(some, classes);
            return new Part(night.repositories(), classes, weight, Scores.of(night), plain(isIn, classes, starts));
        }

        /** Clusters made as on a first night. */
        Agreement clustered(Dataset<Row> some, int clusters) {
            Dataset<Row> kept = some.persist(StorageLevel.MEMORY_AND_DISK());
            try {
                ClusterModel model = ClusterModel.fitted(settings.withClusters(clusters), subjects, List.of(), kept);
                UserDefinedFunction nearest =
                        udf((UDF1<Seq<Float>, Integer>) vector -> model.nearest(vector), DataTypes.IntegerType);
                return agreement(kept.select(
                        col("category"), nearest.apply(col("vector")).as("cluster")));
            } finally {
                kept.unpersist();
            }
        }

        private Scores plain(Column isIn, int clusters, int starts) {
            Dataset<Row> points = embedded.where(col("vector").isNotNull().and(isIn))
                    .select(col("category"), array_to_vector(col("vector")).as("features"))
                    .persist(StorageLevel.MEMORY_AND_DISK());
            try {
                List<Scores> found = new ArrayList<>();
                for (int start = 0; start < starts; start++) {
                    KMeansModel model = new KMeans()
                            .setK(Math.max(2, clusters))
                            .setDistanceMeasure("cosine")
                            .setSeed(settings.seed() + start)
                            .fit(points);
                    found.add(Scores.of(agreement(model.transform(points)
                            .select(col("category"), col("prediction").as("cluster")))));
                }
                return Scores.mean(found);
            } finally {
                points.unpersist();
            }
        }

        private static Agreement agreement(Dataset<Row> assigned) {
            return Agreement.of(
                    assigned
                            .groupBy("category", "cluster")
                            .agg(count(lit(1)).as("repositories"))
                            .collectAsList()
                            .stream()
                            .map(row -> new Agreement.Count(row.getString(0), row.getInt(1), row.getLong(2)))
                            .toList());
        }
    }
}
