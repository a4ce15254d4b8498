/** Reports the stages of a long run. */
@NullMarked
package dev.reposignal.progress;

import org.jspecify.annotations.NullMarked;
