/** Drawings: numbers and labels in, inline SVG out. Knows no Spark, no tables and no files. */
@NullMarked
package dev.reposignal.chart;

import org.jspecify.annotations.NullMarked;
