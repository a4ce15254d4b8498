package dev.reposignal.signal;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.array_compact;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.lower;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.sort_array;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.substring_index;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.to_date;
import static org.apache.spark.sql.functions.unix_date;
import static org.apache.spark.sql.functions.when;

import dev.reposignal.table.Columns;
import dev.reposignal.table.Table;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Aggregates over the days before, for each repository that has a row on the day. */
final class RepositoryAggregates {
    private RepositoryAggregates() {}

    /**
     * One row per repository with a row on the day: that row, and the facts about its history that burst, flags and
     * score need. The rows are partitioned by repository already, so this moves no data.
     */
    static Dataset<Row> perRepository(LocalDate day, Dataset<Row> rows) {
        Column dayNumber = col(Velocities.DAY_NUMBER);
        int today = Math.toIntExact(day.toEpochDay());
        Column isInMonth = dayNumber.gt(today - Velocities.MONTH.days());
        Column isDay = dayNumber.equalTo(today);
        Column isInReach = dayNumber.geq(today - Velocities.MONTH.longestDays());
        Column moved = col("step_gain").notEqual(0);

        return rows.groupBy("repo_key")
                .agg(
                        max(when(isDay, struct(ofTheDay()))).as("day"),
                        lit(today).minus(min(dayNumber)).as("history_days"),
                        count(lit(1)).as("observations"),
                        lit(today).minus(max(when(moved, dayNumber))).as("days_since_change"),
                        sort_array(array_compact(array(earlierWeeks(today)))).as("earlier_weeks"),
                        sum(when(isInMonth, col("step_days"))).as("month_days"),
                        sum(when(isInMonth.and(col("step_gain").gt(0)), col("step_days")))
                                .as("month_days_gaining"),
                        coalesce(max(when(isInReach, AnomalyFlags.isLeap())), lit(false))
                                .as("has_leap"),
                        max(when(isInReach.and(AnomalyFlags.isLarge()), col("step_gain")))
                                .as("largest_rise"),
                        max(when(
                                        isInReach.and(AnomalyFlags.isLarge()),
                                        col("step_gain").unary_$minus()))
                                .as("largest_fall"))
                .where(col("day").isNotNull())
                .select(
                        lit(day).as(Table.DAY),
                        col("repo_key"),
                        lower(substring_index(col("day." + Velocities.PRESENT + ".full_name"), "/", 1))
                                .as("owner"),
                        col("day." + Velocities.PRESENT + ".*"),
                        col("day.*"),
                        col("history_days"),
                        col("observations"),
                        col("days_since_change"),
                        col("earlier_weeks"),
                        col("month_days"),
                        col("month_days_gaining"),
                        col("has_leap"),
                        col("largest_rise"),
                        col("largest_fall"))
                .drop(Velocities.PRESENT);
    }

    /** The weekly velocity that ended on each day of the baseline, one array element a day; null where there is none. */
    private static Column[] earlierWeeks(int today) {
        // A list collected by an aggregate would fall back to sorting all rows again.
        List<Column> weeks = new ArrayList<>();
        for (int back = Velocities.WEEK.days(); back <= Baseline.DAYS; back++) {
            weeks.add(max(when(col(Velocities.DAY_NUMBER).equalTo(today - back), col(Velocities.WEEK.velocity()))));
        }
        return weeks.toArray(Column[]::new);
    }

    private static Column age() {
        Column days = col(Velocities.DAY_NUMBER).minus(unix_date(to_date(col("created_at"))));
        return when(days.geq(0), days).as(Columns.AGE_DAYS);
    }

    private static Column[] ofTheDay() {
        List<Column> columns = new ArrayList<>(List.of(
                col(Velocities.PRESENT),
                col("stars"),
                age(),
                col("description_hash"),
                col("forks"),
                col(Columns.FORKS_GAINED_7D),
                col(Columns.OPEN_ISSUES_GAINED_7D),
                col("observed"),
                col(Velocities.WEEK.reference() + ".stars").as("stars_week_ago"),
                col(Velocities.WEEK.reference() + ".observed").as("week_reference_observed")));
        columns.add(Velocities.SPANS.stream()
                .map(span -> coalesce(col(span.reference() + "." + Velocities.IS_FROM_HISTORY), lit(false)))
                .reduce(Column::or)
                .orElseThrow()
                .as(Velocities.IS_FROM_HISTORY));
        for (VelocityColumns span : Velocities.SPANS) {
            columns.add(col(span.gained()));
            columns.add(col(span.elapsed()));
            columns.add(col(span.velocity()));
        }
        return columns.toArray(Column[]::new);
    }
}
