package dev.reposignal.signal;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.log1p;
import static org.apache.spark.sql.functions.log2;
import static org.apache.spark.sql.functions.round;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.when;

import dev.reposignal.table.Tables;
import java.math.BigDecimal;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** The signal score: 0 to 100 points, the exact sum of the points of its components. */
final class Score {
    /** Stars a day added to both sides of a ratio, so that one star more is no surge where one is usual. */
    private static final double STEADYING = 10;

    /** A pace doubled this often, four times the month's, gets all points. */
    private static final int DOUBLINGS = 2;

    /** The column that holds a repository's components. */
    static final String COMPONENTS = "components";

    /**
     * One component.
     *
     * @param name its name in score_components
     * @param unit unit of the raw value
     * @param weight points it can give
     * @param raw the measured value; null where it cannot be known
     * @param scale the raw value on a scale on which 0 gives no points and 1 gives all; may lie outside
     */
    private record Component(String name, String unit, int weight, Column raw, Column scale) {
        Column toStruct() {
            Column normalised = when(scale.gt(1), 1.0).otherwise(notNegative(scale));
            Column points = round(normalised.multiply(weight), 2).cast(Tables.POINTS);
            return struct(
                    lit(name).as("component"),
                    raw.as("raw_value"),
                    lit(unit).as("unit"),
                    normalised.as("normalised"),
                    lit(BigDecimal.valueOf(weight)).cast(Tables.POINTS).as("weight"),
                    coalesce(points, lit(BigDecimal.ZERO).cast(Tables.POINTS)).as("points"));
        }
    }

    private Score() {}

    private static List<Component> components() {
        Column day = col(Velocities.DAY.velocity());
        Column week = col(Velocities.WEEK.velocity());
        Column month = col(Velocities.MONTH.velocity());
        Column daySurge = timesTheMonth(day, month);
        Column weekSurge = timesTheMonth(week, month);
        Column growth = week.multiply(Velocities.WEEK.days()).divide(greatest(col("stars_week_ago"), lit(1L)));
        Column persistence = coalesce(col("month_days_gaining"), lit(0L)).divide(col("month_days"));
        return List.of(
                new Component("day_surge", "ratio", 40, daySurge, log2(daySurge).divide(DOUBLINGS)),
                new Component(
                        "week_surge", "ratio", 10, weekSurge, log2(weekSurge).divide(DOUBLINGS)),
                new Component("momentum", "stars/day", 5, week, onLogScale(week, 200)),
                new Component("growth", "share of stars per week", 25, growth, onLogScale(growth.multiply(100), 50)),
                new Component("burst", "robust deviations", 5, col("burst"), onLogScale(col("burst"), 50)),
                new Component("persistence", "share of days", 15, persistence, persistence));
    }

    /** How many times the month's pace another pace is; see {@link #STEADYING}. Losses count as standing still. */
    private static Column timesTheMonth(Column velocity, Column month) {
        return notNegative(velocity).plus(STEADYING).divide(notNegative(month).plus(STEADYING));
    }

    /** Adds {@code signal_score}, null without a week of history or an observation, and the components. */
    static Dataset<Row> withComponents(Dataset<Row> rows) {
        List<Component> components = components();
        Column score = components.stream()
                .map(component ->
                        col(COMPONENTS).apply(components.indexOf(component)).getField("points"))
                .reduce(Column::plus)
                .orElseThrow()
                .cast(Tables.POINTS);
        Column isScored = col(Velocities.WEEK.velocity()).isNotNull().and(col("observed"));
        return rows.withColumn(
                        COMPONENTS,
                        array(components.stream().map(Component::toStruct).toArray(Column[]::new)))
                .withColumn("signal_score", when(isScored, score));
    }

    /** 0 at 0, 1 at the given value, logarithmic between: log(1 + value) / log(1 + full). */
    private static Column onLogScale(Column value, double full) {
        return log1p(notNegative(value)).divide(Math.log1p(full));
    }

    /** The value, 0 where it is negative, null where it is null; greatest() would make that 0. */
    private static Column notNegative(Column value) {
        return when(value.lt(0), 0.0).otherwise(value);
    }
}
