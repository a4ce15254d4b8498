/**
 * Backtest, lead time and cluster evaluation: forecasts against outcomes, with baselines and intervals. Formulas and their
 * sources: {@code jobs/docs/backtest.md}.
 */
@NullMarked
package dev.reposignal.evaluation;

import org.jspecify.annotations.NullMarked;
