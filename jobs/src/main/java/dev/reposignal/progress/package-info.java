/** Reports the stages of a long run to whoever watches it. */
@NullMarked
package dev.reposignal.progress;

import org.jspecify.annotations.NullMarked;
