package dev.reposignal.cluster;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sha2;
import static org.apache.spark.sql.functions.udf;
import static org.apache.spark.sql.functions.xxhash64;

import dev.reposignal.stats.VectorMath;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.api.java.UDF3;
import org.apache.spark.sql.expressions.UserDefinedFunction;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import scala.collection.Seq;

/**
 * How well a text fits each subject of {@link Subjects}: the cosine of its vector with that of the subject's description, in
 * standard deviations above the mean of the day, and what its words add.
 *
 * <p>A text fits the subjects whose score comes near its best one, if its words name them or the vectors alone say so clearly.
 */
public final class SubjectFit implements Serializable {
    private static final long serialVersionUID = 1;

    /** Texts that the mean and the deviation are measured on. */
    private static final int SAMPLE = 2_000;
    /** The mean and deviation of cosines on real days, worth so many texts: a small lake's own say little. */
    private static final double PRIOR_TEXTS = 50;

    private static final double PRIOR_MEAN = 0.12;
    private static final double PRIOR_DEVIATION = 0.09;

    /** A subject fits whose score is at most this far below the best. */
    private static final double BELOW_BEST = 1.0;

    private static final double LEAST_SCORE = 3.0;
    /** The same where only one of the subject's phrases is in the text. */
    private static final double LEAST_WITH_ONE = 3.5;
    /** Without a word for the subject, the vectors must say so much. */
    private static final double LEAST_WITHOUT_WORD = 4.5;
    /** What a repository that had the subject the night before may lack. */
    private static final double STAYING = 0.3;
    /** The best subject of a text is certain from here. */
    private static final double CERTAIN_SCORE = 3.0;
    /**
     * The weight on a night of {@link Subjects#view} beside the embedder's vector, chosen on the whole labelled file; of five folds four chose
     * 0.4 and one 0.6.
     */
    public static final double VIEW_WEIGHT = 0.35;

    private static final StructType FITTING = new StructType()
            .add("subject", DataTypes.IntegerType, false)
            .add("has_word", DataTypes.BooleanType, false)
            .add("is_close", DataTypes.BooleanType, false);
    private static final StructType FITTED = new StructType()
            .add("vector", DataTypes.createArrayType(DataTypes.FloatType, false), false)
            .add("subject", DataTypes.IntegerType)
            .add("subjects", DataTypes.createArrayType(FITTING, false), false);

    private final Subjects list;
    private final double[][] anchors;
    private final double[] means;
    private final double[] deviations;
    private final double viewWeight;

    private SubjectFit(Subjects list, double[][] anchors, double[] means, double[] deviations, double viewWeight) {
        this.list = list;
        this.anchors = anchors;
        this.means = means;
        this.deviations = deviations;
        this.viewWeight = viewWeight;
    }

    /** The same with another weight of the subjects beside the embedder's vector, to compare weights. */
    public SubjectFit weighted(double weight) {
        return new SubjectFit(list, anchors, means, deviations, weight);
    }

    /** The descriptions of all subjects as texts to embed: text_hash, text. */
    public static Dataset<Row> texts(SparkSession spark, Subjects list) {
        List<Row> rows = list.descriptions().stream()
                .map(description -> RowFactory.create(description))
                .toList();
        return spark.createDataFrame(rows, new StructType().add("text", DataTypes.StringType, false))
                .select(sha2(col("text").cast("binary"), 256).as("text_hash"), col("text"));
    }

    /** The name under which vectors that know their subjects are kept beside those of the embedder alone. */
    public static String model(Embedder embedder) {
        return embedder.model() + "+subjects";
    }

    /**
     * Measures the day; reads the descriptions and a sample to the driver.
     *
     * @param list the subjects
     * @param embeddings text_hash and vector, of the subjects' descriptions too
     * @param texts repo_key, text_hash
     */
    public static SubjectFit measured(Subjects list, long seed, Dataset<Row> embeddings, Dataset<Row> texts) {
        Dataset<Row> vectors = embeddings.select("text_hash", "vector");
        Map<String, double[]> described = new HashMap<>();
        texts(texts.sparkSession(), list)
                .join(vectors, "text_hash")
                .select("text", "vector")
                .collectAsList()
                .forEach(row -> described.put(row.getString(0), ClusterModel.unit(row, 1)));
        double[][] anchors = list.descriptions().stream()
                .map(description -> described.getOrDefault(description, new double[0]))
                .toArray(double[][]::new);
        Dataset<Row> sampled = texts.where(col("text_hash").isNotNull())
                .select("repo_key", "text_hash")
                .orderBy(xxhash64(lit(seed), col("repo_key")), col("repo_key"))
                .limit(SAMPLE);
        List<double[]> sample =
                vectors
                        .join(sampled, "text_hash")
                        .orderBy("repo_key")
                        .select("repo_key", "vector")
                        .collectAsList()
                        .stream()
                        .map(row -> ClusterModel.unit(row, 1))
                        .filter(vector -> vector.length > 0)
                        .toList();
        return of(list, anchors, sample);
    }

