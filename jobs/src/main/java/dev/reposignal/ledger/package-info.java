/** Predictions about the next 28 days, their grading, and the track record. */
@NullMarked
package dev.reposignal.ledger;

import org.jspecify.annotations.NullMarked;
