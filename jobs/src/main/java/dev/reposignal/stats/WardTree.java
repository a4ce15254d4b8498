package dev.reposignal.stats;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Points joined two by two, the two groups first whose union loses least, until one group is left: Ward's method
 * (Ward 1963), found by chains of nearest neighbours (Murtagh 1983).
 *
 * <p>Takes memory for every pair of points, so it is for a sample.
 */
public final class WardTree {
    /** A join that loses less than this joins equal points. */
    private static final double NOTHING = 1e-9;

    /** The union of the groups that hold the two points; cost is the growth of the sum of squared distances. */
    private record Join(int one, int other, double cost) {}

    private final int points;
    private final List<Join> joins;

    private WardTree(int points, List<Join> joins) {
        this.points = points;
        this.joins = joins;
    }

    /** The tree of points of one length. */
    public static WardTree of(List<double[]> points) {
        return new WardTree(points.size(), new Chain(points).joined());
    }

    /** The largest number of groups that still keeps equal points together. */
    int distinct() {
        return 1 + (int) joins.stream().filter(join -> join.cost() > NOTHING).count();
    }

    /** Merge costs (increase of the within-group variance), descending: the first merges two groups to one, the next three to two. */
    public double[] costs() {
        double[] costs = joins.stream().mapToDouble(Join::cost).toArray();
        for (int i = 0; i < costs.length / 2; i++) {
            double cost = costs[i];
            costs[i] = costs[costs.length - 1 - i];
            costs[costs.length - 1 - i] = cost;
        }
        return costs;
    }

    /** The group of each point after all merges but the costliest: at most so many groups, numbered by their first point. */
    public int[] groups(int most) {
        int[] parent = new int[points];
        Arrays.setAll(parent, i -> i);
        int wanted = Math.min(most, distinct());
        for (Join join : joins.subList(0, points - wanted)) {
            int one = root(parent, join.one());
            int other = root(parent, join.other());
            parent[Math.max(one, other)] = Math.min(one, other);
        }
        int[] numbers = new int[points];
        int[] groups = new int[points];
        int next = 0;
        for (int i = 0; i < points; i++) {
            int root = root(parent, i);
            if (root == i) {
                numbers[i] = next++;
            }
            groups[i] = numbers[root];
        }
        return groups;
    }

    private static int root(int[] parent, int point) {
        int root = point;
        while (parent[root] != root) {
            parent[root] = parent[parent[root]];
            root = parent[root];
        }
        return root;
    }

    /** Follows nearest neighbours until two are each other's, and joins those. */
    private static final class Chain {
        private final int size;
        /** What joining two groups costs; each group lives in the row of its first point. */
        private final float[][] costs;

        private final int[] members;
        private final boolean[] isJoined;

        Chain(List<double[]> points) {
            size = points.size();
            members = new int[size];
            Arrays.fill(members, 1);
            isJoined = new boolean[size];
            costs = new float[size][size];
            double[] squares =
                    points.stream().mapToDouble(p -> VectorMath.dot(p, p)).toArray();
            for (int i = 0; i < size; i++) {
                double[] point = points.get(i);
                for (int j = 0; j < i; j++) {
                    double squared = squares[i] + squares[j] - 2 * VectorMath.dot(point, points.get(j));
                    costs[i][j] = (float) Math.max(0, squared / 2);
                    costs[j][i] = costs[i][j];
                }
            }
        }

        List<Join> joined() {
            Join[] joins = new Join[Math.max(0, size - 1)];
            int[] chain = new int[size];
            int length = 0;
            int first = 0;
            for (int found = 0; found < joins.length; found++) {
                if (length == 0) {
                    while (isJoined[first]) {
                        first++;
                    }
                    chain[length++] = first;
                }
                while (true) {
                    int last = chain[length - 1];
                    int before = length > 1 ? chain[length - 2] : -1;
                    int nearest = nearest(last, before);
                    if (nearest == before) {
                        break;
                    }
                    chain[length++] = nearest;
                }
                length -= 2;
                joins[found] =
                        join(Math.min(chain[length], chain[length + 1]), Math.max(chain[length], chain[length + 1]));
            }
            // Stable, so that equal joins keep the order in which they were found.
            Arrays.sort(joins, Comparator.comparingDouble(Join::cost));
            return List.of(joins);
        }

        /** The cheapest partner; of equally cheap ones the one the chain came from, else the first. */
        private int nearest(int group, int before) {
            float[] row = costs[group];
            float least = before < 0 ? Float.POSITIVE_INFINITY : row[before];
            int nearest = before;
            for (int other = 0; other < size; other++) {
                if (other != group && !isJoined[other] && (nearest < 0 || row[other] < least)) {
                    least = row[other];
                    nearest = other;
                }
            }
            return nearest;
        }

        /** The union lives on in the first group's row; its costs follow from those of its parts (Lance-Williams). */
        private Join join(int kept, int gone) {
            float cost = costs[kept][gone];
            double both = members[kept] + members[gone];
            isJoined[gone] = true;
            for (int other = 0; other < size; other++) {
                if (other != kept && !isJoined[other]) {
                    double third = members[other];
                    double joined = ((members[kept] + third) * costs[kept][other]
                                    + (members[gone] + third) * costs[gone][other]
                                    - third * cost)
                            / (both + third);
                    costs[kept][other] = (float) joined;
                    costs[other][kept] = (float) joined;
                }
            }
            members[kept] += members[gone];
            return new Join(kept, gone, cost);
        }
    }
}
