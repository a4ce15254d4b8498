/**
 * Grades forecasts against what happened: skill over the base rate and over what others rank by, with intervals. Formulas and
 * their sources stand in {@code jobs/docs/backtest.md}.
 */
@NullMarked
package dev.reposignal.backtest;

import org.jspecify.annotations.NullMarked;
