package dev.reposignal.model;

import dev.reposignal.row.RecordType;
import java.sql.Date;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import scala.jdk.javaapi.CollectionConverters;

/** Models as rows of {@code models} and back. */
public final class Models {
    private Models() {}

    /** The row of a model, in the order of the table's columns. */
    public static Row toRow(BreakoutModel model) {
        return RowFactory.create(
                model.id(),
                Date.valueOf(model.trainedOn()),
                model.features().toArray(String[]::new),
                model.calibration().slope(),
                model.calibration().intercept(),
                model.baseRate(),
                CollectionConverters.asScala(model.figures()),
                CollectionConverters.asScala(Trees.PARAMETERS),
                model.booster());
    }

    /** The model of a row of {@code models}. */
    public static BreakoutModel fromRow(Row row) {
        Map<String, Double> figures = row.getJavaMap(row.fieldIndex("figures"));
        return new BreakoutModel(
                row.getAs("model_id"),
                RecordType.day(row.getAs("trained_on")),
                row.getList(row.fieldIndex("features")),
                new PlattScaling(
                        row.getDouble(row.fieldIndex("calibration_slope")),
                        row.getDouble(row.fieldIndex("calibration_intercept"))),
                figures,
                row.getAs("trees"));
    }
}
