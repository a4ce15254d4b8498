/**
 * Statistics and numeric methods on plain arrays: quantiles, Wilson interval, Brier score, bootstrap, agreement of
 * groupings, assignment, Ward's tree, principal directions, t-SNE, vectors.
 */
@NullMarked
package dev.reposignal.stats;

import org.jspecify.annotations.NullMarked;
