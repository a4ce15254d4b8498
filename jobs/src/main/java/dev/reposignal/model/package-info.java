/**
 * The learned probability of a break-out: features of a repository's history, gradient-boosted trees, calibration. What is
 * learned from, and what was tried, is in {@code jobs/docs/model.md}.
 */
@NullMarked
package dev.reposignal.model;

import org.jspecify.annotations.NullMarked;
