package dev.reposignal.model;

import static org.apache.spark.sql.functions.col;

import dev.reposignal.table.Table;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import ml.dmlc.xgboost4j.LabeledPoint;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoost;
import ml.dmlc.xgboost4j.java.XGBoostError;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;

/**
 * Grows boosted trees in one task, on rows in a fixed order: the same rows give the same trees, byte for byte.
 *
 * <p>XGBoost's own Spark classifier would do, but it evaluates the trees on what they learned from after every round and
 * prints that, whatever its parameters say.
 */
final class Trees {
    static final int ROUNDS = 120;

    static final Map<String, String> PARAMETERS = new TreeMap<>(Map.ofEntries(
            Map.entry("objective", "binary:logistic"),
            Map.entry("tree_method", "hist"),
            Map.entry("num_round", Integer.toString(ROUNDS)),
            Map.entry("eta", "0.06"),
            Map.entry("max_depth", "4"),
            Map.entry("min_child_weight", "150"),
            Map.entry("subsample", "0.7"),
            Map.entry("colsample_bytree", "0.4"),
            Map.entry("lambda", "20"),
            Map.entry("max_bin", "64"),
            Map.entry("seed", "20260306"),
            // Several would add up in an order of their own.
            Map.entry("nthread", "1"),
            Map.entry("verbosity", "0")));

    private Trees() {}

    /**
     * The trees in XGBoost's UBJSON format.
     *
     * @param examples rows of {@link Features#sample}
     */
    static byte[] grown(Dataset<Row> examples) {
        return examples.repartition(1)
                .sortWithinPartitions(Table.DAY, "repo_key")
                .select(col("label"), col("weight").cast("float"), col("features"))
                .mapPartitions((MapPartitionsFunction<Row, byte[]>) Trees::grown, Encoders.BINARY())
                .collectAsList()
                .get(0);
    }

    private static Iterator<byte[]> grown(Iterator<Row> examples) {
        try {
            DMatrix matrix = new DMatrix(points(examples), null, Float.NaN);
            try {
                Booster booster =
                        XGBoost.train(matrix, new TreeMap<String, Object>(PARAMETERS), ROUNDS, Map.of(), null, null);
                try {
                    return List.of(booster.toByteArray("ubj")).iterator();
                } finally {
                    booster.dispose();
                }
            } finally {
                matrix.dispose();
            }
        } catch (XGBoostError e) {
            throw new IllegalStateException("XGBoost could not grow its trees", e);
        }
    }

    /** The rows one by one, so that they lie in memory once: as XGBoost keeps them. */
    private static Iterator<LabeledPoint> points(Iterator<Row> examples) {
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return examples.hasNext();
            }

            @Override
            public LabeledPoint next() {
                Row row = examples.next();
                List<Float> features = row.getList(2);
                float[] values = new float[features.size()];
                for (int i = 0; i < values.length; i++) {
                    values[i] = features.get(i);
                }
                return new LabeledPoint(row.getBoolean(0) ? 1 : 0, values.length, null, values, row.getFloat(1));
            }
        };
    }
}
