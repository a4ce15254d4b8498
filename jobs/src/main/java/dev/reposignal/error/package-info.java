/** Every message a user can meet, in one place: what failed, with values; why; what to do. */
@NullMarked
package dev.reposignal.error;

import org.jspecify.annotations.NullMarked;
