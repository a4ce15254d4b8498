package dev.reposignal.signal;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.last;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.unix_date;
import static org.apache.spark.sql.functions.xxhash64;

import dev.reposignal.table.Table;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;
import org.apache.spark.sql.functions;

/**
 * Stars per day over 1, 7 and 28 days, measured between observations and over the days that really passed.
 *
 * <p>The reference of a window of w days is the latest observation at least w and at most w + slack days before; gained
 * is the difference of the stars, velocity is gained / elapsed. Without a reference there is no value. Losses stay
 * negative.
 */
final class Velocities {
    static final Span DAY = new Span("24h", 1, 2);
    static final Span WEEK = new Span("7d", 7, 3);
    static final Span MONTH = new Span("28d", 28, 6);
    static final List<Span> SPANS = List.of(DAY, WEEK, MONTH);

    /** Days since 1970-01-01: frames of days need a number to count in. */
    static final String DAY_NUMBER = "day_number";

    private Velocities() {}

    /** One row per repository and day, in the order of the days. */
    static WindowSpec byDay() {
        return Window.partitionBy("repo_key").orderBy(DAY_NUMBER);
    }

    /** Narrows snapshots to what is measured and adds the reference, gain and velocity of every window. */
    static Dataset<Row> withVelocities(Dataset<Row> snapshots) {
        Dataset<Row> rows = snapshots.select(
                col("repo_key"),
                col(Table.DAY),
                unix_date(col(Table.DAY)).as(DAY_NUMBER),
                col("full_name"),
                col("language"),
                col("stars"),
                col("forks"),
                col("created_at"),
                col("archived"),
                col("observed"),
                // Only whether the text changed matters; the text itself would be most of what is shuffled.
                functions
                        .when(col("description").isNotNull(), xxhash64(col("description")))
                        .as("description_hash"));
        for (Span span : SPANS) {
            rows = rows.withColumn(
                    span.reference(),
                    last(struct(DAY_NUMBER, "stars", "observed"))
                            .over(byDay().rangeBetween(-span.longestDays(), -span.days())));
        }
        for (Span span : SPANS) {
            Column gained = col("stars").minus(col(span.reference() + ".stars"));
            Column elapsed = col(DAY_NUMBER).minus(col(span.reference() + "." + DAY_NUMBER));
            rows = rows.withColumn(span.gained(), gained)
                    .withColumn(span.elapsed(), elapsed)
                    .withColumn(span.velocity(), gained.divide(elapsed));
        }
        return rows;
    }
}