    static SubjectFit of(Subjects list, double[][] anchors, List<double[]> sample) {
        double[] means = new double[anchors.length];
        double[] deviations = new double[anchors.length];
        double weight = sample.size() + PRIOR_TEXTS;
        for (int subject = 0; subject < anchors.length; subject++) {
            double sum = PRIOR_TEXTS * PRIOR_MEAN;
            double squares = PRIOR_TEXTS * (PRIOR_MEAN * PRIOR_MEAN + PRIOR_DEVIATION * PRIOR_DEVIATION);
            for (double[] vector : sample) {
                double cosine = cosine(anchors[subject], vector);
                sum += cosine;
                squares += cosine * cosine;
            }
            means[subject] = sum / weight;
            deviations[subject] = Math.sqrt(Math.max(1e-6, squares / weight - means[subject] * means[subject]));
        }
        return new SubjectFit(list, anchors, means, deviations, VIEW_WEIGHT);
    }

    /**
     * Replaces vector by one that knows the subjects its text names, and adds subject (the one it is certainly about, null
     * where that is open) and subjects (all that it fits).
     *
     * @param vectors full_name, text, vector (null where there is none)
     */
    public Dataset<Row> withSubjects(Dataset<Row> vectors) {
        UserDefinedFunction fitted = udf(
                (UDF3<@Nullable Seq<Float>, @Nullable String, String, @Nullable Row>) (vector, text, name) ->
                        vector == null ? null : fitted(Clusters.unit(vector), text, TextPreparation.nameWords(name)),
                FITTED);
        return vectors.withColumn("fitted", fitted.apply(col("vector"), col("text"), col("full_name")))
                .withColumn("vector", col("fitted.vector"))
                .withColumn("subject", col("fitted.subject"))
                .withColumn("subjects", col("fitted.subjects"))
                .drop("fitted");
    }

    private Row fitted(double[] vector, @Nullable String text, String name) {
        Map<Integer, PhraseIndex.Named> named = list.namedIn(text);
        double[] evidence = list.evidence(named, list.namedIn(name).keySet());
        double[] scores = new double[anchors.length];
        int best = 0;
        for (int subject = 0; subject < anchors.length; subject++) {
            scores[subject] = score(subject, vector) + evidence[subject];
            best = scores[subject] > scores[best] ? subject : best;
        }
        List<Row> fitting = new ArrayList<>();
        for (int subject = 0; subject < anchors.length; subject++) {
            PhraseIndex.Named how = named.get(subject);
            double least = leastScore(how == null ? 0 : how.phrases().size());
            double lack = Math.max(scores[best] - BELOW_BEST - scores[subject], least - scores[subject]);
            if (lack <= STAYING) {
                fitting.add(RowFactory.create(subject, how != null, lack <= 0));
            }
        }
        boolean isCertain = named.containsKey(best) && scores[best] >= CERTAIN_SCORE;
        return RowFactory.create(
                combined(vector, list.view(named)), isCertain ? best : null, fitting.toArray(Row[]::new));
    }

    /** The score from which a text fits a subject that it names by so many phrases: a single word may be chance. */
    private static double leastScore(int phrases) {
        if (phrases == 0) {
            return LEAST_WITHOUT_WORD;
        }
        return phrases == 1 ? LEAST_WITH_ONE : LEAST_SCORE;
    }

    /** What the vector alone says for a subject, in standard deviations. */
    private double score(int subject, double[] vector) {
        return (cosine(anchors[subject], vector) - means[subject]) / deviations[subject];
    }

    /** Both vectors in one, of unit length. */
    private float[] combined(double[] vector, double[] view) {
        double[] both = new double[vector.length + view.length];
        System.arraycopy(vector, 0, both, 0, vector.length);
        for (int i = 0; i < view.length; i++) {
            both[vector.length + i] = viewWeight * view[i];
        }
        // A text of no known word has no direction, whatever else it says.
        if (vector.length == 0 || !VectorMath.normalised(both)) {
            return new float[0];
        }
        float[] floats = new float[both.length];
        for (int i = 0; i < both.length; i++) {
            floats[i] = (float) both[i];
        }
        return floats;
    }

    private static double cosine(double[] anchor, double[] vector) {
        return anchor.length != vector.length || anchor.length == 0 ? 0 : VectorMath.dot(anchor, vector);
    }
}
