package dev.reposignal.signal;

import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/** The counts of a day and of the days before it by repository, held in memory: a few dozen numbers for each. */
final class FeedDays {
    /** No row on that day. */
    static final long NONE = -1;

    /** Repository by key. */
    private final Map<String, Series> repositories = new HashMap<>();

    /** Rows of each source by days before the day judged. */
    private final Map<Integer, Map<String, Long>> rowsBySource = new TreeMap<>();

    private final long[] rows;
    private final long[] rowsWithId;

    /** One repository; arrays go by days before the day judged. */
    static final class Series {
        final long[] stars;
        final long[] forks;
        final long[] openIssues;
        String source = "";

        private Series(int days) {
            stars = filled(days);
            forks = filled(days);
            openIssues = filled(days);
        }

        private static long[] filled(int days) {
            long[] values = new long[days];
            java.util.Arrays.fill(values, NONE);
            return values;
        }
    }

    /**
     * Reads rows of days_before, repo_key, stars, forks, open_issues, source and has_id; a row without a key is none.
     *
     * @param lookbackDays days before the day judged that may have rows
     */
    FeedDays(int lookbackDays, Iterator<Row> found) {
        this(lookbackDays);
        while (found.hasNext()) {
            Row row = found.next();
            if (!row.isNullAt(1)) {
                add(row.getInt(0), row);
            }
        }
    }

    /** No rows yet. */
    FeedDays(int lookbackDays) {
        rows = new long[lookbackDays + 1];
        rowsWithId = new long[lookbackDays + 1];
    }

    /**
     * Adds a row; its first column is not read.
     *
     * @param back days before the day judged
     */
    void add(int back, Row row) {
        Series series = repositories.computeIfAbsent(row.getString(1), key -> new Series(rows.length));
        series.stars[back] = row.getLong(2);
        series.forks[back] = row.isNullAt(3) ? NONE : row.getLong(3);
        series.openIssues[back] = row.isNullAt(4) ? NONE : row.getLong(4);
        String source = row.isNullAt(5) ? "" : row.getString(5);
        if (back == 0) {
            series.source = source;
        }
        rowsBySource.computeIfAbsent(back, key -> new TreeMap<>()).merge(source, 1L, Long::sum);
        rows[back]++;
        rowsWithId[back] += row.getBoolean(6) ? 1 : 0;
    }

    Iterable<Map.Entry<String, Series>> repositories() {
        return repositories.entrySet();
    }

    Map<String, Long> rowsBySource(int back) {
        return rowsBySource.getOrDefault(back, Map.of());
    }

    long rows(int back) {
        return rows[back];
    }

    @Nullable
    Double shareWithId(int back) {
        return rows[back] == 0 ? null : (double) rowsWithId[back] / rows[back];
    }

    /** The days before the day judged that have rows, the nearest first. */
    int[] earlierDays() {
        return java.util.stream.IntStream.range(1, rows.length)
                .filter(back -> rows[back] > 0)
                .toArray();
    }
}
