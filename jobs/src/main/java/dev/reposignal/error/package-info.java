/** Every error message that users see, in one place: what failed, with values; why; what to do. */
@NullMarked
package dev.reposignal.error;

import org.jspecify.annotations.NullMarked;
