package dev.reposignal.model;

import static org.apache.spark.sql.functions.col;

import dev.reposignal.error.Errors;
import dev.reposignal.table.Table;
import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoost;
import ml.dmlc.xgboost4j.java.XGBoostError;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Boosted trees that give a break-out's probability, calibrated.
 *
 * @param id name in {@code models} and in {@code predictions.model}
 * @param trainedOn the last day whose data it has seen
 * @param features names of its features, in order
 * @param calibration from the log-odds of the trees to a probability
 * @param figures what was measured in training
 * @param booster the trees, in XGBoost's UBJSON format
 */
@SuppressWarnings("ArrayRecordComponent") // The bytes are handed to the library as they are and never compared.
public record BreakoutModel(
        String id,
        LocalDate trainedOn,
        List<String> features,
        PlattScaling calibration,
        Map<String, Double> figures,
        byte[] booster) {
    private static final int BATCH = 4_096;

    private static final StructType PROBABILITIES = new StructType(new StructField[] {
        DataTypes.createStructField("repo_key", DataTypes.StringType, false),
        DataTypes.createStructField(Table.DAY, DataTypes.DateType, false),
        DataTypes.createStructField("probability", DataTypes.DoubleType, false),
    });

    public BreakoutModel {
        features = List.copyOf(features);
        figures = Map.copyOf(figures);
    }

    /** Share of break-outs among all it could learn from. */
    public double baseRate() {
        return figures.getOrDefault("base_rate", 0.0);
    }

    /** Examples it learned from. */
    public long examples() {
        return Math.round(figures.getOrDefault("examples", 0.0));
    }

    /** Whether the model judges by the features this code measures. */
    public boolean isUsable() {
        return features.equals(Features.names());
    }

    /**
     * The probability of a break-out: repo_key, snapshot_date, probability.
     *
     * @param examples rows with {@code features}, as {@link Features#measured} gives
     */
    public Dataset<Row> probabilities(Dataset<Row> examples) {
        if (!isUsable()) {
            throw new IllegalArgumentException("The model " + id + " was trained on other features");
        }
        byte[] trees = booster;
        PlattScaling scaling = calibration;
        return examples.select(col("repo_key"), col(Table.DAY), col("features"))
                .mapPartitions(
                        (MapPartitionsFunction<Row, Row>) rows -> judged(trees, scaling, rows),
                        Encoders.row(PROBABILITIES));
    }

    private static Iterator<Row> judged(byte[] trees, PlattScaling scaling, Iterator<Row> rows) {
        if (!rows.hasNext()) {
            return rows;
        }
        Booster booster = loaded(trees);
        return new Iterator<>() {
            private Iterator<Row> batch = List.<Row>of().iterator();

            @Override
            public boolean hasNext() {
                return batch.hasNext() || rows.hasNext();
            }

            @Override
            public Row next() {
                if (!batch.hasNext()) {
                    List<Row> some = new ArrayList<>(BATCH);
                    while (rows.hasNext() && some.size() < BATCH) {
                        some.add(rows.next());
                    }
                    batch = judgedBatch(booster, scaling, some).iterator();
                }
                return batch.next();
            }
        };
    }

    private static List<Row> judgedBatch(Booster booster, PlattScaling scaling, List<Row> rows) {
        int width = Features.names().size();
        float[] values = new float[rows.size() * width];
        for (int i = 0; i < rows.size(); i++) {
            List<Float> features = rows.get(i).getList(2);
            for (int j = 0; j < width; j++) {
                values[i * width + j] = features.get(j);
            }
        }
        try {
            DMatrix matrix = new DMatrix(values, rows.size(), width, Float.NaN);
            try {
                float[][] margins = booster.predict(matrix, true);
                List<Row> judged = new ArrayList<>(rows.size());
                for (int i = 0; i < rows.size(); i++) {
                    Row row = rows.get(i);
                    judged.add(RowFactory.create(row.get(0), row.get(1), scaling.probability(margins[i][0])));
                }
                return judged;
            } finally {
                matrix.dispose();
            }
        } catch (XGBoostError e) {
            throw new IllegalStateException("XGBoost could not judge a batch of " + rows.size() + " rows", e);
        }
    }

    private static Booster loaded(byte[] trees) {
        try {
            Booster booster = XGBoost.loadModel(trees);
            booster.setParam("nthread", 1);
            return booster;
        } catch (XGBoostError | IOException e) {
            throw Errors.brokenModel(e);
        }
    }
}
