package dev.reposignal.insight;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.unix_date;

import dev.reposignal.table.Table;
import java.io.Serializable;
import java.sql.Date;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;

/**
 * The stars of repositories on some days, as one task has gathered them: numbers side by side are collected faster than rows.
 *
 * @param byRepository stars by day, {@value #NONE} where there is no count, by repo_key
 */
public record StarCounts(Map<String, long[]> byRepository) implements Serializable {
    /** No count on that day. */
    static final long NONE = -1;

    /**
     * Gathers the counts of the days, those filled in later left out.
     *
     * @param days in the order that the counts have
     */
    static Dataset<StarCounts> gathered(Dataset<Row> snapshots, List<LocalDate> days) {
        Map<Integer, Integer> numbers = new HashMap<>();
        for (int number = 0; number < days.size(); number++) {
            numbers.put((int) days.get(number).toEpochDay(), number);
        }
        MapPartitionsFunction<Row, StarCounts> gather =
                rows -> List.of(of(rows, numbers)).iterator();
        return snapshots
                .where(col("observed")
                        .and(col(Table.DAY)
                                .isInCollection(days.stream().map(Date::valueOf).toList())))
                .select(col("repo_key"), unix_date(col(Table.DAY)), col("stars"))
                .mapPartitions(gather, Encoders.javaSerialization(StarCounts.class));
    }

    private static StarCounts of(Iterator<Row> rows, Map<Integer, Integer> numbers) {
        Map<String, long[]> counts = new HashMap<>();
        rows.forEachRemaining(row -> {
            long[] found = counts.computeIfAbsent(row.getString(0), key -> {
                long[] none = new long[numbers.size()];
                Arrays.fill(none, NONE);
                return none;
            });
            int number = numbers.getOrDefault(row.getInt(1), 0);
            found[number] = Math.max(found[number], row.getLong(2));
        });
        return new StarCounts(counts);
    }

    /** What several tasks have gathered, as one. */
    static Map<String, long[]> together(List<StarCounts> parts) {
        Map<String, long[]> all = new HashMap<>();
        parts.forEach(part -> part.byRepository()
                .forEach((key, counts) -> all.merge(key, counts, (some, others) -> {
                    Arrays.setAll(some, number -> Math.max(some[number], others[number]));
                    return some;
                })));
        return all;
    }
}
