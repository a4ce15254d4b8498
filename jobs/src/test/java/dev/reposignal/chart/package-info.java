/** Tests of the drawings. */
@NullMarked
package dev.reposignal.chart;

import org.jspecify.annotations.NullMarked;
