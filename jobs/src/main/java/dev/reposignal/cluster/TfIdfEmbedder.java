package dev.reposignal.cluster;

import static org.apache.spark.sql.functions.array_distinct;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.udf;

import dev.reposignal.stats.PrincipalDirections;
import dev.reposignal.stats.VectorMath;
import dev.reposignal.table.Tables;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.function.FilterFunction;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.mllib.linalg.Matrix;
import org.apache.spark.mllib.linalg.Vector;
import org.apache.spark.mllib.linalg.Vectors;
import org.apache.spark.mllib.linalg.distributed.RowMatrix;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.expressions.UserDefinedFunction;
import org.apache.spark.sql.types.DataTypes;

/**
 * Latent semantic analysis by MLlib alone: TF-IDF of the commonest words, reduced to its strongest directions
 * (Deerwester et al. 1990).
 *
 * <p>Learned from the texts of the day, so a vector means something only beside the others of that day. Learning runs
 * Spark jobs; the driver holds the vocabulary and one square matrix over it, both bounded.
 */
public final class TfIdfEmbedder implements Embedder {
    private static final String MODEL = "tfidf-svd";
    private static final int VOCABULARY = 2_000;
    private static final int DIMENSIONS = 100;
    private static final double SMALLEST_LENGTH = 1e-9;
    private static final UserDefinedFunction WORDS = udf(
            (UDF1<String, String[]>) text -> Terms.words(text).toArray(String[]::new),
            DataTypes.createArrayType(DataTypes.StringType, false));

    @Override
    public String model() {
        return MODEL;
    }

    @Override
    public boolean isCacheable() {
        return false;
    }

    @Override
    public Dataset<Row> embedded(Dataset<Row> texts) {
        Dataset<Row> ordered = Partitions.fixed(texts.select("text_hash", "text"), "text_hash")
                .withColumn("words", WORDS.apply(col("text")));
        Weights weights = weights(ordered);
        double[][] directions = directions(ordered, weights);
        return ordered.map(
                        (MapFunction<Row, Row>) row -> RowFactory.create(
                                row.getString(0),
                                MODEL,
                                row.getString(1),
                                projected(weights.vector(row.getList(2)), directions)),
                        Encoders.row(Tables.EMBEDDINGS.schema()))
                .filter((FilterFunction<Row>) row -> row.<float[]>getAs(3).length > 0);
    }

    /** The commonest words and how rare they are: log((n + 1) / (df + 1)), as MLlib's IDF. */
    private static Weights weights(Dataset<Row> ordered) {
        JavaRDD<Row> common = ordered.select(
                        explode(array_distinct(col("words"))).as("word"))
                .groupBy("word")
                .agg(count(lit(1)).as("texts"))
                .orderBy(col("texts").desc(), col("word"))
                .limit(VOCABULARY)
                .toJavaRDD();
        List<Row> rows = common.collect();
        long texts = ordered.toJavaRDD().count();
        Map<String, Integer> positions = new HashMap<>();
        List<Double> rarity = new ArrayList<>();
        for (Row row : rows) {
            positions.put(row.getString(0), positions.size());
            // A word of every text would weigh nothing, and a lake of one text would have no words: so 1 is added.
            rarity.add(1 + Math.log((texts + 1.0) / (row.getLong(1) + 1.0)));
        }
        return new Weights(positions, rarity);
    }

    private static double[][] directions(Dataset<Row> ordered, Weights weights) {
        if (weights.rarity().isEmpty()) {
            return new double[0][];
        }
        JavaRDD<Vector> rows = ordered.toJavaRDD().map(row -> weights.vector(row.getList(2)));
        Matrix gramian = new RowMatrix(rows.rdd(), 0, weights.rarity().size()).computeGramianMatrix();
        return PrincipalDirections.of(gramian, DIMENSIONS);
    }

    private static float[] projected(Vector text, double[][] directions) {
        double[] coordinates = new double[directions.length];
        int[] indices = text.toSparse().indices();
        double[] values = text.toSparse().values();
        for (int direction = 0; direction < directions.length; direction++) {
            for (int i = 0; i < indices.length; i++) {
                coordinates[direction] += values[i] * directions[direction][indices[i]];
            }
        }
        if (!VectorMath.normalised(coordinates)) {
            return new float[0];
        }
        float[] vector = new float[coordinates.length];
        for (int i = 0; i < vector.length; i++) {
            vector[i] = (float) coordinates[i];
        }
        return vector;
    }

    /** A vocabulary with the weight of each word. */
    private record Weights(Map<String, Integer> positions, List<Double> rarity) implements Serializable {
        /** The TF-IDF vector of a text, of length one or zero. */
        Vector vector(List<String> words) {
            TreeMap<Integer, Double> weighted = new TreeMap<>();
            for (String word : words) {
                Integer position = positions.get(word);
                if (position != null) {
                    weighted.merge(position, rarity.get(position), Double::sum);
                }
            }
            int[] indices = weighted.keySet().stream().mapToInt(i -> i).toArray();
            double[] values = weighted.values().stream().mapToDouble(v -> v).toArray();
            double length = Math.sqrt(Arrays.stream(values).map(v -> v * v).sum());
            if (length > SMALLEST_LENGTH) {
                Arrays.setAll(values, i -> values[i] / length);
            }
            return Vectors.sparse(rarity.size(), indices, values);
        }
    }
}
