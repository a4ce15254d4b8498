package dev.reposignal.cluster;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lower;
import static org.apache.spark.sql.functions.sha2;
import static org.apache.spark.sql.functions.substring_index;
import static org.apache.spark.sql.functions.udf;

import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.api.java.UDF3;
import org.apache.spark.sql.expressions.UserDefinedFunction;
import org.apache.spark.sql.types.DataTypes;
import org.jspecify.annotations.Nullable;
import scala.collection.Seq;
import scala.jdk.javaapi.CollectionConverters;

/** The texts that repositories are clustered by. */
public final class Texts {
    // Spark SQL knows no Unicode normalisation and no longest match, so one function prepares a text whole.
    private static final UserDefinedFunction PREPARED = udf(
            (UDF3<String, @Nullable String, @Nullable Seq<String>, @Nullable String>) (name, description, topics) ->
                    TextPreparation.prepared(name, description, topics == null ? null : asList(topics)),
            DataTypes.StringType);

    private static final UserDefinedFunction EMBEDDED = udf(
            (UDF1<@Nullable String, @Nullable String>) text -> text == null ? null : LanguageNames.removed(text),
            DataTypes.StringType);

    private Texts() {}

    /**
     * One row per repository of the day: repo_key, full_name, owner, language, text, embedded_text (the text without the names
     * of languages), text_hash (of embedded_text). Texts and hash are null where description and topics say nothing.
     */
    public static Dataset<Row> prepared(Dataset<Row> daySnapshots) {
        // A day is one file; preparing a text costs more than moving it.
        return Partitions.spread(
                        daySnapshots.select("repo_key", "full_name", "language", "description", "topics"), "repo_key")
                .select(
                        col("repo_key"),
                        col("full_name"),
                        lower(substring_index(col("full_name"), "/", 1)).as("owner"),
                        col("language"),
                        PREPARED.apply(col("full_name"), col("description"), col("topics"))
                                .as("text"))
                .withColumn("embedded_text", EMBEDDED.apply(col("text")))
                .withColumn("text_hash", sha2(col("embedded_text").cast("binary"), 256));
    }

    /** The texts to embed, each once: text_hash, text. */
    public static Dataset<Row> distinct(Dataset<Row> prepared) {
        return prepared.where(col("text_hash").isNotNull())
                .select(col("text_hash"), col("embedded_text").as("text"))
                .dropDuplicates("text_hash");
    }

    /** The texts that the embeddings do not hold yet. */
    public static Dataset<Row> unknown(Dataset<Row> distinctTexts, Dataset<Row> modelEmbeddings) {
        return distinctTexts.join(modelEmbeddings.select("text_hash"), "text_hash", "left_anti");
    }

    private static List<String> asList(Seq<String> values) {
        return CollectionConverters.asJava(values);
    }
}
