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

import dev.reposignal.table.Columns;
import dev.reposignal.table.ScoreComponent;
import dev.reposignal.table.Tables;
import java.math.BigDecimal;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** The signal score: 0 to 100 points, the exact sum of the points of its components. */
final class Score {
    /** Stars a day added to both sides of a ratio, so that one star more is no surge where one is usual. */
    private static final double PRIOR_STARS = 10;

    /** The column that holds a repository's components. */
    static final String COMPONENTS = "components";

    private Score() {}

    /** The measured value; null where it cannot be known. */
    private static Column raw(ScoreComponent component) {
        Column day = col(Velocities.DAY.velocity());
        Column week = col(Velocities.WEEK.velocity());
        Column month = col(Velocities.MONTH.velocity());
        return switch (component) {
            case DAY_SURGE -> timesTheMonth(day, month);
            case WEEK_SURGE -> timesTheMonth(week, month);
            case MOMENTUM -> week;
            case GROWTH -> week.multiply(Velocities.WEEK.days()).divide(greatest(col("stars_week_ago"), lit(1L)));
            case BURST -> col(Columns.BURST);
            case PERSISTENCE -> coalesce(col("month_days_gaining"), lit(0L)).divide(col("month_days"));
        };
    }

    /** The measured value on a scale on which 0 gives no points and 1 gives all; may lie outside. */
    private static Column scale(ScoreComponent component) {
        Column raw = raw(component);
        return switch (component) {
            case DAY_SURGE, WEEK_SURGE -> log2(raw).divide(Math.log(component.full()) / Math.log(2));
            case MOMENTUM, BURST -> onLogScale(raw, component.full());
            // In percent, so that the scale bends where the growth of a week usually lies.
            case GROWTH -> onLogScale(raw.multiply(100), 100 * component.full());
            case PERSISTENCE -> raw;
        };
    }

    /** The row of {@code score_components}, without its key. */
    private static Column toStruct(ScoreComponent component) {
        Column scale = scale(component);
        Column normalised = when(scale.gt(1), 1.0).otherwise(notNegative(scale));
        Column points = round(normalised.multiply(component.weight()), 2).cast(Tables.POINTS);
        return struct(
                lit(component.value()).as("component"),
                raw(component).as("raw_value"),
                lit(component.unit()).as("unit"),
                normalised.as("normalised"),
                lit(BigDecimal.valueOf(component.weight())).cast(Tables.POINTS).as("weight"),
                coalesce(points, lit(BigDecimal.ZERO).cast(Tables.POINTS)).as("points"));
    }

    /** How many times the month's pace another pace is; see {@link #PRIOR_STARS}. A loss counts as 0. */
    private static Column timesTheMonth(Column velocity, Column month) {
        return notNegative(velocity).plus(PRIOR_STARS).divide(notNegative(month).plus(PRIOR_STARS));
    }

    /** Adds {@code signal_score}, null without a week of history or an observation, and the components. */
    static Dataset<Row> withComponents(Dataset<Row> rows) {
        List<ScoreComponent> components = List.of(ScoreComponent.values());
        Column score = IntStream.range(0, components.size())
                .mapToObj(component -> col(COMPONENTS).apply(component).getField("points"))
                .reduce(Column::plus)
                .orElseThrow()
                .cast(Tables.POINTS);
        Column isScored = col(Velocities.WEEK.velocity()).isNotNull().and(col("observed"));
        return rows.withColumn(
                        COMPONENTS,
                        array(components.stream().map(Score::toStruct).toArray(Column[]::new)))
                .withColumn(Columns.SIGNAL_SCORE, when(isScored, score));
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
