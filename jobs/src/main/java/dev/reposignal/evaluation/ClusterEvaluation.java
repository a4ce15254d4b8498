package dev.reposignal.evaluation;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.udf;

import dev.reposignal.cluster.ClusterModel;
import dev.reposignal.cluster.Clusters;
import dev.reposignal.cluster.Embedder;
import dev.reposignal.cluster.Embedders;
import dev.reposignal.cluster.SubjectFit;
import dev.reposignal.cluster.Texts;
import dev.reposignal.config.Settings;
import dev.reposignal.error.Errors;
import dev.reposignal.stats.Agreement;
import java.util.List;
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
    /**
     * Embeds and clusters the file as a first night would; outliers count as members of the nearest cluster.
     *
     * @param clusters how many clusters to make; null for as many as the file has classes
     * @throws dev.reposignal.error.UserException where the file cannot be used
     */
    public static ClusterEvaluation of(
            SparkSession spark, Settings.Cluster settings, String file, @Nullable Integer clusters) {
        Dataset<Row> labelled = LabelFile.read(spark, file);
        Embedder embedder = Embedders.of(settings);
        Dataset<Row> texts = Texts.prepared(labelled).join(labelled.select("repo_key", "category"), "repo_key");
        Dataset<Row> embeddings = embedder.embedded(Texts.distinct(texts)
                        .unionByName(SubjectFit.texts(spark))
                        .dropDuplicates("text_hash"))
                .persist(StorageLevel.MEMORY_AND_DISK());
        Dataset<Row> vectors = SubjectFit.measured(settings.seed(), embeddings, texts)
                .withSubjects(Clusters.withVectors(embeddings, texts))
                .withColumn("earlier_id", lit(null).cast("string"))
                .persist(StorageLevel.MEMORY_AND_DISK());
        try {
            long rows = vectors.count();
            Dataset<Row> compared = vectors.where(col("vector").isNotNull());
            long classes = compared.select("category").distinct().count();
            if (classes < 2) {
                throw Errors.unreadableLabels(
                        file,
                        "%d of its %d labelled rows say something, in %d class(es)"
                                .formatted(compared.count(), rows, classes));
            }
            int wanted = clusters != null ? clusters : (int) classes;
            ClusterModel model = ClusterModel.fitted(
                    new Settings.Cluster(
                            settings.embedder(), settings.model(), settings.pooling(), wanted, settings.seed()),
                    List.of(),
                    compared);
            UserDefinedFunction nearest =
                    udf((UDF1<Seq<Float>, Integer>) vector -> model.nearest(vector), DataTypes.IntegerType);
            List<Agreement.Count> counts = compared
                    .groupBy(col("category"), nearest.apply(col("vector")).as("cluster"))
                    .agg(count(lit(1)).as("repositories"))
                    .collectAsList()
                    .stream()
                    .map(row -> new Agreement.Count(row.getString(0), row.getInt(1), row.getLong(2)))
                    .toList();
            Agreement agreement = Agreement.of(counts);
            return new ClusterEvaluation(embedder.model(), rows, rows - agreement.repositories(), agreement);
        } finally {
            vectors.unpersist();
            embeddings.unpersist();
        }
    }
}
