/**
 * Statistics and numeric methods on plain arrays: agreement of groupings, assignment, Ward's tree, principal directions,
 * vectors.
 */
@NullMarked
package dev.reposignal.stats;

import org.jspecify.annotations.NullMarked;
