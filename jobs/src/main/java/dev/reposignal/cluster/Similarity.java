package dev.reposignal.cluster;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.round;
import static org.apache.spark.sql.functions.udf;

import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.expressions.UserDefinedFunction;
import org.apache.spark.sql.types.DataTypes;
import scala.collection.Seq;

/** How near texts are to one text. */
public final class Similarity {
    private static final int DECIMALS = 6;

    private Similarity() {}

    /**
     * Adds similarity: the cosine of the column vector with one vector, -1 to 1, six decimals.
     *
     * @param vector of unit length, as those of the column
     */
    public static Dataset<Row> withSimilarity(List<Float> vector, Dataset<Row> vectors) {
        float[] one = new float[vector.size()];
        for (int i = 0; i < one.length; i++) {
            one[i] = vector.get(i);
        }
        UserDefinedFunction cosine = udf((UDF1<Seq<Float>, Double>) other -> cosine(one, other), DataTypes.DoubleType);
        return vectors.withColumn("similarity", round(cosine.apply(col("vector")), DECIMALS));
    }

    private static double cosine(float[] one, Seq<Float> other) {
        double sum = 0;
        for (int i = 0; i < one.length; i++) {
            sum += (double) one[i] * other.apply(i);
        }
        return sum;
    }
}
