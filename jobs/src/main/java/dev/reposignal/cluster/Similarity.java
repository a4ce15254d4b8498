package dev.reposignal.cluster;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.round;
import static org.apache.spark.sql.functions.udf;

import dev.reposignal.stats.VectorMath;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.expressions.UserDefinedFunction;
import org.apache.spark.sql.types.DataTypes;
import scala.collection.Seq;
import scala.jdk.javaapi.CollectionConverters;

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
        List<Float> one = List.copyOf(vector);
        UserDefinedFunction cosine = udf(
                (UDF1<Seq<Float>, Double>) other -> VectorMath.dot(one, CollectionConverters.asJava(other)),
                DataTypes.DoubleType);
        return vectors.withColumn("similarity", round(cosine.apply(col("vector")), DECIMALS));
    }
}
