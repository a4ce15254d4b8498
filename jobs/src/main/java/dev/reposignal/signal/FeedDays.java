package dev.reposignal.signal;

import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/**
 * The counts of consecutive days by repository, held in memory: some 14 bytes for each repository and day. A day goes by its
 * number, 0 for the first. Counts are no larger than an int holds ({@code ingest} rejects more than a billion).
 */
final class FeedDays {
    /** No row on that day. */
    static final int NONE = -1;

    private final int length;

    /** Repository by key. */
    private final Map<String, Series> repositories = new HashMap<>();

    /** Rows of each source by day. */
    private final Map<Integer, Map<String, Long>> rowsBySource = new TreeMap<>();

    /** The sources by their number. */
    private final Map<String, Short> sources = new HashMap<>();

    private final long[] rows;
    private final long[] rowsWithId;
    private final boolean[] isLeftOut;

    /** One repository; arrays go by day. */
    static final class Series {
        final int[] stars;
        final int[] forks;
        final int[] openIssues;
        /** The number of the source, 0 on days without a row. */
        final short[] sources;

        private Series(int length) {
            stars = filled(length);
            forks = filled(length);
            openIssues = filled(length);
            sources = new short[length];
        }

        private static int[] filled(int length) {
            int[] values = new int[length];
            Arrays.fill(values, NONE);
            return values;
        }
    }

    /**
     * No rows yet.
     *
     * @param length how many days there are
     */
    FeedDays(int length) {
        this.length = length;
        rows = new long[length];
        rowsWithId = new long[length];
        isLeftOut = new boolean[length];
    }

    /**
     * Adds a row.
     *
     * @param row any number, then repo_key, stars, forks, open_issues, source and has_id
     */
    void add(int day, Row row) {
        Series series = repositories.computeIfAbsent(row.getString(1), key -> new Series(length));
        series.stars[day] = count(row, 2);
        series.forks[day] = row.isNullAt(3) ? NONE : count(row, 3);
        series.openIssues[day] = row.isNullAt(4) ? NONE : count(row, 4);
        String source = row.isNullAt(5) ? "" : row.getString(5);
        series.sources[day] = sources.computeIfAbsent(source, name -> (short) (sources.size() + 1));
        rowsBySource.computeIfAbsent(day, key -> new TreeMap<>()).merge(source, 1L, Long::sum);
        rows[day]++;
        rowsWithId[day] += row.getBoolean(6) ? 1 : 0;
    }

    private static int count(Row row, int column) {
        return (int) Math.min(row.getLong(column), Integer.MAX_VALUE);
    }

    /** The number of a source that has rows. */
    short numberOf(String source) {
        return Objects.requireNonNull(sources.get(source));
    }

    /** No later day is compared with this one. */
    void leaveOut(int day) {
        isLeftOut[day] = true;
    }

    Collection<Series> repositories() {
        return repositories.values();
    }

    Map<String, Long> rowsBySource(int day) {
        return rowsBySource.getOrDefault(day, Map.of());
    }

    long rows(int day) {
        return rows[day];
    }

    @Nullable
    Double shareWithId(int day) {
        return rows[day] == 0 ? null : (double) rowsWithId[day] / rows[day];
    }

    /**
     * How many days before a day those lie that have rows and are not left out, the nearest first.
     *
     * @param most days before the day
     */
    int[] earlierDays(int day, int most) {
        return IntStream.rangeClosed(1, Math.min(most, day))
                .filter(back -> rows[day - back] > 0 && !isLeftOut[day - back])
                .toArray();
    }
}
