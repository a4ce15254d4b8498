/** Claims about the next 28 days, and their grading. */
@NullMarked
package dev.reposignal.predict;

import org.jspecify.annotations.NullMarked;
