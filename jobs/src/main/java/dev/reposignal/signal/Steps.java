package dev.reposignal.signal;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lag;
import static org.apache.spark.sql.functions.struct;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** A step is what lies between one observation of a repository and the one before, however many days apart. */
final class Steps {
    private Steps() {}

    /**
     * Adds the step that leads to each row: {@code step_gain} in stars, {@code step_days} in days, and the row before as
     * {@code previous}; all null on the first row.
     */
    static Dataset<Row> withPreviousRow(Dataset<Row> rows) {
        return rows.withColumn(
                        "previous",
                        lag(
                                        struct(
                                                col(Velocities.DAY_NUMBER),
                                                col("stars"),
                                                col("language"),
                                                col("created_at"),
                                                col("description_hash"),
                                                col(Velocities.WEEK.velocity())),
                                        1)
                                .over(Velocities.byDay()))
                .withColumn("step_gain", col("stars").minus(col("previous.stars")))
                .withColumn("step_days", col(Velocities.DAY_NUMBER).minus(col("previous." + Velocities.DAY_NUMBER)));
    }
}
