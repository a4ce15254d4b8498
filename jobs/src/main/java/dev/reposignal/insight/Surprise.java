package dev.reposignal.insight;

import static org.apache.spark.sql.functions.avg;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.least;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.log2;
import static org.apache.spark.sql.functions.sqrt;
import static org.apache.spark.sql.functions.try_divide;
import static org.apache.spark.sql.functions.when;

import org.apache.spark.sql.Column;
import org.apache.spark.sql.expressions.WindowSpec;

/**
 * How unusual a figure is, in bits: -log2 of the chance to see one at least as extreme (Shannon 1948), so that a language's
 * share, a cluster's owners and a repository's week can be told against each other.
 *
 * <p>The chance is never computed exactly but bounded from above, by the bound that assumes least: a surprise is what can be
 * defended, not what looks best. Where the most extreme of several candidates is held against its own past or an exact share,
 * {@link #ofTheBest} takes off what the choice alone would give (Bonferroni). Where the others of the night are the yardstick, by
 * rank or by their scatter, the choice is in the yardstick already.
 */
final class Surprise {
    /** More than a chance of one in a million only says that the comparison is naive. */
    static final double MOST = 20;

    private Surprise() {}

    /**
     * At least k of n where each has the chance p: n D(k/n || p) / ln 2, the bound of Chernoff (1952); 0 where k is no more
     * than expected.
     */
    static Column ofAtLeast(Column k, Column n, Column p) {
        Column observed = try_divide(k, n);
        return when(observed.gt(p), n.multiply(divergence(observed, p))).otherwise(lit(0.0));
    }

    /** At most k of n where each has the chance p; 0 where k is no less than expected. */
    static Column ofAtMost(Column k, Column n, Column p) {
        Column observed = try_divide(k, n);
        return when(observed.lt(p), n.multiply(divergence(observed, p))).otherwise(lit(0.0));
    }

    /** So many deviations above the middle, whatever the distribution: log2(1 + z^2), the bound of Cantelli (1928). */
    static Column ofDeviations(Column z) {
        return when(z.gt(0), log2(lit(1.0).plus(z.multiply(z)))).otherwise(lit(0.0));
    }

    /**
     * Among so many others, so many of them at least as extreme: -log2((extreme + 1) / (others + 1)), the chance of a
     * permutation test.
     */
    static Column amongOthers(Column extreme, Column others) {
        return log2(others.plus(1.0).divide(extreme.plus(1.0)));
    }

    /**
     * How many times more than by chance alone the shares of groups scatter around a common one: the dispersion of a
     * quasi-binomial model (McCullagh and Nelder 1989), the mean square of their standardised distances over a window, at
     * least 1. Repositories of a group draw the same crowd, so they are worth fewer cases than they count.
     */
    static Column dispersion(Column k, Column n, Column p, WindowSpec groups) {
        Column distance = try_divide(k.minus(n.multiply(p)), sqrt(n.multiply(p).multiply(lit(1.0).minus(p))));
        return greatest(lit(1.0), coalesce(avg(distance.multiply(distance)).over(groups), lit(1.0)));
    }

    /** A surprise measured by how much groups scatter anyway. */
    static Column within(Column dispersion, Column surprise) {
        return least(lit(MOST), surprise.divide(dispersion));
    }

    /** A surprise that was chosen as the greatest of so many candidates. */
    static Column ofTheBest(Column candidates, Column surprise) {
        return least(
                lit(MOST), greatest(lit(0.0), surprise.minus(log2(greatest(lit(1.0), candidates.cast("double"))))));
    }

    /** A share that is never 0 or 1, whatever few cases say: (k + 1) / (n + 2), Laplace's rule. */
    static Column chance(Column k, Column n) {
        return k.plus(1.0).divide(n.plus(2.0));
    }

    /** The divergence of Kullback and Leibler (1951) of two chances, in bits; 0 log 0 is 0. */
    private static Column divergence(Column q, Column p) {
        return term(q, p).plus(term(lit(1.0).minus(q), lit(1.0).minus(p)));
    }

    private static Column term(Column q, Column p) {
        return coalesce(when(q.gt(0), q.multiply(log2(try_divide(q, p)))), lit(0.0));
    }
}
