package dev.reposignal.stats;

import java.util.Arrays;

/**
 * Pairs rows with columns so that the weights of the pairs add up to the most: the Hungarian method (Kuhn 1955) with
 * row and column potentials, O(rows x rows x columns).
 */
public final class HungarianMatching {
    /** Stands for "no column". */
    public static final int NONE = -1;

    private HungarianMatching() {}

    /**
     * The column of each row, or {@link #NONE}; no column twice. A pair of weight zero is no pair.
     *
     * @param weights not negative; one array per row, all of one length
     */
    public static int[] heaviest(double[][] weights) {
        int rows = weights.length;
        int columns = rows == 0 ? 0 : weights[0].length;
        if (rows > columns) {
            return turned(heaviest(transposed(weights, columns)), rows);
        }
        int[] rowOfColumn = new int[columns + 1];
        Arrays.fill(rowOfColumn, NONE);
        double[] rowPotential = new double[rows];
        double[] columnPotential = new double[columns + 1];
        for (int row = 0; row < rows; row++) {
            addRow(row, weights, rowOfColumn, rowPotential, columnPotential);
        }
        int[] matched = new int[rows];
        Arrays.fill(matched, NONE);
        for (int column = 0; column < columns; column++) {
            int row = rowOfColumn[column];
            if (row != NONE && weights[row][column] > 0) {
                matched[row] = column;
            }
        }
        return matched;
    }

    /** Finds the cheapest way to give one more row a column, moving the earlier ones along it. */
    private static void addRow(
            int row, double[][] weights, int[] rowOfColumn, double[] rowPotential, double[] columnPotential) {
        // The last entry is a column of its own from which the search starts.
        int start = rowOfColumn.length - 1;
        int[] previous = new int[rowOfColumn.length];
        Arrays.fill(previous, start);
        double[] slack = new double[rowOfColumn.length];
        Arrays.fill(slack, Double.POSITIVE_INFINITY);
        boolean[] isReached = new boolean[rowOfColumn.length];
        rowOfColumn[start] = row;
        int column = start;
        do {
            isReached[column] = true;
            int reachedRow = rowOfColumn[column];
            double least = Double.POSITIVE_INFINITY;
            int next = start;
            for (int candidate = 0; candidate < start; candidate++) {
                if (isReached[candidate]) {
                    continue;
                }
                double cost = -weights[reachedRow][candidate] - rowPotential[reachedRow] - columnPotential[candidate];
                if (cost < slack[candidate]) {
                    slack[candidate] = cost;
                    previous[candidate] = column;
                }
                if (slack[candidate] < least) {
                    least = slack[candidate];
                    next = candidate;
                }
            }
            for (int other = 0; other <= start; other++) {
                if (isReached[other]) {
                    rowPotential[rowOfColumn[other]] += least;
                    columnPotential[other] -= least;
                } else {
                    slack[other] -= least;
                }
            }
            column = next;
        } while (rowOfColumn[column] != NONE);
        while (column != start) {
            int before = previous[column];
            rowOfColumn[column] = rowOfColumn[before];
            column = before;
        }
        rowOfColumn[start] = NONE;
    }

    private static double[][] transposed(double[][] weights, int columns) {
        double[][] transposed = new double[columns][weights.length];
        for (int row = 0; row < weights.length; row++) {
            for (int column = 0; column < columns; column++) {
                transposed[column][row] = weights[row][column];
            }
        }
        return transposed;
    }

    private static int[] turned(int[] matched, int size) {
        int[] turned = new int[size];
        Arrays.fill(turned, NONE);
        for (int i = 0; i < matched.length; i++) {
            if (matched[i] != NONE) {
                turned[matched[i]] = i;
            }
        }
        return turned;
    }
}
