package dev.reposignal.signal;

import static org.apache.spark.sql.functions.abs;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.get;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.sort_array;
import static org.apache.spark.sql.functions.sqrt;
import static org.apache.spark.sql.functions.transform;
import static org.apache.spark.sql.functions.when;

import dev.reposignal.table.Columns;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * A repository's usual week, and how far the latest week is above it.
 *
 * <p>Normal is the median of the weekly velocities that ended 7 to {@value #DAYS} days ago; its spread is the scaled
 * median absolute deviation (Iglewicz and Hoaglin 1993: the modified z-score, MAD / 0.6745). Most small repositories
 * repeat the same week and have a MAD of 0, so the spread is never below that of a Poisson count: a rate of m stars a
 * day seen over 7 days varies by sqrt(m / 7).
 */
final class Baseline {
    /** The four weeks before the present one. */
    static final int DAYS = 28;

    /** With fewer earlier weeks there is no usual week. */
    private static final int FEWEST_WEEKS = 3;

    private static final double MAD_OF_A_NORMAL_DEVIATE = 0.6745;

    private Baseline() {}

    /** Adds {@code acceleration} in stars per day and {@code burst} in robust deviations. */
    static Dataset<Row> withBurst(Dataset<Row> rows) {
        Column week = col(Velocities.WEEK.velocity());
        Column known = size(col("earlier_weeks")).geq(FEWEST_WEEKS);
        Column median = col("normal_velocity");
        Column deviation = col("normal_deviation").divide(MAD_OF_A_NORMAL_DEVIATE);
        Column oneStarAWeek = lit(1.0 / Velocities.WEEK.days());
        Column poisson = sqrt(greatest(median, oneStarAWeek).divide(Velocities.WEEK.days()));

        return rows.withColumn(Columns.ACCELERATION, week.minus(col(Velocities.MONTH.velocity())))
                .withColumn("normal_velocity", when(known, median(col("earlier_weeks"))))
                .withColumn(
                        "normal_deviation",
                        when(
                                known,
                                median(sort_array(
                                        transform(col("earlier_weeks"), velocity -> abs(velocity.minus(median)))))))
                .withColumn(Columns.BURST, week.minus(median).divide(greatest(deviation, poisson)));
    }

    private static Column median(Column sorted) {
        Column lower = size(sorted).minus(1).divide(2).cast("int");
        Column upper = size(sorted).divide(2).cast("int");
        return get(sorted, lower).plus(get(sorted, upper)).divide(2);
    }
}
