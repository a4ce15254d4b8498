package dev.reposignal.evaluation;

import java.util.Arrays;

/** Rows in the order of a method's values, the largest first; equal values keep the order of the rows. */
final class Ranking {
    private final int[] rows;
    /** Whether the next row has a smaller value. */
    private final boolean[] endsTie;

    private Ranking(int[] rows, boolean[] endsTie) {
        this.rows = rows;
        this.endsTie = endsTie;
    }

    /**
     * Ranks the rows from one place to another.
     *
     * @param values by row; NaN is not ranked
     * @param includesUnranked whether rows with NaN come last, all tied, or are left out
     */
    static Ranking descending(double[] values, int from, int to, boolean includesUnranked) {
        double[] sorted = Arrays.stream(values, from, to)
                .filter(value -> !Double.isNaN(value))
                .toArray();
        Arrays.parallelSort(sorted);
        int distinct = distinct(sorted);
        // Counting sort by value: boxed comparators would take ten times as long.
        int[] ends = new int[distinct + 1];
        int[] groups = new int[to - from];
        for (int row = from; row < to; row++) {
            boolean isRanked = !Double.isNaN(values[row]);
            int group = isRanked ? distinct - 1 - Arrays.binarySearch(sorted, 0, distinct, values[row]) : distinct;
            groups[row - from] = group;
            ends[group]++;
        }
        for (int group = 1; group <= distinct; group++) {
            ends[group] += ends[group - 1];
        }
        int ranked = distinct == 0 ? 0 : ends[distinct - 1];
        int size = includesUnranked ? ends[distinct] : ranked;
        boolean[] endsTie = new boolean[size];
        for (int end : ends) {
            if (end > 0 && end <= size) {
                endsTie[end - 1] = true;
            }
        }
        int[] rows = new int[size];
        int[] next = ends.clone();
        for (int row = to - 1; row >= from; row--) {
            int place = --next[groups[row - from]];
            if (place < size) {
                rows[place] = row;
            }
        }
        return new Ranking(rows, endsTie);
    }

    int size() {
        return rows.length;
    }

    int row(int place) {
        return rows[place];
    }

    boolean endsTie(int place) {
        return endsTie[place];
    }

    /** Moves the distinct values to the front and counts them. */
    private static int distinct(double[] sorted) {
        int distinct = 0;
        for (double value : sorted) {
            if (distinct == 0 || sorted[distinct - 1] != value) {
                sorted[distinct++] = value;
            }
        }
        return distinct;
    }
}
